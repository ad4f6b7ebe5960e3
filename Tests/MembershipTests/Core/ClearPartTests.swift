import Membership
import Notation
import Testing

@Suite("The clear part of facts")
struct ClearPartTests {
  /// Makes a member's life at Unimutuelles with wrong inputs, and collects its secrets.
  private func life() throws -> (TestWorld, secrets: [String]) {
    let world = try TestWorld.unimutuelles(
      phone: "+33612345678", postalAddress: homeAddress)
    try world.startRegistration(accessCode: "AAAAAA")
    try world.register()
    world.advance(.days(5))
    var secrets = [try world.open(), try world.open(ownEmail)]
    try world.signIn(printedCode, wrongPassword)
    try world.signIn("nobody@maison.example", wrongPassword)
    try world.startRegistration("999888")
    try world.file(.bankDetails, session: secrets[0])
    try world.ask("Quel compte, Jeanne ?")
    try world.supply(["iban": otherIBAN], session: secrets[0])
    try world.decide(accept: true)
    try world.apply()
    try world.file(.birth, session: secrets[0])
    try world.decide(accept: false)
    try world.answerQuestion("193592", "Rex")
    try world.answerQuestion()
    try world.setPassword("193592", otherPassword, on: pageB)
    try world.requestCode("193592")
    world.advance(.minutes(10))
    secrets += [try world.open(printedCode, otherPassword)]
    try world.do(
      .assignAccessCode(.make { $0.accessCode = "NEW42X" }), by: .adviser("a-1"), member: "193592")
    return (world, secrets)
  }

  @Test("no number, name, address, code, link, session or free text is in a fact's clear part")
  func nothingPersonal() throws {
    let (world, sessions) = try life()
    let clear = world.clear.joined(separator: "\n")
    let links = world.deliveries.compactMap { $0.secret?.text.split(separator: ".").last }
    let texts = [
      "193592", "999888", "Membre", "rue Haute", "612345678", printedCode, "NEW42X", ownEmail,
      fileEmail, "maison.example", "nobody", "FR14", "DE89", "Ana", "2026-02-27", "Jeanne",
      "douteux",
      "justificatif", goodPassword, otherPassword, wrongPassword, goodAnswer, "Rex",
      "pbkdf2-sha256$",
    ]
    for text in texts + links.map(String.init) + sessions {
      #expect(!clear.contains(text), "\(text.prefix(3))…")
    }
    #expect(links.count > 2 && world.clear.count > 40)
  }

  @Test("a session's token is in its facts as a digest only")
  func sessions() throws {
    let (world, sessions) = try life()
    for session in sessions {
      let secret = String(session.dropFirst(13))
      #expect(secret.count == 22)
      for fact in world.facts {
        let sealed = EventCodec.encode(fact.event).secret ?? []
        #expect(!String(decoding: sealed, as: UTF8.self).contains(secret))
      }
    }
  }

  @Test("edge 43: a line end, a NUL or a quote in a free text breaks no line of the log")
  func injection() throws {
    let (world, session) = try TestWorld.signedIn()
    let text = "a\n{\"position\":1}\r\u{0}\u{2028}\u{85}\"\\"
    try world.file(.other, ["text": text], session: session)
    try world.ask(text)
    for fact in world.facts.suffix(2) {
      let parts = EventCodec.encode(fact.event)
      let bytes = parts.data + (parts.secret ?? [])
      #expect(!bytes.contains { $0 < 0x20 })
      let written = String(decoding: bytes, as: UTF8.self)
      #expect(!written.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{85}" })
    }
    guard case .changeRequestFiled(let event) = world.facts[world.facts.count - 2].event
    else { return }
    #expect(event.content.value?["text"] == text)
  }
}
