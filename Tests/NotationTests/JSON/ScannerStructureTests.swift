import Notation
import Testing

@Suite("JSONScanner: structure")
struct ScannerStructureTests {
  @Test("16 levels are accepted and 17 are refused at the bracket that is one too many")
  func depth() {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")] {
      let levels = open.utf8.count(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") })
      let fits = 16 / levels
      func text(_ count: Int, _ inner: String) -> String {
        String(repeating: open, count: count) + inner + String(repeating: close, count: count)
      }
      #expect(fault(of: text(fits, "1")) == nil)
      #expect(
        fault(of: text(fits, "[]")) == JSONFault(.tooDeep, at: fits * open.utf8.count))
      #expect(fault(of: text(fits, "{}"))?.reason == .tooDeep)
    }
  }

  @Test("levels that were closed do not count")
  func depthOfSiblings() {
    let siblings = String(repeating: #"[{"a":[]}],"#, count: 100)
    #expect(fault(of: "[" + siblings + "1]") == nil)
  }

  @Test(
    "a repeated key is refused at its second place, at any depth",
    arguments: [
      #"{"a":1,"a":1}"#, #"{"a":1,"b":2,"a":3}"#, #"[{"a":{},"a":1}]"#,
      #"{"x":{"abcdefgh":1,"abcdefgh":2}}"#, #"{"abcdefghi":1,"abcdefghi":2}"#,
    ])
  func duplicateKeys(text: String) {
    #expect(fault(of: text)?.reason == .duplicateKey)
  }

  @Test("keys that differ in one byte only, or by being longer, are different keys")
  func similarKeys() {
    let base = Array("abcdefghijklmnopqrstuvwx".utf8)
    for length in 1...base.count {
      let key = base[0..<length]
      for index in 0..<length {
        var other = key
        other[index] = UInt8(ascii: "Z")
        #expect(fault(of: object(key, other)) == nil)
      }
      #expect(fault(of: object(key, key + "a".utf8, key + "b".utf8)) == nil)
      #expect(fault(of: object(key + "a".utf8, key)) == nil)
      #expect(fault(of: object(key, key + "a".utf8, key))?.reason == .duplicateKey)
    }
  }

  private func object(_ keys: ArraySlice<UInt8>...) -> [UInt8] {
    let members = keys.map { #"""# + String(decoding: $0, as: UTF8.self) + #"":1"# }
    return Array(("{" + members.joined(separator: ",") + "}").utf8)
  }

  @Test("the same key in two objects is no duplicate")
  func keysOfDifferentObjects() {
    #expect(fault(of: #"{"a":{"a":{"a":[{"a":1},{"a":2}]}}}"#) == nil)
  }

  @Test("256 members are accepted, 257 are refused")
  func members() {
    func object(_ count: Int) -> String {
      "{" + (0..<count).map { #""k\#($0)":1"# }.joined(separator: ",") + "}"
    }
    #expect(fault(of: object(256)) == nil)
    #expect(fault(of: object(257))?.reason == .tooLong)
  }

  @Test(
    "a key of another form than letters and digits is refused",
    arguments: [
      #"{"":1}"#, #"{"1a":1}"#, #"{"a_b":1}"#, #"{"a-b":1}"#, #"{"é":1}"#, #"{"a b":1}"#,
      #"{"\u0061":1}"#, #"{"a\u0000":1}"#, #"{"a."#, "{\"a\u{0}\":1}",
    ])
  func keys(text: String) {
    #expect(fault(of: text) == JSONFault(.invalidKey, at: 1))
  }

  @Test(
    "null is refused wherever a value may be",
    arguments: [("null", 0), ("[null]", 1), (#"{"a":null}"#, 5), ("[1,null]", 3)])
  func null(text: String, offset: Int) {
    #expect(fault(of: text) == JSONFault(.wrongKind, at: offset))
  }

  @Test(
    "a text is one value and nothing else",
    arguments: [
      ("1 ", 1), ("{}{}", 2), ("[]]", 2), ("\"\"\u{0}", 2), ("true,", 4), ("1\n", 1),
      ("{}\u{feff}", 2), ("truefalse", 4), ("1-", 1),
    ])
  func trailing(text: String, offset: Int) {
    #expect(fault(of: text) == JSONFault(.trailingBytes, at: offset))
  }

  @Test(
    "a text that begins no value is refused",
    arguments: ["\u{feff}{}", "\u{0}", "]", "}", ",", ":", "'a'", "/**/1", "NaN", "Infinity", "é"])
  func noValue(text: String) {
    #expect(fault(of: text, spacing: .free) == JSONFault(.unexpectedByte, at: 0))
    #expect(fault(of: "[1," + text, spacing: .free) == JSONFault(.unexpectedByte, at: 3))
  }

  @Test("an empty text ends too early")
  func empty() {
    #expect(fault(of: "") == JSONFault(.unexpectedEnd, at: 0))
    #expect(fault(of: " \n", spacing: .free) == JSONFault(.unexpectedEnd, at: 2))
  }
}
