import Notation
import Testing

@Suite("JSONScanner: white space")
struct ScannerSpacingTests {
  private let tokens = ["{", #""a""#, ":", "[", "1", ",", "true", ",", "{", "}", "]", "}"]

  @Test("the four white bytes may be between any two tokens, where white space is free")
  func betweenTokens() {
    for place in 0...tokens.count {
      for space in [" ", "\t", "\n", "\r", " \t\r\n "] {
        let text = tokens[..<place].joined() + space + tokens[place...].joined()
        #expect(fault(of: text, spacing: .free) == nil)
        #expect(fault(of: text, spacing: .compact) != nil)
      }
      for other in ["\u{0b}", "\u{0c}", "\u{a0}", "\u{2028}", "\u{feff}", "\u{0}", "\u{1f}"] {
        let text = tokens[..<place].joined() + other + tokens[place...].joined()
        #expect(fault(of: text, spacing: .free) != nil)
      }
    }
  }

  @Test("white space inside a token is refused")
  func insideTokens() {
    for text in ["tr ue", "1 2", "- 1", #"{"a b":1}"#, "\"\n\""] {
      #expect(fault(of: text, spacing: .free) != nil)
    }
  }

  @Test("a scanner of free text skips the leading white space")
  func leading() throws {
    let text = Array(" \n{ \"a\" : 1 } ".utf8)
    try text.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes, spacing: .free)
      #expect(scanner.offset == 2)
      var object = try JSONObject(from: &scanner)
      try scanner.finish()
      #expect(object.value(of: "a", in: bytes) == 10..<11)
      #expect(scanner.isAtEnd)
    }
  }
}
