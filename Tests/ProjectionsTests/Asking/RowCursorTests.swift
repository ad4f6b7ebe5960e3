import EventStreamTesting
import Notation
import Projections
import Testing

@Suite("Cursors")
struct RowCursorTests {
  @Test("a cursor is read back as it was written")
  func written() {
    let cells: [Cell] = [
      .none, .flag(true), .number(-7), .number(.max), .instant(.earliest), .id(Token(bits: 5)),
      .text("é\"x"), .words(["setPassword", "acceptCGU"]),
    ]
    let cursor = RowCursor(position: 12, now: .latest, question: "q", key: cells)
    #expect(RowCursor(cursor.description) == cursor)
    #expect(cursor.belongs(to: "q") && !cursor.belongs(to: "p"))
  }

  @Test("any other text is no cursor, and none ends the program")
  func random() {
    var random = SeededGenerator(seed: 8)
    let digits = Array("0123456789abcdef+ g")
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...60, using: &random)
      let text = String((0..<count).map { _ in digits.randomElement(using: &random) ?? "0" })
      if let cursor = RowCursor(text) { #expect(RowCursor(cursor.description) == cursor) }
    }
  }
}
