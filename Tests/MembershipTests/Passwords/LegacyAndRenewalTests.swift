import Membership
import Notation
import Testing

@Suite("Passwords taken over, forced and advised renewals")
struct LegacyAndRenewalTests {
  private let old = "Ancien-Secret-1"

  private func renewalHouse() throws -> TestWorld {
    let world = try TestWorld(.mcrnRenewal)
    try world.enrol(legacyPassword: old)
    return world
  }

  @Test("MR-5: an account with a password taken over exists from its enrolment")
  func takenOver() throws {
    let world = try renewalHouse()
    #expect(try world.member().activation?.origin == .legacy)
    #expect(try world.member().password?.via == .legacy)
    #expect(try world.member().password?.rules == 0)
    #expect(try world.standing() == .active)
  }

  @Test("MR-1, MR-7: the old password signs in once more, to be replaced: no session")
  func forced() throws {
    let world = try renewalHouse()
    let signed = try world.signIn("193592", old)
    #expect(signed.isAccepted && signed.session == nil)
    #expect(signed.publicOutcome.say == .signedIn)
    #expect(signed.publicOutcome.required == [.setPassword])
    #expect(try world.member().sessions.isEmpty)
    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    #expect(try world.setPassword("193592", on: pageA).facts == ["password.set", "notice.issued"])
    #expect(try world.signIn("193592", old).refusal == .wrongPassword)
    let after = try world.signIn("193592")
    #expect(after.session != nil && after.publicOutcome.required.isEmpty)
  }

  @Test("MR-1: new rules require a new password of every member with one that met older rules")
  func rulesAnew() throws {
    let world = try renewalHouse()
    try world.choosePassword("193592")
    #expect(try world.signIn("193592").publicOutcome.required.isEmpty)
    var stricter = HouseRules.mcrnRenewal
    stricter.password.minimumLength = 14
    try world.set(rules: stricter)
    #expect(try world.signIn("193592").publicOutcome.required == [.setPassword])
    try world.choosePassword("193592", otherPassword)
    #expect(try world.signIn("193592", otherPassword).publicOutcome.required.isEmpty)
  }

  @Test("MR-5: a password that is not taken over, or that cannot be verified, is not enrolled")
  func notTakenOver() throws {
    for rules in [HouseRules.mcrn, .agentsPublics, .franceMutuelle, .recommended] {
      let world = try TestWorld(rules)
      let before = world.members.count
      let refused = try world.enrol(legacyPassword: old)
      #expect(refused.refusal == .notOffered)
      #expect(refused.facts == ["action.refused"])
      #expect(world.facts.last?.stream == "visitors/2026-03")
      #expect(world.members.count == before)
    }
    let world = try TestWorld(.mcrnRenewal)
    for text in ["", "plain", "$2b$10$abc", "$pbkdf2-sha256$i=10$c2FsdHNhbHQ$aGFzaA"] {
      let enrol = Action.enrolMember(
        .make {
          $0.number = "193592"
          $0.name = "Membre"
          $0.legacyPassword = UntrustedText(text)
        })
      #expect(try world.flaw(in: enrol) == "legacyPassword")
    }
  }

  @Test(
    "AP-17: a renewal is advised six calendar months after, to the millisecond",
    arguments: [-1, 0, 1])
  func advised(offset: Int) throws {
    let world = try TestWorld(.agentsPublics, at: "2025-08-31T09:00:00Z")
    try world.enrol()
    world.now = try #require(Instant("2025-08-31T10:00:00Z"))
    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    try world.setPassword("193592", on: pageA)
    let due = try #require(Instant("2026-02-28T11:00:00Z"))
    world.now = due.advanced(by: Int64(offset))
    let signed = try world.signIn("193592")
    #expect(signed.isAccepted && signed.session != nil)
    #expect(signed.publicOutcome.renewalAdvised == (offset > 0))
    #expect(signed.publicOutcome.required.isEmpty)
  }

  @Test("AP-17: a new password restarts the six months, and other houses advise nothing")
  func anew() throws {
    let world = try TestWorld(.agentsPublics)
    try world.enrol()
    try world.choosePassword("193592")
    world.advance(.days(200))
    #expect(try world.signIn("193592").publicOutcome.renewalAdvised)
    try world.choosePassword("193592", otherPassword)
    #expect(try !world.signIn("193592", otherPassword).publicOutcome.renewalAdvised)
    let other = try TestWorld(.mcrn)
    try other.enrol()
    try other.choosePassword("193592")
    other.advance(.days(2000))
    #expect(try !other.signIn("193592").publicOutcome.renewalAdvised)
  }

  @Test(
    "FM-15, FM-16: an old identifier is invalid with any password; the way is a new account")
  func legacyIdentifier() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.do(
      .enrolMember(
        .make {
          $0.number = "193592"
          $0.name = "Membre"
          $0.email = UntrustedText(fileEmail)
          $0.legacyIdentifier = "jdurand"
        }))
    let refused = try world.signIn(" JDurand ", old)
    #expect(refused.refusal == .legacyInvalidated)
    #expect(refused.facts == ["sign-in.refused"])
    #expect(refused.publicOutcome == PublicOutcome(.notRecognised))
    #expect(try world.member().meters.signIn.inARow == 0)
    #expect(try world.setPassword(link: world.link()).facts.contains("account.activated"))
    #expect(try world.signIn(world.identifier()).isAccepted)
    #expect(try world.signIn("jdurand").refusal == .legacyInvalidated)
  }
}
