import Membership
import Notation
import Testing

@Suite("An erased member")
struct ErasedMemberTests {
  private func erased(
    closed: Bool = false
  ) throws -> (world: TestWorld, id: Token, before: Member, session: String) {
    let (world, session) = try TestWorld.wellKnown()
    if closed { try world.close() }
    let before = try world.member()
    try world.erase(.legalObligation)
    return (world, before.id, before, session)
  }

  @Test("edge 45: the shape stays: the same positions, the counters go on, nothing is open")
  func shape() throws {
    let (world, id, before, _) = try erased()
    let after = try #require(world.members[id])
    #expect(after.enrolment == before.enrolment && after.accessCode == before.accessCode)
    #expect(after.emails.map(\.mark) == before.emails.map(\.mark))
    #expect(after.dossier == before.dossier && after.beneficiaries == before.beneficiaries)
    #expect(after.devices == before.devices && after.deliveries == before.deliveries)
    #expect(after.changeRequests == before.changeRequests && after.password == before.password)
    #expect(after.activation == before.activation && after.acceptedCGU == before.acceptedCGU)
    #expect(after.counters.hasOneFactMore(than: before.counters))
    #expect(after.standing(at: world.now) == .erased)
    #expect(after.sessions.allSatisfy { !$0.isLive(at: world.now) })
    #expect(after.codes.allSatisfy { $0.standing(at: world.now) != .live })
    #expect(after.verifiers.isEmpty && after.privateParts.isEmpty)
    #expect(after.requiredActions(of: world.house, at: world.now).isEmpty)
    #expect(after.liveRegistration(at: world.now) == nil)
  }

  @Test("edge 45: replayed from zero with every value erased, the state is the same")
  func replay() throws {
    let (world, id, _, _) = try erased()
    var replayed = Member(id: id)
    for fact in world.stream(id) {
      let parts = EventCodec.encode(fact.event)
      let data = String(decoding: parts.data, as: UTF8.self)
      let event = try decode(fact.event.name, data, parts.secret == nil ? .none : .erased)
      replayed.evolve(
        RecordedEvent(
          position: fact.position, sequence: fact.sequence, stream: fact.stream, at: fact.at,
          actor: fact.actor, action: fact.action, correlation: fact.correlation, event: event))
    }
    #expect(replayed == world.members[id])
  }

  @Test("edge 45: no value of theirs can be read; another member's can")
  func values() throws {
    let (world, id, _, _) = try erased()
    try world.enrol("200001", email: "autre@example.fr", accessCode: "NEW42X")
    let other = try world.member("200001").id
    for fact in world.facts where fact.event.isSealing {
      let opened = world.model.opened(fact.position)
      let isTheirs = fact.stream == StreamName.member(id).description
      #expect((opened == fact.event) != isTheirs, "\(fact.event.name)")
    }
    #expect(world.stream(other).allSatisfy { world.model.opened($0.position) == $0.event })
  }

  @Test(
    "every action on them by id is refused as erased, not as closed, or was done already",
    arguments: [false, true])
  func refused(closed: Bool) throws {
    let (world, id, _, session) = try erased(closed: closed)
    for line in ActionLine.all {
      let actor = TestWorld.usualActor(of: line.name)
      guard actor != .visitor, actor != .member, !line.action.isAboutHouse,
        line.name != .enrolMember
      else { continue }
      let decision = try world.do(line.action, by: actor, member: id.description)
      if line.name == .eraseMember {
        #expect(decision.isAccepted && decision.facts.isEmpty)
      } else {
        #expect(decision.refusal == .erased, "\(line)")
        #expect(decision.publicOutcome.reason == .erased)
      }
    }
    let link = "\(id).\(id).\(String(repeating: "x", count: 22))"
    #expect(try world.confirmEmail(link).refusal == .erased)
    #expect(try world.setPassword(link: link).refusal == .erased)
    #expect(try world.do(.signOut(SignOut()), session: session).refusal == .sessionEnded)
    #expect(try world.sweep(id).facts.isEmpty)
    world.advance(.days(4000))
    #expect(try world.sweep(id).facts.isEmpty)
  }

  @Test("no text finds them: to a visitor they are unknown, like any unknown number")
  func unknown() throws {
    let (world, _, _, _) = try erased()
    #expect(try world.signIn(printedCode).refusal == .unknownIdentifier)
    #expect(try world.signIn(ownEmail).refusal == .unknownIdentifier)
    #expect(try world.startRegistration().refusal == .unknownMember)
    #expect(try world.requestCode("193592").refusal == .unknownMember)
    #expect(try world.erase(.objection).refusal == .unknownMember)
    #expect(try world.requestCode("193592").publicOutcome == PublicOutcome(.sentIfKnown))
  }

  @Test("their number, enrolled again, is a new member's; so is their access code")
  func enrolledAgain() throws {
    let (world, id, _, _) = try erased()
    #expect(try world.enrol(email: ownEmail, accessCode: printedCode).isAccepted)
    let new = try world.member()
    #expect(new.id != id && new.standing(at: world.now) == .enrolled)
    try world.startRegistration()
    #expect(try world.member().liveRegistration(at: world.now) != nil)
    #expect(world.members[id]?.standing(at: world.now) == .erased)
    #expect(try world.enrol().refusal == .numberTaken || world.enrol().refusal == .fieldMissing)
  }
}
