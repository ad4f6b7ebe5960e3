import Digests
import Testing

@Suite("A digest is 32 bytes or 64 hexadecimal digits")
struct DigestTests {
  static let text = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1efe"
  static let bytes32 = Array(0...30) + [0xfe] as [UInt8]

  @Test("Text, bytes and words keep one order")
  func order() throws {
    let digest = try #require(Digest(hex: Self.text))
    #expect(digest.bytes == Self.bytes32)
    #expect(digest.withBytes { Array($0) } == Self.bytes32)
    #expect(digest.hex == Self.text)
    #expect(digest.description == Self.text)
    #expect("\(digest)" == Self.text)
    #expect(Digest(bytes: Self.bytes32) == digest)
    #expect(Digest(bytes: ([9] + Self.bytes32)[1...]) == digest)
    #expect(Digest(hex: "x\(Self.text)".dropFirst()) == digest)
  }

  @Test("A thousand digests survive the way to text and back")
  func roundTrip() {
    var digest = SHA256.hash([])
    for _ in 0..<1_000 {
      let written = digest.hex
      var appended: [UInt8] = [0x22]
      digest.appendHex(to: &appended)
      #expect(appended == [0x22] + Array(written.utf8))
      #expect(Digest(hex: written) == digest)
      #expect(Digest(bytes: digest.bytes) == digest)
      #expect(written == hex(digest.bytes))
      digest = SHA256.hash(digest.bytes)
    }
  }

  @Test("Only 0–9 and a–f are digits, at any place")
  func everyByteAtEveryPlace() {
    let digits = Array(Self.text.utf8)
    var wrong: [String] = []
    for place in 0..<64 {
      for byte in UInt8.min...UInt8.max {
        var text = digits
        text[place] = byte
        let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
        let digest = text.withUnsafeBufferPointer { Digest(hexBytes: $0) }
        if (digest != nil) != isDigit { wrong.append("byte \(byte) at \(place)") }
      }
    }
    #expect(wrong.isEmpty)
  }

  static let refused: [String] = [
    "", "0", "\(text.dropLast())", "\(text)0", text.uppercased(), " \(text.dropFirst())",
    "\(text.dropLast())\n", "0x\(text.dropFirst(2))", "\(text.dropLast())٣",
    String(repeating: "é", count: 32), String(repeating: "０", count: 64),
  ]

  @Test("Refused: another length, upper case, spaces, a prefix, other scripts", arguments: refused)
  func refusedText(text: String) {
    #expect(Digest(hex: text) == nil)
  }

  @Test("Refused: 31 or 33 bytes")
  func refusedBytes() {
    #expect(Digest(bytes: []) == nil)
    #expect(Digest(bytes: Self.bytes32.dropLast()) == nil)
    #expect(Digest(bytes: Self.bytes32 + [0]) == nil)
  }

  @Test("Equal digests have equal hash values, and withBytes passes an error on")
  func values() throws {
    struct Refusal: Error {}
    let digest = SHA256.hash(bytes("abc"))
    #expect(Set([digest, SHA256.hash(bytes("abc")), SHA256.hash(bytes("abd"))]).count == 2)
    #expect(throws: Refusal.self) {
      try digest.withBytes { _ throws(Refusal) in throw Refusal() }
    }
  }

  @Test("A digest is 32 bytes in memory too")
  func size() {
    #expect(MemoryLayout<Digest>.size == 32)
  }
}
