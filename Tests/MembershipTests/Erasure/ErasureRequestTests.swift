import Membership
import Notation
import Testing

@Suite("Asking for erasure: the actor and the deadline of the answer")
struct ErasureRequestTests {
  @Test(
    "RGPD 12(3): one calendar month of Paris, at the same time of day",
    arguments: [
      ("2026-01-31T09:00:00Z", "2026-02-28T09:00:00Z"),
      ("2028-01-31T09:00:00Z", "2028-02-29T09:00:00Z"),
      ("2026-03-02T09:00:00Z", "2026-04-02T08:00:00Z"),
      ("2026-09-30T22:30:00Z", "2026-10-31T23:30:00Z"),
      ("2026-12-31T23:30:00Z", "2027-01-31T23:30:00Z"),
    ])
  func month(start: String, end: String) throws {
    let world = try TestWorld(.mcrn, at: start)
    try world.enrol()
    let asked = try world.requestErasure()
    #expect(asked.facts == ["erasure.requested"])
    #expect(try world.member().erasureRequest?.dueBy == Instant(end))
  }

  @Test("RGPD 12(3): overdue one millisecond after, and recorded once", arguments: [-1, 0, 1])
  func overdue(offset: Int64) throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestErasure()
    let member = try world.member()
    let request = try #require(member.erasureRequest)
    world.now = request.dueBy.advanced(by: offset)
    let swept = try world.sweep(member.id)
    guard offset > 0 else {
      #expect(swept.facts.isEmpty)
      return
    }
    guard case .deadlinePassed(let event) = swept.drafts[0].event else { return }
    #expect(event.what == .erasure && event.of == request.id && event.deadline == request.dueBy)
    #expect(try world.sweep(member.id).facts.isEmpty)
    #expect(try world.member().erasureRequest == request, "overdue is a mark, not an end")
  }

  @Test("an open request is not opened twice, by any actor; its deadline stays")
  func twice() throws {
    let (world, session) = try TestWorld.signedIn()
    #expect(try world.requestErasure(session: session).isAccepted)
    let first = try #require(try world.member().erasureRequest)
    world.advance(.minutes(5))
    for refused in [
      try world.requestErasure(session: session), try world.requestErasure(),
    ] {
      #expect(refused.refusal == .alreadyRequested && refused.facts == ["action.refused"])
      #expect(refused.publicOutcome.reason == .alreadyRequested)
    }
    #expect(try world.member().erasureRequest == first)
  }

  @Test("a member asks with a sign-in of the last hour; an administrator at any time")
  func freshness() throws {
    let (world, session) = try TestWorld.signedIn()
    world.advance(.hours(1) + .milliseconds(1))
    #expect(try world.requestErasure(session: session).refusal == .reauthenticationNeeded)
    #expect(try world.requestErasure().isAccepted)
  }

  @Test("edge 35: a member who declined the CGU may still ask for erasure")
  func requiredActions() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    let session = try world.open()
    try world.declineCGU(session: session)
    #expect(try world.file(.phone, session: session).refusal == .requiredActionFirst)
    #expect(try world.requestErasure(session: session).isAccepted)
  }

  @Test("a closed account's member may have it asked for; advisers and visitors may not ask")
  func actors() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    for actor in [ActorID.adviser("a-1"), .auditor("x"), .mutuelle, .visitor] {
      let refused = try world.do(.requestErasure(RequestErasure()), by: actor, member: "193592")
      #expect(refused.refusal == .notAllowed, "\(actor)")
    }
    try world.close()
    #expect(try world.requestErasure().isAccepted)
    #expect(try world.requestErasure("999999").refusal == .unknownMember)
  }

  @Test("rejected, erased: the request is answered, and another may be opened")
  func answered() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.requestErasure(session: session)
    try world.erase(.memberRequest)
    #expect(try world.member().erasureRequest == nil)
    #expect(try world.requestErasure(session: session).isAccepted)
    world.advance(.days(40))
    #expect(try world.sweep(world.member().id).facts.contains("deadline.passed"))
  }
}
