import Digests
import Testing

@Suite("Digests in hexadecimal")
struct HexTests {
  @Test("64 lower-case digits are read, and no other byte in any place of them")
  func everyByte() {
    let original = Array("0123456789abcdeffedcba98765432100f1e2d3c4b5a69788796a5b4c3d2e1f0".utf8)
    var wrong: [String] = []
    for place in original.indices {
      for byte in UInt8.min...UInt8.max {
        var digits = original
        digits[place] = byte
        let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
        let digest = digits.withUnsafeBufferPointer { Digest(hexBytes: $0) }
        let isRight = isDigit ? digest.map { Array($0.hex.utf8) } == digits : digest == nil
        if !isRight { wrong.append("byte \(place): \(byte)") }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test("each pair of digits is read as its value")
  func values() {
    for value in UInt8.min...UInt8.max {
      let pair = String(value, radix: 16)
      let digits = String(repeating: value < 16 ? "0" + pair : pair, count: 32)
      #expect(Digest(hex: digits)?.bytes == [UInt8](repeating: value, count: 32))
    }
  }
}
