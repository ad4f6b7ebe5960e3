import Membership
import Notation
import Testing

@Suite("The legacy of the earlier system")
struct LegacyTests {
  @Test("FM-15: since January 2021 no former identifier signs in, with any password")
  func invalidated() throws {
    let world = try TestWorld(.franceMutuelle, at: "2021-01-04T09:00:00Z")
    try world.do(
      .enrolMember(
        .make {
          $0.number = "193592"
          $0.name = "Jeanne Durand"
          $0.email = "jeanne.durand@example.fr"
          $0.legacyIdentifier = "Jdurand01"
        }))
    for identifier in ["Jdurand01", "JDURAND01", " jdurand01 ", "JDURANDO1"] {
      let refused = try world.signIn(identifier)
      #expect(refused.refusal == .legacyInvalidated)
      #expect(refused.facts == ["sign-in.refused"])
      #expect(refused.publicOutcome == PublicOutcome(.notRecognised))
    }
    #expect(try world.member().meters.signIn.inARow == 0)
    try world.setPassword(link: world.link())
    #expect(try world.signIn("Jdurand01").refusal == .legacyInvalidated)
    #expect(try world.signIn(world.identifier()).isAccepted)
  }

  @Test("FM-15: a house that refuses legacy passwords imports none")
  func noTakeOver() throws {
    for rules in [HouseRules.franceMutuelle, .agentsPublics, .mcrn] {
      let world = try TestWorld(rules)
      let refused = try world.enrol(legacyPassword: "ancien")
      #expect(refused.refusal == .notOffered)
      #expect(refused.drafts.map(\.stream) == [.visitors(at: world.now)])
      #expect(world.members.count == 0)
    }
  }

  @Test("FM-16: the way to a new account is the form for the first connection")
  func newAccount() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    world.advance(.days(30))
    try world.do(.requestIdentifier(.make { _ in }), member: "193592")
    #expect(try world.setPassword(link: world.link()).facts.contains("account.activated"))
  }

  @Test("MR-5: the account exists with its former password, even if the current rules refuse it")
  func takenOver() throws {
    let world = try TestWorld(.mcrnRenewal)
    let enrolled = try world.enrol(legacyPassword: "ancien_1")
    #expect(
      enrolled.facts == [
        "member.enrolled", "password.set", "account.activated", "email.recorded",
      ])
    #expect(try world.member().activation?.origin == .legacy)
    #expect(try world.signIn("193592", "ancien_2").refusal == .wrongPassword)
    #expect(try world.signIn("193592", "ancien_1").isAccepted)
  }

  @Test("MR-5: a verifier that this core cannot check is malformed, not taken over")
  func unknownVerifier() throws {
    let world = try TestWorld(.mcrnRenewal)
    let unknown = ["", "ancien", "$2y$14$abcdefghijklmnopqrstuv", "$md5$i=1000$c2FsdHNhbHQ$YQ"]
    for verifier in unknown {
      let action = Action.enrolMember(
        .make {
          $0.number = "193592"
          $0.name = "Jeanne Durand"
          $0.legacyPassword = UntrustedText(verifier)
        })
      #expect(try world.flaw(in: action) == "legacyPassword")
    }
  }

  @Test("MR-1, MR-7: the former password opens the forced reset and no space")
  func forcedRenewal() throws {
    let world = try TestWorld(.mcrnRenewal)
    try world.enrol(legacyPassword: "ancien_1")
    let signedIn = try world.signIn("193592", "ancien_1")
    #expect(signedIn.facts == ["sign-in.succeeded"])
    #expect(signedIn.session == nil)
    #expect(signedIn.publicOutcome.say == .signedIn)
    #expect(signedIn.publicOutcome.required == [.setPassword])
    #expect(try world.member().sessions.isEmpty)

    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    #expect(try world.setPassword("193592", on: pageA).isAccepted)
    #expect(try world.signIn("193592", "ancien_1").refusal == .wrongPassword)
    let renewed = try world.signIn("193592")
    #expect(renewed.session != nil)
    #expect(renewed.publicOutcome.required.isEmpty)
  }

  @Test("MR-7: the renewal is asked for as often as one signs in, and the old password stays good")
  func untilRenewed() throws {
    let world = try TestWorld(.mcrnRenewal)
    try world.enrol(legacyPassword: "ancien_1")
    for _ in 1...5 {
      #expect(try world.signIn("193592", "ancien_1").publicOutcome.required == [.setPassword])
      world.advance(.days(40))
    }
  }

  @Test("MR-1: new rules of the house make every older password one to renew")
  func newRules() throws {
    let world = try TestWorld(.mcrnRenewal)
    try world.enrol(legacyPassword: "ancien_1")
    try world.choosePassword("193592")
    #expect(try world.signIn("193592").session != nil)
    try world.set(rules: .mcrnRenewal)
    let old = try world.signIn("193592")
    #expect(old.session == nil)
    #expect(old.publicOutcome.required == [.setPassword])
    try world.choosePassword("193592", otherPassword)
    #expect(try world.signIn("193592", otherPassword).session != nil)
  }

  @Test("MR-7: an administrator may ask for a new password; a compromised one signs in no more")
  func required() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    try world.signIn("193592")
    let administrative = Action.requireNewPassword(.make { $0.reason = .administrative })
    #expect(
      try world.do(administrative, member: "193592").facts == ["password.renewal-required"])
    #expect(try world.do(administrative, member: "193592").facts.isEmpty)
    #expect(try world.member().sessions.last?.isLive(at: world.now) == true)
    #expect(try world.signIn("193592").publicOutcome.required == [.setPassword])

    let compromised = Action.requireNewPassword(.make { $0.reason = .compromised })
    try world.do(compromised, member: "193592")
    #expect(try world.member().sessions.allSatisfy { !$0.isLive(at: world.now) })
    #expect(try world.signIn("193592").refusal == .passwordRevoked)
    try world.choosePassword("193592", otherPassword)
    #expect(try world.signIn("193592", otherPassword).session != nil)
  }
}
