import Notation
import Testing

@Suite("JSONObject")
struct JSONObjectTests {
  private func with(
    _ text: String, _ body: (inout JSONObject, UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    try withExactCopy(Array(text.utf8)) { bytes in
      var scanner = JSONScanner(bytes)
      var object = try JSONObject(from: &scanner)
      try scanner.finish()
      try body(&object, bytes)
    }
  }

  @Test("members are found in the order of writing, in any other order, and again")
  func lookUp() throws {
    try with(#"{"a":1,"bb":"x","c":[2],"d":{"a":3}}"#) { object, bytes in
      func text(_ name: StaticString) -> String? {
        object.value(of: name, in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
      }
      let expected: [(StaticString, String)] = [
        ("a", "1"), ("bb", #""x""#), ("c", "[2]"), ("d", #"{"a":3}"#),
      ]
      for (name, value) in expected { #expect(text(name) == value) }
      for (name, value) in expected.reversed() { #expect(text(name) == value) }
      for (name, value) in [expected[2], expected[0], expected[3], expected[1]] {
        #expect(text(name) == value)
      }
    }
  }

  @Test("a name is found whole or not at all")
  func absent() throws {
    try with(#"{"abc":1}"#) { object, bytes in
      for name: StaticString in ["ab", "abcd", "ABC", "x", "bc", "abd"] {
        #expect(object.value(of: name, in: bytes) == nil)
      }
      #expect(object.found == 0)
    }
    try with("{}") { object, bytes in
      #expect(object.members.isEmpty)
      #expect(object.value(of: "a", in: bytes) == nil)
      #expect(object.firstUnread == nil)
    }
  }

  @Test("found counts members, not questions, so that asking twice hides no unknown field")
  func found() throws {
    try with(#"{"a":1,"b":2,"c":3}"#) { object, bytes in
      for _ in 0..<3 { #expect(object.value(of: "b", in: bytes) == 11..<12) }
      #expect(object.found == 1)
      #expect(object.firstUnread?.name == 2..<3)
      _ = object.value(of: "a", in: bytes)
      #expect(object.firstUnread?.name == 14..<15)
      _ = object.value(of: "c", in: bytes)
      #expect(object.found == object.members.count)
      #expect(object.firstUnread == nil)
    }
  }

  @Test("an object in the middle of a text has its offset, and the scanner continues after it")
  func place() throws {
    try withExactCopy(Array(#"[{"a":1},2]"#.utf8)) { bytes in
      var scanner = JSONScanner(bytes)
      let hasBracket = scanner.skip("[")
      #expect(hasBracket)
      let object = try JSONObject(from: &scanner)
      #expect(object.start == 1)
      #expect(scanner.offset == 8)
    }
  }

  @Test(
    "a text that is not an object is refused",
    arguments: [
      ("[]", JSONFault.Reason.wrongKind), ("1", .wrongKind), ("null", .wrongKind),
      ("", .unexpectedEnd), ("?", .unexpectedByte), ("{", .unexpectedEnd), ("{]", .unexpectedByte),
      (#"{"a":1,}"#, .unexpectedByte), (#"{"a":1,"a":2}"#, .duplicateKey),
      (#"{a:1}"#, .unexpectedByte),
    ])
  func noObject(text: String, reason: JSONFault.Reason) {
    withExactCopy(Array(text.utf8)) { bytes in
      var scanner = JSONScanner(bytes)
      let fault = #expect(throws: JSONFault.self) { try JSONObject(from: &scanner) }
      #expect(fault?.reason == reason)
    }
  }
}
