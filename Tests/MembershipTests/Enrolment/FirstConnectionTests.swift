import Membership
import Notation
import Testing

@Suite("France Mutuelle: identifier, link, first password")
struct FirstConnectionTests {
  let world: TestWorld

  init() throws { world = try TestWorld(.franceMutuelle) }

  @Test("FM-5, FM-7: the identifier is mailed first, then the link, without being asked for")
  func order() throws {
    let enrolled = try world.enrol()
    #expect(
      enrolled.facts == [
        "member.enrolled", "identifier.assigned", "email.recorded", "notice.issued",
        "code.requested",
      ])
    #expect(enrolled.deliveries.map(\.topic) == [.identifier, nil])
    #expect(enrolled.deliveries.map(\.artefact) == [nil, .link])
    #expect(enrolled.deliveries.allSatisfy { $0.to.text == "jeanne.durand@example.fr" })
  }

  @Test("FM-7, FM-16: the account exists from the first password, which the member must choose")
  func firstPassword() throws {
    try world.enrol()
    #expect(try world.member().standing(at: world.now) == .enrolled)
    #expect(try world.signIn(world.identifier()).refusal == .noPassword)
    let set = try world.setPassword(link: world.link())
    #expect(
      set.facts == ["code.verified", "password.set", "account.activated", "notice.issued"])
    #expect(try world.member().standing(at: world.now) == .active)
    #expect(try world.member().activation?.origin == .firstPassword)
  }

  @Test("FM-2, FM-19: every connection asks for the identifier and the password")
  func signingIn() throws {
    try world.enrol()
    try world.setPassword(link: world.link())
    let identifier = try world.identifier()
    for _ in 1...3 {
      let signedIn = try world.signIn(identifier)
      #expect(signedIn.facts == ["sign-in.succeeded"])
      #expect(signedIn.session != nil)
      #expect(try world.signIn("").refusal == .unknownIdentifier)
      #expect(try world.signIn(identifier, "").refusal == .wrongPassword)
      world.advance(.hours(13))
    }
    #expect(try world.member().sessions.allSatisfy { !$0.isLive(at: world.now) })
  }

  @Test("FM-3, FM-4: the identifier is drawn, and neither number nor address signs in")
  func threeValues() throws {
    try world.enrol()
    try world.setPassword(link: world.link())
    let identifier = try world.identifier()
    #expect(identifier != "193592")
    #expect(!identifier.contains("@"))
    #expect(try world.signIn("193592").refusal == .unknownIdentifier)
    #expect(try world.signIn("jeanne.durand@example.fr").refusal == .unknownIdentifier)
    let signedIn = try world.signIn(identifier)
    guard case .signInSucceeded(let fact)? = signedIn.drafts.first?.event else {
      Issue.record("not signed in")
      return
    }
    #expect(fact.identifier == .generated)
  }

  @Test("FM-11, edge 20: identifiers drawn have no look-alikes, and no two have one fold")
  func drawing() throws {
    var folds: Set<String> = []
    for number in 200_000..<200_300 {
      try world.enrol(String(number), email: nil)
      guard case .identifierAssigned(let event)? = try world.facts(String(number)).last else {
        Issue.record("no identifier")
        return
      }
      let identifier = try #require(event.identifier.value)
      #expect(identifier.allSatisfy { !"0O1IlL".contains($0) })
      #expect(identifier.contains(where: \.isNumber) && identifier.contains(where: \.isLetter))
      folds.insert(try #require(IdentifierText.folded(identifier)))
    }
    #expect(folds.count == 300)
  }

  @Test("edge 20: an identifier that looks like another's is drawn again")
  func collision() throws {
    let other = world.fork()
    try world.enrol()
    let identifier = try world.identifier()
    let fold = try #require(IdentifierText.folded(identifier))
    other.model.directory[.identifier(fold)] = [.init(member: Token(bits: 1), position: 1)]
    try other.enrol()
    #expect(try other.identifier() != identifier)
  }

  @Test(
    "FM-10, FM-11, edge 20: pasted with a clipboard's characters, or in small letters, it signs in",
    arguments: [
      { $0 + "\n" }, { "\u{A0}" + $0 + " " }, { $0.prefix(4) + "\u{200B}" + $0.dropFirst(4) },
      { $0.prefix(2) + "\u{AD}" + $0.dropFirst(2) }, { $0.lowercased() },
    ] as [@Sendable (String) -> String])
  func copied(habit: @Sendable (String) -> String) throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    try world.setPassword(link: world.link())
    #expect(try world.signIn(habit(world.identifier())).isAccepted)
    #expect(try world.signIn(world.identifier(), habit(goodPassword)).refusal == .wrongPassword)
  }

  @Test(
    "FM-7, edge 13: the link of the enrolment is good for 24 hours, to the millisecond",
    arguments: [(-1, nil), (0, nil), (1, .expired)] as [(Int64, RefusalReason?)])
  func firstLink(offset: Int64, reason: RefusalReason?) throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    world.now = world.now.advanced(by: 86_400_000 + offset)
    let set = try world.setPassword(link: world.link())
    #expect(set.refusal == reason)
    if reason != nil { #expect(set.publicOutcome == PublicOutcome(.codeWrongOrExpired)) }
  }

  @Test("FM-9: « mot de passe oublié » issues the first link again, to the same mailbox")
  func linkAgain() throws {
    try world.enrol()
    let first = try world.link()
    world.advance(.hours(25))
    #expect(try world.setPassword(link: first).refusal == .expired)
    let requested = try world.requestCode(world.identifier())
    #expect(requested.facts == ["code.requested"])
    #expect(try world.setPassword(link: first).refusal == .expired)
    #expect(try world.setPassword(link: world.link()).isAccepted)
    #expect(try world.member().activation?.origin == .firstPassword)
  }

  @Test("FM-13: a forgotten password is replaced by a link that serves once, not by a code")
  func forgotten() throws {
    try world.enrol()
    try world.setPassword(link: world.link())
    world.advance(.days(3))
    let requested = try world.requestCode("193592")
    let delivery = try #require(requested.deliveries.first)
    #expect(delivery.artefact == .link)
    #expect(delivery.expiresAt == world.now.advanced(by: 3_600_000))
    #expect(try world.setPassword(link: world.link(), otherPassword).isAccepted)
    #expect(try world.setPassword(link: world.link(), goodPassword).refusal == .consumed)
    #expect(try world.signIn(world.identifier(), otherPassword).isAccepted)
  }

  @Test("FM-8: a password of eleven characters, or without one of the four classes, is refused")
  func passwordRules() throws {
    try world.enrol()
    let link = try world.link()
    let short = try world.setPassword(link: link, "Abcdefgh12!")
    #expect(short.refusal == .passwordRefused)
    #expect(short.publicOutcome.rules == [.tooShort])
    #expect(short.facts == ["action.refused"])
    let plain = try world.setPassword(link: link, "Abcdefgh1234")
    #expect(plain.publicOutcome.rules == [.missingClass, .tooFewClasses])
    #expect(try world.setPassword(link: link, "Abcdefgh12!?").isAccepted)
  }

  @Test("FM-8: a link is not used up by a password that the rules refuse")
  func linkSurvivesARefusedPassword() throws {
    try world.enrol()
    for _ in 1...10 {
      #expect(try world.setPassword(link: world.link(), "court").refusal == .passwordRefused)
    }
    #expect(try world.setPassword(link: world.link()).isAccepted)
  }
}
