import FoundationEssentials
import Notation
import Testing

private enum Word: String, JSONRepresentable {
  case change = "Kept"
  case accented = "né"
}

@Suite("JSONRepresentable")
struct JSONRepresentableTests {
  @Test("values of every kind are written and read back")
  func roundTrips() throws {
    #expect(try read(String.self, from: json("é\n")) == "é\n")
    #expect(try read(Bool.self, from: json(true)))
    #expect(try read(Int.self, from: json(-42)) == -42)
    #expect(try read([[Int]].self, from: json([[1], [], [2, 3]])) == [[1], [], [2, 3]])
    #expect(try read(Word.self, from: json(Word.accented)) == .accented)
    let instant = Instant(milliseconds: -1)
    #expect(try read(Instant.self, from: json(instant)) == instant)
    let token = Token(bits: 0x0123_4567_89ab_cdef)
    #expect(try read(Token.self, from: json(token)) == token)
    let uuid = UUID(high: 1, low: 2)
    #expect(try read(UUID.self, from: json(uuid)) == uuid)
  }

  @Test("a word that is only canonically equivalent is another word")
  func canonicalEquivalence() throws {
    #expect(try read(Word.self, from: #""Kept""#) == .change)
    #expect(try read(Word.self, from: #""\u004bept""#) == .change)
    for text in ["\"\u{212a}ept\"", "\"ne\u{301}\"", #""\u212aept""#, #""kept""#, #""""#] {
      #expect(throws: JSONFault(.invalidValue, at: 0)) { try read(Word.self, from: text) }
    }
  }

  @Test("a word of more than 256 bytes is not even compared")
  func longWord() {
    let text = "\"\(String(repeating: "a", count: 257))\""
    #expect(throws: JSONFault(.tooLong, at: 0)) { try read(Word.self, from: text) }
  }

  @Test("instants, ids and UUIDs are refused when they are written with escapes or malformed")
  func plainForms() {
    for text in [#""2026-03-02T09:00:00\u005a""#, #""2026-02-29T00:00:00Z""#, #""""#] {
      #expect(throws: JSONFault(.invalidValue, at: 0)) { try read(Instant.self, from: text) }
    }
    for text in [#""23456789abc\u0064""#, #""23456789abc0""#, #""23456789abc""#, "\"é23456789a\""] {
      #expect(throws: JSONFault(.invalidValue, at: 0)) { try read(Token.self, from: text) }
    }
    #expect(throws: JSONFault(.wrongKind, at: 0)) { try read(UUID.self, from: "1") }
  }

  @Test("a plain form gets the bytes between the quotes, and no byte that needs an escape")
  func plain() throws {
    func read(_ text: String) throws(JSONFault) -> [UInt8] {
      let result = withExactCopy(Array(text.utf8)) { bytes in
        var scanner = JSONScanner(bytes)
        return Swift.Result { () throws(JSONFault) in try scanner.plain { Array($0) } }
      }
      return try result.get()
    }
    #expect(try read(#""aé""#) == Array("aé".utf8))
    #expect(try read(#""""#) == [])
    #expect(throws: JSONFault(.invalidValue, at: 0)) { try read(#""a\n""#) }
    #expect(throws: JSONFault(.unexpectedEnd, at: 2)) { try read(#""a"#) }
  }

  @Test("the fault of an element is at the element")
  func elements() {
    #expect(throws: JSONFault(.notAnInteger, at: 3)) { try read([Int].self, from: "[1,2.5]") }
    #expect(throws: JSONFault(.wrongKind, at: 1)) { try read([Int].self, from: "[null]") }
    #expect(throws: JSONFault(.unexpectedByte, at: 3)) { try read([Int].self, from: "[1,]") }
  }

  @Test("the names of the kinds")
  func kinds() {
    #expect([String.kind, Bool.kind, Int.kind] == ["text", "true or false", "integer"])
    #expect([Instant.kind, Token.kind, UUID.kind] == ["instant", "id", "UUID"])
    #expect([[Int]].kind == "list of list of integer" && Word.kind == "word")
  }

  @Test("a fault describes its place and never the text")
  func description() {
    let plain = JSONFault(.tooLong, at: 7)
    #expect(plain.description == "tooLong at byte 7")
    let inField = JSONFault(.missing, at: 0, field: "content.birth")
    #expect(inField.description == "missing in content.birth at byte 0")
  }
}
