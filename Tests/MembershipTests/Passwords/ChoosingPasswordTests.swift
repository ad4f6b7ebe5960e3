import Membership
import Notation
import Testing

@Suite("Choosing a password")
struct ChoosingPasswordTests {
  /// Makes a world in which a password may be set on page A.
  private func world(_ rules: HouseRules) throws -> TestWorld {
    let world = try TestWorld(rules)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    return world
  }

  @Test("AP-14, MR-15, MG-17: the password is entered twice, and both must agree")
  func confirmation() throws {
    for rules in [HouseRules.agentsPublics, .mcrnRenewal, .mcrn] {
      let world = try world(rules)
      let refused = try world.setPassword(
        "193592", goodPassword, confirmation: otherPassword, on: pageA)
      #expect(refused.refusal == .passwordRefused)
      #expect(refused.facts == ["action.refused"])
      #expect(refused.publicOutcome.say == .passwordRules)
      #expect(refused.publicOutcome.rules == [.confirmationMismatch])
      #expect(try world.setPassword("193592", on: pageA).isAccepted)
    }
  }

  @Test("AP-15: without digit, special character or capital it is refused, and the fact says why")
  func classes() throws {
    let world = try world(.agentsPublics)
    for password in ["Abcdefghijk!", "Abcdefgh1234", "abcdefgh12!?"] {
      let refused = try world.setPassword("193592", password, on: pageA)
      #expect(refused.publicOutcome.rules.contains(.missingClass))
      guard case .actionRefused(let fact)? = refused.drafts.first?.event else { continue }
      #expect(fact.reason == .passwordRefused)
      #expect(fact.rules == refused.publicOutcome.rules)
    }
  }

  @Test("AP-16: a password that the house advises against is accepted, with a notice")
  func advice() throws {
    let world = try world(.agentsPublics)
    let set = try world.setPassword("193592", "Abc_12%defgh", on: pageA)
    #expect(set.isAccepted)
    #expect(set.publicOutcome.say == .passwordSet)
    #expect(set.publicOutcome.advice == "%_")
    #expect(try world.signIn("193592", "Abc_12%defgh").isAccepted)
  }

  @Test(
    "MR-19, MR-20, MG-18: length, classes and forbidden characters are those of the house",
    arguments: [
      ("mcrn-renewal", "Abcdefgh123", [.tooShort]),
      ("mcrn-renewal", "abcdefgh1234", [.tooFewClasses]),
      ("mcrn-renewal", "Abcdefgh12_4", [.forbiddenCharacter]),
      ("mcrn-renewal", "Abcdefgh1234Abcdefgh1234", []),
      ("mcrn", "Abcdefgh12345678901", []), ("mcrn", "Abcdefgh1234567890123", [.tooLong]),
      ("mcrn", "Abcdefgh12'4", [.forbiddenCharacter]),
      ("mcrn", "Abcdefgh12%4", [.forbiddenCharacter]),
      ("mcrn", "Abcdefgh12\\4", [.forbiddenCharacter]),
    ] as [(String, String, [PasswordRule])])
  func houses(preset: String, password: String, rules: [PasswordRule]) throws {
    let world = try world(try #require(HouseRules.preset(preset)))
    let decision = try world.setPassword("193592", password, on: pageA)
    #expect(decision.isAccepted == rules.isEmpty)
    #expect(decision.publicOutcome.rules == rules)
  }

  @Test("a refused password costs the member neither the code nor the page")
  func tryAgain() throws {
    let world = try world(.mcrn)
    for _ in 1...10 {
      #expect(try world.setPassword("193592", "court", on: pageA).refusal == .passwordRefused)
    }
    #expect(try world.setPassword("193592", on: pageA).isAccepted)
  }

  @Test("the password in force is no new password")
  func sameAsCurrent() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    world.advance(.days(1))
    try world.requestCode("193592", on: pageB)
    try world.verifyCode("193592", world.code(), on: pageB)
    let refused = try world.setPassword("193592", goodPassword, on: pageB)
    #expect(refused.publicOutcome.rules == [.sameAsCurrent])
    #expect(try world.setPassword("193592", otherPassword, on: pageB).isAccepted)
  }

  @Test("AP-20, MR-17, MG-19: a password set opens no session and ends those there were")
  func noSession() throws {
    for rules in [HouseRules.agentsPublics, .mcrnRenewal, .mcrn, .franceMutuelle] {
      let world = try TestWorld(rules)
      try world.enrol()
      let identifier = rules.identifiers.scheme == .generated ? try world.identifier() : "193592"
      try world.choosePassword("193592")
      try world.signIn(identifier)
      #expect(try world.member().sessions.last?.isLive(at: world.now) == true)
      world.advance(.hours(1))
      try world.requestCode("193592", on: pageB)
      let set: Decision
      if world.deliveries.last?.artefact == .link {
        set = try world.setPassword(link: world.link(), otherPassword)
      } else {
        try world.verifyCode("193592", world.code(), on: pageB)
        set = try world.setPassword("193592", otherPassword, on: pageB)
      }
      #expect(set.session == nil)
      #expect(set.publicOutcome.say == .passwordSet)
      #expect(try world.member().sessions.allSatisfy { !$0.isLive(at: world.now) })
      let session = try world.session()
      let refused = try world.do(.signOut(.make { _ in }), session: session)
      #expect(refused.refusal == .sessionEnded)
    }
  }

  @Test("the address on file is notified of every new password")
  func told() throws {
    let world = try world(.mcrn)
    let set = try world.setPassword("193592", on: pageA)
    #expect(set.deliveries.map(\.topic) == [.passwordSet])
    #expect(set.deliveries.map(\.to.text) == ["jeanne.durand@example.fr"])
    #expect(set.deliveries.allSatisfy { $0.secret == nil })
  }

  @Test("FM-8, MG-18: the fact names the version of the rules that the password met")
  func rulesVersion() throws {
    let world = try TestWorld(.mcrn)
    try world.set(rules: .mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    #expect(try world.member().password?.rules == 2)
    #expect(try world.member().password?.kdf == "pbkdf2-sha256/1000")
  }

  @Test(
    "AP-17: after six calendar months, to the millisecond, a renewal is advised and not asked for",
    arguments: [
      ("2026-02-28T09:00:00.000Z", false), ("2026-02-28T09:00:00.001Z", true),
    ])
  func renewalAdvised(instant: String, advised: Bool) throws {
    let world = try TestWorld(.agentsPublics, at: "2025-08-31T07:39:00Z")
    try world.enrol()
    try world.choosePassword("193592")
    #expect(try world.member().password?.mark.at == Instant("2025-08-31T08:00:00Z"))
    world.now = try #require(Instant(instant))
    let signedIn = try world.signIn("193592")
    #expect(signedIn.session != nil)
    #expect(signedIn.publicOutcome.required.isEmpty)
    #expect(signedIn.publicOutcome.renewalAdvised == advised)
    let swept = try world.do(.sweep(.make { _ in }), member: "\(world.member().id)")
    let passed = swept.drafts.contains {
      if case .deadlinePassed(let event) = $0.event {
        event.what == .passwordRenewal
      } else {
        false
      }
    }
    #expect(passed == advised)
  }

  @Test("AP-17: a house that advises nothing says nothing, however old the password")
  func noAdvice() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    world.advance(.days(3000))
    #expect(try world.signIn("193592").publicOutcome.renewalAdvised == false)
  }
}
