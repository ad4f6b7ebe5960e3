import FoundationEssentials
import Membership
import Notation
import Testing

@Suite("Requests: actor, time, and invalid bytes")
struct ActionRequestTests {
  private static let code = #"{"do":"verifyCode","page":"\#(ActionLine.page)","code":"012345"}"#

  @Test("the common fields may be absent: the id is drawn, the time is the clock's")
  func absent() throws {
    let read = try request(Self.code)
    #expect(read.id == drawnID)
    #expect(read.at == nil && read.member == nil && read.session == nil && read.correlation == nil)
    #expect(read.by == .visitor)
  }

  @Test("the actor may be absent where only one is possible, and not where there are several")
  func onlyActor() throws {
    #expect(try request(#"{"do":"sweep"}"#).by == .clock)
    #expect(try request(#"{"do":"signOut"}"#).by == .member)
    for line in [
      #"{"do":"acceptCGU","version":"v","textDigest":"\#(GoldenEvent.hex)","ticked":true}"#,
      #"{"do":"closeAccount","reason":"death"}"#,
    ] {
      #expect(fault(of: line)?.reason == .missing)
      #expect(fault(of: line)?.field == "by")
    }
  }

  @Test("edge 32: staff act under a pseudonym, and no other actor has one")
  func staff() throws {
    let line = { (who: String) in #"{"do":"blockAccess","reason":"r",\#(who)}"# }
    #expect(try request(line(#""by":"adviser","staff":"a-17""#)).by == .adviser("a-17"))
    let missing = fault(of: line(#""by":"adviser""#))
    #expect(missing?.reason == .missing && missing?.field == "staff")
    #expect(
      fault(
        of: #"{"do":"publishCGU","version":"v","textDigest":"\#(GoldenEvent.hex)","#
          + #""locale":"fr","reacceptance":true}"#)?.field == "staff")
    let names = ["", "A-17", "jean.dupont", "a/b", "a b", "é", String(repeating: "a", count: 33)]
    for name in names {
      let wrong = fault(of: line(#""by":"adviser","staff":"\#(name)""#))
      #expect(wrong?.reason == .invalidValue && wrong?.field == "staff", "\(name)")
    }
    #expect(fault(of: line(#""by":"mutuelle","staff":"a-17""#))?.field == "staff")
  }

  @Test("white space may be between the parts, as people write; nothing may follow the object")
  func spacing() throws {
    #expect(try request(" {\t\"do\" :\r\n\"sweep\" } \n").action == .sweep(Sweep()))
    #expect(fault(of: #"{"do":"sweep"} {}"#)?.reason == .trailingBytes)
    #expect(fault(of: #"{"do":"sweep"}x"#)?.reason == .trailingBytes)
  }

  @Test(
    "edge 43: a text that is not an object of strict JSON is refused, with the place",
    arguments: [
      ("", .unexpectedEnd), ("[]", .wrongKind), ("\"do\"", .wrongKind), ("null", .wrongKind),
      ("{", .unexpectedEnd), (#"{"do":"sweep""#, .unexpectedEnd),
      (#"{"do" "sweep"}"#, .unexpectedByte),
      (#"{"do":"sweep",}"#, .unexpectedByte), (#"{'do':'sweep'}"#, .unexpectedByte),
      (#"{"do":"sweep","at":1.5}"#, .notAnInteger), (#"{"do":"sweep","at":1e3}"#, .notAnInteger),
      (#"{"do":"sweep","a_b":1}"#, .invalidKey), (#"{"do":"sweep","\u0061t":1}"#, .invalidKey),
      (#"{"do":"sweep","do":"sweep"}"#, .duplicateKey), (#"{}"#, .missing),
      ("{\"do\":\"sweep\",\"member\":\"a\u{0}b\"}", .controlCharacter),
      ("{\"do\":\"sweep\",\"member\":\"a\nb\"}", .controlCharacter),
      (#"{"do":"sweep","member":"\x41"}"#, .invalidEscape),
      (#"{"do":"sweep","member":"\ud83d"}"#, .loneSurrogate),
      (#"{"do":"sweep","member":"\ude00\ud83d"}"#, .loneSurrogate),
    ] as [(String, JSONFault.Reason)])
  func malformed(line: String, reason: JSONFault.Reason) {
    #expect(fault(of: line)?.reason == reason)
  }

  @Test("edge 43: bytes that are not UTF-8 are refused at any place")
  func notUTF8() {
    for bad: [UInt8] in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf5, 0x80]] {
      let line = Array(#"{"do":"sweep","member":""#.utf8) + bad + Array(#""}"#.utf8)
      #expect(fault(of: line)?.reason == .invalidUTF8)
    }
  }

  @Test("edge 43: sixteen levels are read, the seventeenth is too deep, and a million do not trap")
  func deep() {
    for levels in [15, 16, 1_000_000] {
      let content = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
      let line = #"{"do":"sweep","content":\#(content)}"#
      #expect(fault(of: line)?.reason == (levels == 15 ? .unknownField : .tooDeep))
    }
  }

  @Test("edge 43: an escaped NUL, a line separator and an emoji are text like any other")
  func oddText() throws {
    let read = try request(#"{"do":"sweep","member":"a\u0000\u2028\ud83d\ude00\n"}"#)
    #expect(read.member == "a\0\u{2028}😀\n")
  }

  @Test("edge 43: a text of a mebibyte is too long, and so are 257 fields")
  func long() {
    let long = String(repeating: "é", count: 1 << 19)
    let fault = fault(of: #"{"do":"verifyCode","page":"\#(ActionLine.page)","code":"\#(long)"}"#)
    #expect(fault?.reason == .tooLong && fault?.field == "code")
    let many = (0..<256).map { ",\"f\($0)\":1" }.joined()
    #expect(reason(of: #"{"do":"sweep"\#(many)}"#) == .tooLong)
  }

  @Test("edge 2: a page is at least 128 bits in hexadecimal, and only its digest is kept")
  func pages() {
    let line = { (page: String) in #"{"do":"verifyCode","page":"\#(page)","code":"1"}"# }
    let good = String(repeating: "0a", count: 16)
    #expect(fault(of: line(good)) == nil)
    for bad in [String(good.dropLast()), good + "g", "", String(repeating: "a", count: 129)] {
      let fault = fault(of: line(bad))
      #expect(fault?.reason == .invalidValue && fault?.field == "page", "\(bad)")
    }
    #expect(!"\(String(describing: Page(good)))".contains(good))
  }

  @Test(
    "a text in clear in the log is a plain word, never a sentence about a person",
    arguments: [
      "", "Jeanne est partie", "décès", "a/b", String(repeating: "a", count: 65), "a\\u0000",
    ])
  func plainWords(reason: String) {
    let blocked = fault(
      of: #"{"do":"blockAccess","by":"adviser","staff":"a","reason":"\#(reason)"}"#)
    #expect(blocked?.reason == .invalidValue && blocked?.field == "reason")
  }

  @Test("a fault names the field inside another, and never shows the typed value")
  func paths() {
    let line = #"{"do":"fileChangeRequest","by":"member","kind":"birth","content":{"name":7}}"#
    #expect(fault(of: line)?.field == "content.name")
    let secret = #"{"do":"verifyCode","page":"secret-page","code":"1"}"#
    #expect(fault(of: secret).map { "\($0)" }?.contains("secret") == false)
  }
}

private func reason(of line: String) -> JSONFault.Reason? { fault(of: line)?.reason }
