import FoundationEssentials
import Notation
import Testing

/// Returns the one-byte changes of a text for which a check fails, as descriptions.
private func everyByte(of text: String, _ check: ([UInt8]) -> Bool) -> [String] {
  var wrong: [String] = []
  let original = Array(text.utf8)
  for place in original.indices {
    for byte in UInt8.min...UInt8.max {
      var bytes = original
      bytes[place] = byte
      if !check(bytes) { wrong.append("\(text), byte \(place): \(byte)") }
    }
  }
  return wrong
}

/// Readers of eight bytes at once, compared with reading byte by byte.
@Suite("Written forms, each byte of them changed to every other")
struct EveryByteTests {
  @Test("a token is read exactly if all its characters are of the alphabet")
  func tokens() {
    let alphabet = Array("23456789abcdefghijkmnpqrstuvwxyz".utf8)
    for text in ["k7wm3pq9zt2a", "222222222222", "zzzzzzzzzzzz", "abcdefghijkm", "npqrstuvwxyz"] {
      let wrong = everyByte(of: text) { bytes in
        var bits: UInt64? = 0
        for byte in bytes {
          guard let before = bits, let value = alphabet.firstIndex(of: byte) else {
            bits = nil
            break
          }
          bits = before << 5 | UInt64(value)
        }
        let token = bytes.withUnsafeBufferPointer { Token(text: $0) }
        return token?.bits == bits && (token.map { Array($0.description.utf8) == bytes } ?? true)
      }
      #expect(wrong.isEmpty)
    }
  }

  @Test("a UUID is read exactly if its digits are hexadecimal, in lower case where that is asked")
  func uuids() {
    for text in [
      "01980000-0000-7000-8000-00000000000a", "ffffffff-ffff-ffff-ffff-ffffffffffff",
      "0123ABCD-4567-ef89-AbCd-eF0123456789",
    ] {
      let wrong = everyByte(of: text) { bytes in
        let isForm = bytes.enumerated().allSatisfy { place, byte in
          [8, 13, 18, 23].contains(place) ? byte == 0x2d : hexDigit(byte) != nil
        }
        let isLower = !bytes.contains { (0x41...0x5a).contains($0) }
        let expected = isForm ? UUID(uuidString: String(decoding: bytes, as: UTF8.self)) : nil
        return bytes.withUnsafeBufferPointer {
          UUID(text: $0) == expected && UUID(written: $0) == (isLower ? expected : nil)
        }
      }
      #expect(wrong.isEmpty)
    }
  }

  @Test("an instant is read exactly if its digits and signs make a date and a time")
  func instants() {
    for text in [
      "2026-03-02T09:00:00.000Z", "2000-02-29T23:59:59.999Z", "1999-12-31T19:08:07.060Z",
      "0001-01-01T00:00:00.000Z",
    ] {
      let wrong = everyByte(of: text) { bytes in
        let instant = bytes.withUnsafeBufferPointer { Instant(text: $0) }
        guard isInstant(bytes) else { return instant == nil }
        return instant.map { Array($0.description.utf8) == bytes } ?? false
      }
      #expect(wrong.isEmpty)
    }
  }

  /// Returns whether the bytes have the form of an instant, digit by digit.
  private func isInstant(_ bytes: [UInt8]) -> Bool {
    let form = Array("0000-00-00T00:00:00.000Z".utf8)
    for (byte, sign) in zip(bytes, form) {
      guard sign == 0x30 ? (0x30...0x39).contains(byte) : byte == sign else { return false }
    }
    let number = { (places: Range<Int>) in bytes[places].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    guard year >= 1, (1...12).contains(month), number(11..<13) < 24, number(14..<16) < 60,
      number(17..<19) < 60
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return (1...days).contains(day)
  }

  @Test("a key is read to its last letter or digit, at any offset within eight bytes")
  func keys() {
    for key in ["a", "abcdefg", "abcdefgh", "abcdefghi", "Ab0zZ9mN5kK1"] {
      let wrong = everyByte(of: key) { bytes in
        let isLetter = { (byte: UInt8) in Character(Unicode.Scalar(byte)).isLetter && byte < 128 }
        let isKey =
          isLetter(bytes[0])
          && bytes.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
        let text = [UInt8(ascii: "\"")] + bytes + Array("\":1".utf8)
        return text.withUnsafeBufferPointer { text in
          var scanner = JSONScanner(text)
          return ((try? scanner.key()) == 1..<1 + bytes.count) == isKey
        }
      }
      #expect(wrong.isEmpty)
    }
  }
}
