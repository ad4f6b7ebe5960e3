import Testing

@testable import Membership

@Suite("E-mail addresses")
struct EmailAddressTests {
  @Test(
    "FM-17: well-formed addresses are kept as typed",
    arguments: [
      "jean.dupont@mail.com", "Jean.Dupont@Mail.com", "a@b.fr", "é@x.fr", "j+carte@mail.co.uk",
      "o'neil@mail.fr", "\"jean dupont\"@mail.fr", "\"a@b\"@mail.fr", "\"a\\\"b\"@mail.fr",
      "用户@例え.jp", "x@münchen.de", "x@xn--mnchen-3ya.de", "x@a-b.fr", "1@2.fr", "a@3m.com",
      "!#$%&'*+-/=?^_`{|}~@mail.fr", "\"\"@mail.fr",
    ])
  func wellFormed(typed: String) {
    #expect(EmailAddress(typed: typed)?.text == typed)
    #expect(EmailAddress(typed: "\u{FEFF} \(typed)\u{A0}\n")?.text == typed)
  }

  @Test(
    "FM-17: malformed addresses",
    arguments: [
      "", "jean", "@mail.fr", "jean@", "jean@mail", "jean@@mail.fr", "a@b@mail.fr", ".jean@mail.fr",
      "jean.@mail.fr", "je..an@mail.fr", "je an@mail.fr", "jean @mail.fr", "jean@ mail.fr",
      "jean@mail..fr", "jean@.fr", "jean@mail.fr.", "jean@-mail.fr", "jean@mail-.fr",
      "jean@ma_il.fr", "jean@mail.123", "jean@[127.0.0.1]", "jean@127.0.0.1", "\"jean@mail.fr",
      "\"je\"an@mail.fr", "\"a\\\"@mail.fr", "jean@mail.fr, paul@mail.fr", "<jean@mail.fr>",
      "jean(x)@mail.fr", "je\u{200B}an@mail.fr", "jean@ma\u{AD}il.fr", "je\0an@mail.fr",
      "jean@mail.fr\nBcc: x@y.fr", "\"je\nan\"@mail.fr", "jean＠mail.fr", "jean@mail。fr",
      "jean@🙂.fr", "jean\u{FFFD}@mail.fr", "jean,@mail.fr", "je;an@mail.fr", "jean\\@mail.fr",
    ])
  func malformed(typed: String) {
    #expect(EmailAddress(typed: typed) == nil)
  }

  @Test("FM-17: 64 bytes before the @, 63 a label, 254 in all, and not one more")
  func lengths() {
    let label = String(repeating: "a", count: 63)
    #expect(EmailAddress(typed: String(repeating: "a", count: 64) + "@mail.fr") != nil)
    #expect(EmailAddress(typed: String(repeating: "a", count: 65) + "@mail.fr") == nil)
    #expect(EmailAddress(typed: String(repeating: "é", count: 32) + "@mail.fr") != nil)
    #expect(EmailAddress(typed: String(repeating: "é", count: 33) + "@mail.fr") == nil)
    #expect(EmailAddress(typed: "a@\(label).fr") != nil)
    #expect(EmailAddress(typed: "a@\(label)a.fr") == nil)
    let domain = "\(label).\(label).\(label).fr"
    let longest = String(repeating: "a", count: 254 - 1 - domain.utf8.count) + "@" + domain
    #expect(longest.utf8.count == 254)
    #expect(EmailAddress(typed: longest) != nil)
    #expect(EmailAddress(typed: "a" + longest) == nil)
  }

  @Test(
    "edge 23: looked up without case, stored as typed",
    arguments: [
      ("Jean.Dupont@Mail.com", "jean.dupont@mail.com"),
      ("JÉRÔME@X.FR", "je\u{301}ro\u{302}me@x.fr"),
      ("x@MÜNCHEN.de", "x@xn--mnchen-3ya.de"), ("x@é.fr", "X@XN--9CA.FR"),
      ("\"jean.dupont\"@mail.com", "jean.dupont@mail.com"),
    ])
  func lookup(typed: String, same: String) {
    let one = EmailAddress(typed: typed)
    let other = EmailAddress(typed: same)
    #expect(one != nil)
    #expect(one.map { Array($0.lookupKey.utf8) } == other.map { Array($0.lookupKey.utf8) })
    #expect(one == other)
    #expect(one?.text == typed)
  }

  @Test("edge 23: a lookup key is its own key, and other addresses have others")
  func keys() {
    for typed in ["Jean.Dupont@Mail.com", "x@MÜNCHEN.de", "\"a B\"@mail.fr", "é@x.fr"] {
      let key = EmailAddress(typed: typed)?.lookupKey ?? ""
      #expect(EmailAddress(typed: key)?.lookupKey == key)
    }
    #expect(
      EmailAddress(typed: "jean.dupont@mail.com") != EmailAddress(typed: "jeandupont@mail.com"))
    #expect(EmailAddress(typed: "j+a@mail.com") != EmailAddress(typed: "j@mail.com"))
    #expect(EmailAddress(typed: "\"a b\"@mail.com") != EmailAddress(typed: "\"a  b\"@mail.com"))
    #expect(EmailAddress(typed: "é@x.fr") != EmailAddress(typed: "e@x.fr"))
  }

  @Test("the fast reading of plain addresses agrees with the rules for any text")
  func plain() {
    var generator = SeededGenerator(seed: 23)
    let pieces = [
      "a", "B", "9", "12", ".", "..", "-", "+", "'", "_", "é", "@", " ", "\"", ",", "~", "x1",
    ]
    var taken = 0
    for number in 0..<40_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        text += pieces.randomElement(using: &generator) ?? ""
      }
      text += "@"
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        text += pieces.randomElement(using: &generator) ?? ""
      }
      text += ["x.fr", "a.f-r", "b.1", "."][number % 4]
      guard let plain = PlainAddress(text) else { continue }
      taken += 1
      // The rules for any text ignore a leading space. The fast reading does not accept it.
      let other = EmailAddress(typed: " " + text)
      #expect(PlainAddress(" " + text) == nil)
      #expect(other?.text == text && other?.localPart == plain.localPart)
      #expect(other?.domain == plain.domain && other?.lookupKey == plain.lookupKey)
    }
    #expect(taken > 1_000)
    let label = String(repeating: "a", count: 63)
    for typed in [
      "Jean.Dupont@Mail.com", "o'neil@mail.fr", "x@xn--mnchen-3ya.de", "!#$%&'*+-/=?^_`{|}~@m.fr",
      String(repeating: "a", count: 64) + "@\(label).fr",
    ] {
      #expect(PlainAddress(typed)?.lookupKey == typed.lowercased())
    }
  }

  @Test("an address never prints itself")
  func silent() throws {
    let address = try #require(EmailAddress(typed: "jean.dupont@mail.fr"))
    var dumped = ""
    dump(address, to: &dumped)
    for shown in ["\(address)", String(describing: address), String(reflecting: [address]), dumped]
    {
      #expect(shown.contains("‹e-mail›"))
      #expect(!shown.contains("dupont"))
    }
  }

  @Test("any text gets an answer, and an accepted one keeps its parts")
  func total() {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<5_000 {
      let text =
        randomText(upTo: 6, using: &generator) + "@" + randomText(upTo: 3, using: &generator)
        + ".fr"
      guard let address = EmailAddress(typed: text) else { continue }
      #expect(address.text == address.localPart + "@" + address.domain)
      #expect(EmailAddress(typed: address.text) == address)
      #expect(EmailAddress(typed: address.lookupKey) == address)
      #expect(!address.text.contains("\n"))
    }
  }
}

@Suite("Punycode")
struct PunycodeTests {
  @Test(
    "RFC 3492: known labels",
    arguments: [
      ("münchen", "mnchen-3ya"), ("bücher", "bcher-kva"), ("é", "9ca"),
      ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
      ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
      ("porquénopuedensimplementehablarenespañol", "porqunopuedensimplementehablarenespaol-fmd56a"),
    ])
  func known(label: String, encoded: String) {
    #expect(Punycode.encoded(Array(label.unicodeScalars)) == encoded)
  }
}
