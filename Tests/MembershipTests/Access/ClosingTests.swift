import Membership
import Notation
import Testing

@Suite("Closing an account, and enrolling the number again")
struct ClosingTests {
  private let close = Action.closeAccount(.make { $0.reason = .contractEnded })

  @Test("edge 9: closed, nothing is left open: session, code, letter, link, sign-in")
  func closed() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.do(.requestLetter(.make { $0.antiRobot = .passed }), member: "193592")
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    #expect(try world.do(close, by: .mutuelle, member: "193592").facts == ["account.closed"])
    #expect(try world.standing() == .closed)
    #expect(try world.signIn("193592").refusal == .closed)
    #expect(try world.signIn("193592").publicOutcome == PublicOutcome(.notRecognised))
    #expect(try world.verifyCode("193592", code, on: pageA).refusal == .closed)
    #expect(try world.requestCode("193592", on: pageA).refusal == .closed)
    #expect(try world.do(.signOut(SignOut()), session: session).refusal == .sessionEnded)
    #expect(try world.file(.phone, by: .adviser("a-1")).refusal == .closed)
    #expect(try world.record(.phone, ["phone": "0700000000"]).refusal == .closed)
    #expect(try world.member().letters.allSatisfy { !$0.isDue })
    #expect(try world.member().codes.allSatisfy { $0.standing(at: world.now) != .live })
    let again = try world.do(close, by: .mutuelle, member: "193592")
    #expect(again.isAccepted && again.facts.isEmpty)
  }

  @Test(
    "edge 32: a death is recorded by an adviser, with the day it happened and two years' keeping")
  func death() throws {
    let (world, _) = try TestWorld.signedIn()
    let day = world.now.advanced(by: -86_400_000 * 5)
    let closed = try world.do(
      .closeAccount(
        .make {
          $0.reason = .death
          $0.endedOn = day
        }), by: .adviser("a-1"), member: "193592")
    guard case .accountClosed(let event) = closed.drafts[0].event else { return }
    #expect(event.reason == .death && event.endedOn == day)
    #expect(event.retainUntil == ParisCalendar.adding(months: 24, to: world.now))
    let future = world.now.advanced(by: 86_400_000 * 40)
    let other = try TestWorld.signedIn().world
    try other.do(
      .closeAccount(
        .make {
          $0.reason = .contractEnded
          $0.endedOn = future
        }), by: .mutuelle, member: "193592")
    #expect(
      try other.member().closure?.retainUntil == ParisCalendar.adding(months: 24, to: future))
  }

  @Test("edge 35: the member closes their own account, freshly signed in, and for no other reason")
  func byMember() throws {
    let (world, session) = try TestWorld.signedIn()
    #expect(try world.do(close, session: session).refusal == .notAllowed)
    let own = Action.closeAccount(.make { $0.reason = .memberRequest })
    world.advance(.hours(1) + .milliseconds(1))
    #expect(try world.do(own, session: session).refusal == .reauthenticationNeeded)
    #expect(try world.do(own, session: world.open("193592")).facts == ["account.closed"])
    #expect(try world.do(own, by: .visitor, member: "193592").refusal == .notAllowed)
  }

  @Test("a number belongs to one open member; enrolled again, it makes a new member")
  func again() throws {
    let (world, session) = try TestWorld.signedIn()
    let first = try world.member().id
    let taken = try world.enrol("193592")
    #expect(taken.refusal == .numberTaken)
    #expect(world.facts.last?.stream == "member/\(first)")
    try world.do(close, by: .mutuelle, member: "193592")
    #expect(try world.enrol("193592", email: "again@maison.example").isAccepted)
    let second = try world.member()
    #expect(second.id != first)
    #expect(second.password == nil && second.standing(at: world.now) == .enrolled)
    #expect(try world.signIn("193592").refusal == .noPassword)
    #expect(try world.do(.signOut(SignOut()), session: session).refusal == .sessionEnded)
    #expect(
      try world.requestCode("193592", on: pageB).deliveries.map(\.to) == ["again@maison.example"])
    #expect(try world.enrol("193592").refusal == .numberTaken)
    #expect(world.members[first]?.closure != nil)
  }

  @Test("UM-10: registering with a re-enrolled number needs the new printed code")
  func registeringAgain() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    try world.do(close, by: .mutuelle, member: "193592")
    #expect(try world.startRegistration().refusal == .closed)
    #expect(try world.enrol(email: nil, accessCode: "NEW42X").isAccepted)
    #expect(try world.startRegistration().refusal == .accessCodeMismatch)
    try world.register(accessCode: "NEW42X")
    #expect(try world.signIn("NEW42X").isAccepted)
    #expect(try world.signIn(printedCode).refusal == .closed)
  }

  @Test("the carrier's report on a delivery from before the closing is still recorded")
  func lateReport() throws {
    let (world, _) = try TestWorld.signedIn()
    try world.requestCode("193592", on: pageA)
    let delivery = try #require(world.deliveries.last?.delivery)
    try world.do(close, by: .mutuelle, member: "193592")
    let reported = try world.do(
      .reportDelivery(
        .make {
          $0.delivery = delivery
          $0.outcome = .sent
        }), member: "193592")
    #expect(reported.facts == ["delivery.reported"])
  }
}
