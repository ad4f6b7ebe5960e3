import Membership
import Notation
import Testing

@Suite("General conditions: published, accepted, outdated, declined")
struct CGUTests {
  @Test("UM-19: a version is published once, and never for the past")
  func publishing() throws {
    let world = try TestWorld(.unimutuelles)
    #expect(try world.publishCGU("v1").facts == ["cgu.published"])
    #expect(try world.publishCGU("v1").refusal == .versionExists)
    let past = world.now.advanced(by: -1)
    #expect(try world.publishCGU("v2", from: past).refusal == .effectiveInPast)
    #expect(try world.publishCGU("v2", from: world.now).isAccepted)
    #expect(world.house.cgu.map(\.version) == ["v1", "v2"])
    let byAdviser = Action.publishCGU(.make { $0.version = "v3" })
    #expect(try world.do(byAdviser, by: .adviser("a-1")).refusal == .notAllowed)
  }

  @Test("UM-19: a text published for later is in force from its instant on", arguments: [-1, 0, 1])
  func later(offset: Int) throws {
    let world = try TestWorld.unimutuelles()
    let start = world.now.advanced(by: 3_600_000)
    try world.publishCGU("v2", from: start)
    world.now = start.advanced(by: Int64(offset))
    #expect(world.house.cgu(at: world.now)?.version == (offset < 0 ? "v1" : "v2"))
  }

  @Test("edge 34: a text published during step 3 is the one to accept")
  func duringStepThree() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    try world.fillRegistration()
    try world.publishCGU("v2")
    let old = try world.acceptCGU("v1")
    #expect(old.refusal == .versionNotCurrent)
    #expect(old.publicOutcome.reason == .versionNotCurrent)
    #expect(try world.acceptCGU("v2").isAccepted)
  }

  @Test(
    "edge 34: published between tick and activation, the account is made, and the text asked for")
  func betweenTickAndActivation() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    try world.publishCGU("v2")
    #expect(try world.confirmEmail(world.link()).isAccepted)
    #expect(try world.member().cguStanding(of: world.house, at: world.now) == .outdated)
    let signed = try world.signIn(printedCode)
    #expect(signed.publicOutcome.required == [.acceptCGU])
    let session = try world.session()
    let filed = Action.fileChangeRequest(.make { $0.content = Particulars(["text": "x"]) })
    #expect(try world.do(filed, session: session).refusal == .requiredActionFirst)
    #expect(try world.acceptCGU("v1", session: session).refusal == .versionNotCurrent)
    #expect(try world.acceptCGU("v2", session: session).facts == ["cgu.accepted"])
    #expect(try world.do(filed, session: session).isAccepted)
  }

  @Test("edge 34: a text that need not be accepted again is only notified")
  func onlyInformed() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    try world.publishCGU("v2", reacceptance: false)
    let signed = try world.signIn(printedCode)
    #expect(signed.publicOutcome.required.isEmpty)
    #expect(signed.publicOutcome.newCGU == "v2")
    #expect(signed.facts == ["sign-in.succeeded"])
    #expect(try world.acceptCGU("v2", session: world.session()).isAccepted)
    #expect(try world.signIn(printedCode).publicOutcome.newCGU == nil)
  }

  @Test("edge 34: a mild text after a strict one does not excuse from accepting")
  func strictThenMild() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    try world.publishCGU("v2", reacceptance: true)
    world.advance(.days(1))
    try world.publishCGU("v3", reacceptance: false)
    let session = try world.open()
    #expect(try world.signIn(printedCode).publicOutcome.required == [.acceptCGU])
    #expect(try world.acceptCGU("v2", session: session).refusal == .versionNotCurrent)
    #expect(try world.acceptCGU("v3", session: session).isAccepted)
    #expect(try world.signIn(printedCode).publicOutcome.required.isEmpty)
  }

  @Test("edge 34: another text under the same version is found out by its digest")
  func digest() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    try world.publishCGU("v2")
    let session = try world.open()
    let other = try world.acceptCGU(
      "v2", session: session, digest: TestWorld.digest(ofCGU: "v2, changed"))
    #expect(other.refusal == .digestMismatch)
    #expect(other.publicOutcome.reason == .digestMismatch)
  }

  @Test("accepting an accepted text again needs no fact")
  func idle() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    let again = try world.acceptCGU("v1", session: world.open())
    #expect(again.isAccepted && again.facts.isEmpty)
  }

  @Test("edge 35: after declining, a member can sign in, close the account, accept; nothing else")
  func declinedInSession() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    let session = try world.open()
    #expect(try world.declineCGU(session: session).facts == ["cgu.declined"])
    let again = try world.declineCGU(session: session)
    #expect(again.isAccepted && again.facts.isEmpty)
    #expect(try world.signIn(printedCode).publicOutcome.required == [.acceptCGU])
    let filed = Action.fileChangeRequest(.make { $0.content = Particulars(["text": "x"]) })
    #expect(try world.do(filed, session: session).refusal == .requiredActionFirst)
    let closing = world.fork()
    let close = Action.closeAccount(.make { $0.reason = .memberRequest })
    #expect(try closing.do(close, session: session).facts == ["account.closed"])
    #expect(try world.acceptCGU("v1", session: session).facts == ["cgu.accepted"])
    #expect(try world.do(filed, session: session).isAccepted)
  }

  @Test("edge 35: declined in step 3, the registration ends and its draft is void")
  func declinedInRegistration() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    try world.fillRegistration()
    #expect(try world.declineCGU().facts == ["cgu.declined"])
    #expect(try world.standing() == .enrolled)
    #expect(try world.member().pendingEmail == nil)
    #expect(try world.acceptCGU().refusal == .noRegistration)
    #expect(try world.declineCGU().refusal == .noRegistration)
  }

  @Test("edge 35: declined, even after the link was sent, the link makes no account")
  func declinedAfterLink() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    #expect(try world.declineCGU().facts == ["cgu.declined"])
    #expect(try world.confirmEmail(world.link()).refusal == .ended)
    #expect(try world.standing() == .enrolled)
  }

  @Test("edge 35: a new registration starts over: it may be declined again, or accepted for good")
  func anotherRegistration() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    try world.declineCGU()
    try world.startRegistration()
    #expect(try world.declineCGU().facts == ["cgu.declined"])
    #expect(try world.standing() == .enrolled)
    try world.register()
    #expect(try world.member().cguStanding(of: world.house, at: world.now) == .accepted)
    #expect(try world.signIn(printedCode).publicOutcome.required.isEmpty)
  }

  @Test("edge 35: only the version in force can be declined")
  func unknownVersion() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    let decline = Action.declineCGU(.make { $0.version = "v9" })
    let decision = try world.do(decline, by: .member, session: world.open())
    #expect(decision.refusal == .versionNotCurrent)
  }

  @Test("a house that asks for no CGU has no required action from one")
  func notAsked() throws {
    let world = try TestWorld(.agentsPublics)
    try world.enrol()
    try world.choosePassword("193592")
    try world.publishCGU("v1")
    #expect(try world.member().cguStanding(of: world.house, at: world.now) == .notAsked)
    #expect(try world.signIn("193592").publicOutcome.required.isEmpty)
  }
}
