import EventStreamTesting
import Testing

@testable import EventLog

@Suite("Searched bytes")
struct NeedleTests {
  @Test("every occurrence is found, in texts of few letters")
  func occurrences() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<3_000 {
      let text = Self.letters(Int.random(in: 0...80, using: &random), &random)
      let bytes = Self.letters(Int.random(in: 1...12, using: &random), &random)
      let needle = Needle(bytes)
      text.withUnsafeBufferPointer { buffer in
        for start in 0...text.count {
          let expected = (start..<max(start, text.count - bytes.count + 1)).first {
            text[$0..<$0 + bytes.count].elementsEqual(bytes)
          }
          #expect(needle.find(in: buffer, from: start) == expected)
        }
      }
    }
  }

  private static func letters(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in [0x22, 0x61, 0x62, 0xff].randomElement(using: &random) ?? 0 }
  }
}
