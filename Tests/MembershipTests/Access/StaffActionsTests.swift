import Membership
import Notation
import Testing

@Suite("Actions of staff for a member")
struct StaffActionsTests {
  private func active() throws -> (TestWorld, String) { try TestWorld.signedIn() }

  @Test("edge 32: the actor is recorded beside the member concerned, by pseudonym")
  func actorAndSubject() throws {
    let (world, session) = try active()
    try world.do(
      .blockAccess(.make { $0.reason = "fraud" }), by: .adviser("a-17"), member: "193592")
    try world.do(
      .restoreAccess(.make { $0.reason = "checked" }), by: .administrator("chief"),
      member: "193592")
    try world.file(.phone, by: .adviser("a-17"))
    try world.record(.name, ["text": "Jeanne Martin"], by: .adviser("a-18"))
    let stream = "member/\(try world.member().id)"
    let recent = world.facts.suffix(5)
    #expect(recent.allSatisfy { $0.stream == stream })
    #expect(
      recent.map { $0.actor.description } == [
        "adviser/a-17", "adviser/a-17", "administrator/chief", "adviser/a-17", "adviser/a-18",
      ])
    #expect(session.hasPrefix(try world.member().id.description))
  }

  @Test("edge 32: a minor, or someone under guardianship, has everything done by an adviser")
  func adviserForMember() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol(email: nil)
    #expect(try world.file(.other, by: .adviser("a-1")).isAccepted)
    try world.ask()
    #expect(try world.supply(["text": "jugement du 3 mars"]).isAccepted)
    #expect(try world.decide(accept: true, by: "a-2").facts == ["change-request.accepted"])
    #expect(try world.apply().isAccepted)
    #expect(try world.member().activation == nil)
  }

  @Test(
    "edge 9: a block ends sessions and codes, and notifies the member; restored, it is open")
  func blocked() throws {
    let (world, session) = try active()
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    let blocked = try world.do(
      .blockAccess(
        .make {
          $0.reason = "fraud"
          $0.note = "appel suspect"
        }), member: "193592")
    #expect(blocked.facts == ["access.blocked", "notice.issued"])
    #expect(blocked.deliveries.map(\.topic) == [.accessBlocked])
    #expect(try world.signIn("193592").refusal == .accessBlocked)
    #expect(try world.verifyCode("193592", code, on: pageA).refusal == .accessBlocked)
    #expect(try world.requestCode("193592", on: pageB).refusal == .accessBlocked)
    #expect(try world.do(.signOut(SignOut()), session: session).refusal == .sessionEnded)
    let again = try world.do(.blockAccess(.make { $0.reason = "again" }), member: "193592")
    #expect(again.isAccepted && again.facts.isEmpty)
    #expect(
      try world.do(.restoreAccess(.make { $0.reason = "checked" }), member: "193592").facts
        == ["access.restored"])
    #expect(try world.verifyCode("193592", code, on: pageA).refusal == .ended)
    #expect(try world.signIn("193592").isAccepted)
    let idle = try world.do(.restoreAccess(.make { $0.reason = "checked" }), member: "193592")
    #expect(idle.isAccepted && idle.facts.isEmpty)
  }

  @Test("edge 47: the staff's note of a block is sealed and never shown")
  func notes() throws {
    let (world, _) = try active()
    let blocked = try world.do(
      .blockAccess(
        .make {
          $0.reason = "fraud"
          $0.note = "appel suspect"
        }), member: "193592")
    guard case .accessBlocked(let event) = blocked.drafts[0].event else { return }
    #expect(event.note == .open("appel suspect") && event.reason == "fraud")
    #expect(!world.clear.joined().contains("suspect"))
    #expect(blocked.deliveries.allSatisfy { $0.secret == nil && !$0.to.text.contains("suspect") })
  }

  @Test("a new password asked for by staff: sessions stay, but nothing is done before it is set")
  func administrative() throws {
    let (world, session) = try active()
    let asked = try world.do(
      .requireNewPassword(.make { $0.reason = .administrative }), by: .administrator("chief"),
      member: "193592")
    #expect(asked.facts == ["password.renewal-required"])
    let again = try world.do(
      .requireNewPassword(.make { $0.reason = .administrative }), member: "193592")
    #expect(again.isAccepted && again.facts.isEmpty)
    #expect(try world.file(.phone, session: session).refusal == .requiredActionFirst)
    let signed = try world.signIn("193592")
    #expect(signed.session == nil && signed.publicOutcome.required == [.setPassword])
    try world.do(
      .changePassword(
        .make {
          $0.current = UntrustedText(goodPassword)
          $0.password = UntrustedText(otherPassword)
          $0.confirmation = UntrustedText(otherPassword)
        }), session: session)
    #expect(try world.signIn("193592", otherPassword).publicOutcome.required.isEmpty)
  }

  @Test("edge 30: a compromised password signs in no more, and ends the sessions")
  func compromised() throws {
    let (world, session) = try active()
    try world.do(.requireNewPassword(.make { $0.reason = .compromised }), member: "193592")
    #expect(try world.signIn("193592").refusal == .passwordRevoked)
    #expect(try world.do(.signOut(SignOut()), session: session).refusal == .sessionEnded)
    let milder = try world.do(
      .requireNewPassword(.make { $0.reason = .administrative }), member: "193592")
    #expect(milder.isAccepted && milder.facts.isEmpty)
    #expect(try world.signIn("193592").refusal == .passwordRevoked)
    try world.choosePassword("193592", otherPassword)
    #expect(try world.signIn("193592", otherPassword).publicOutcome.required.isEmpty)
  }

  @Test("a house without passwords cannot require a new one; an unknown member is unknown")
  func refusals() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    let ask = Action.requireNewPassword(.make { $0.reason = .administrative })
    #expect(try world.do(ask, member: "193592").refusal == .noPassword)
    let unknown = try world.do(ask, member: "999999")
    #expect(unknown.refusal == .unknownMember)
    #expect(unknown.publicOutcome.reason == .unknownMember)
    #expect(try world.flaw(in: ask) == "member")
    #expect(try world.do(ask, by: .visitor, member: "193592").refusal == .notAllowed)
    #expect(try world.do(ask, by: .mutuelle, member: "193592").refusal == .notAllowed)
    #expect(try world.do(ask, by: .auditor("x"), member: "193592").refusal == .notAllowed)
  }

  @Test("staff name a member by number, identifier, access code or id; not by address")
  func naming() throws {
    let world = try TestWorld.unimutuelles()
    let id = try world.member().id.description
    for name in ["193592", " 193 592", printedCode, id] {
      let decision = try world.do(.restoreAccess(.make { $0.reason = "x" }), member: name)
      #expect(decision.isAccepted, "\(name)")
    }
    #expect(
      try world.do(.restoreAccess(.make { $0.reason = "x" }), member: fileEmail).refusal
        == .unknownMember)
  }
}
