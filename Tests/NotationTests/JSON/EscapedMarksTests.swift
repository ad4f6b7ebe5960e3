import Notation
import Testing

@Suite("Control characters and marks of direction are escaped in machine output")
struct EscapedMarksTests {
  /// Every escaped character.
  ///
  /// Their neighbours are not escaped.
  private static let marks: [ClosedRange<UInt32>] = [
    0x7f...0x9f, 0x61c...0x61c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff...0xfeff,
  ]

  @Test("every mark is escaped, no neighbour is, and the value stays the same")
  func every() throws {
    for range in Self.marks {
      for code in range.lowerBound - 1...range.upperBound + 1 {
        guard let scalar = Unicode.Scalar(code) else { continue }
        let json = "{\"a\":\"x\(scalar)y\u{e9}\",\"b\":[\"\(scalar)\"]}"
        let escaped = String(decoding: escapingMarks(Array(json.utf8)), as: UTF8.self)
        let digits = String(code, radix: 16)
        let escape = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        let isMark = range.contains(code)
        let right = isMark ? json.replacing(String(scalar), with: escape) : json
        #expect(escaped == right, "\(code)")
      }
    }
  }

  @Test("a text without marks, and one that ends within a character, stay as they are")
  func others() {
    let whole = Array("{\"é\":\"日本 👩‍👩‍👧\"}".utf8)
    for bytes: [UInt8] in [[], whole, [0x22, 0xe2], [0xe2, 0x80], [0xc2]] {
      #expect(escapingMarks(bytes) == bytes)
    }
  }
}
