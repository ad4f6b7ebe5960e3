import Membership
import Notation
import Testing

@Suite("The sweep records passed deadlines, and has no other effect")
struct SweepTests {
  private func sweep(_ world: TestWorld, _ number: String = "193592") throws -> [DeadlinePassed] {
    let id = try world.member(number).id
    let decision = try world.do(.sweep(Sweep()), member: id.description)
    return decision.drafts.compactMap {
      if case .deadlinePassed(let event) = $0.event { event } else { nil }
    }
  }

  /// Makes a house of agents publics and one of Unimutuelles, with everything that has a deadline.
  private func waiting() throws -> [TestWorld] {
    let registering = try TestWorld.unimutuelles()
    try registering.registerUpToLink()
    let (requesting, session) = try TestWorld.signedIn()
    try requesting.file(.phone, session: session)
    try requesting.ask()
    try requesting.file(.postalAddress, session: session)
    try requesting.do(.requestLetter(.make { $0.antiRobot = .passed }), member: "193592")
    try requesting.requestCode("193592", on: pageA)
    let advising = try TestWorld(.agentsPublics)
    try advising.enrol()
    try advising.choosePassword("193592")
    return [registering, requesting, advising]
  }

  @Test(
    "edge 13: at its very millisecond a deadline has not passed; one later it has",
    arguments: [-1, 0, 1])
  func inclusive(offset: Int64) throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    let deadline = try #require(try world.member().registration?.deadline)
    world.now = deadline.advanced(by: offset)
    let passed = try sweep(world)
    #expect(Set(passed.map(\.what)) == (offset > 0 ? [.registration, .code] : []))
    #expect(passed.allSatisfy { $0.deadline == deadline })
  }

  @Test("UM-20, UM-24, AP-7, AP-17: each kind of deadline is recorded, once, in order")
  func kinds() throws {
    var kinds: Set<DeadlineKind> = []
    for world in try waiting() {
      world.advance(.days(400))
      let passed = try sweep(world)
      #expect(!passed.isEmpty)
      #expect(passed.map(\.deadline) == passed.map(\.deadline).sorted())
      kinds.formUnion(passed.map(\.what))
      #expect(try sweep(world).isEmpty)
      world.advance(.days(400))
      #expect(try sweep(world).isEmpty)
    }
    #expect(kinds == [.registration, .code, .letter, .changeRequest, .passwordRenewal])
  }

  @Test(
    "edge 14: swept in time, late, twice or never, the state is the same, and so is every answer")
  func sameState() throws {
    for (index, world) in try waiting().enumerated() {
      let swept = world.fork()
      for _ in 0..<60 {
        for each in [world, swept] { each.advance(.days(9) + .milliseconds(7)) }
        _ = try sweep(swept)
        _ = try sweep(swept)
        #expect(try Self.view(of: world) == Self.view(of: swept), "world \(index)")
      }
      let late = world.fork()
      _ = try sweep(late)
      #expect(try Self.view(of: late) == Self.view(of: swept))
      for each in [world, swept, late] {
        each.seed = 1000
        #expect(try each.signIn("193592").refusal == world.fork().signIn("193592").refusal)
        let answers = try [world.fork(), each.fork()].map {
          try [
            $0.requestCode("193592", on: pageC), $0.startRegistration(), $0.signIn("193592"),
          ].map(\.result)
        }
        #expect(try answers.at(0) == answers.at(1))
      }
    }
  }

  @Test("edge 14: the passed deadlines recorded are the same, swept daily or once at the end")
  func sameFacts() throws {
    for world in try waiting() {
      let daily = world.fork()
      var byDay: [DeadlinePassed] = []
      for _ in 0..<400 {
        daily.advance(.days(1))
        byDay += try sweep(daily)
      }
      world.advance(.days(400))
      #expect(try sweep(world) == byDay)
    }
  }

  @Test(
    "edge 16: once recorded as passed, a deadline is not passed again nor undone by a clock set back"
  )
  func clockBack() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    world.advance(.days(2))
    #expect(try sweep(world).count == 2)
    #expect(try sweep(world).isEmpty)
    #expect(try world.confirmEmail(world.link()).refusal == .expired)
  }

  @Test("a state ended early by a fact has no deadline to pass")
  func endedBefore() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    let (other, session) = try TestWorld.signedIn()
    try other.file(.phone, session: session)
    try other.withdraw(session: session)
    let closed = try TestWorld.unimutuelles()
    try closed.registerUpToLink()
    try closed.do(.closeAccount(.make { $0.reason = .death }), member: "193592")
    for world in [world, other, closed] {
      world.advance(.days(400))
      #expect(try sweep(world).isEmpty)
    }
  }

  @Test("only the clock sweeps, and a sweep that names no member has no effect")
  func actors() throws {
    let world = try TestWorld.unimutuelles()
    #expect(
      try world.do(.sweep(Sweep()), by: .administrator("x"), member: "193592").refusal
        == .notAllowed)
    let nobody = try world.do(.sweep(Sweep()))
    #expect(nobody.isAccepted && nobody.facts.isEmpty)
  }

  /// Returns the state of the member and the house at the current time, without recorded deadlines.
  private static func view(of world: TestWorld) throws -> [String] {
    let member = try world.member()
    let now = world.now
    return [
      "\(member.standing(at: now))",
      "\(member.passwordStanding(of: world.house, at: now))",
      "\(member.requiredActions(of: world.house, at: now))",
      "\(member.cguStanding(of: world.house, at: now))",
      "\(member.codes.map { $0.standing(at: now) })",
      "\(member.changeRequests.map { $0.state(at: now) })",
      "\(member.letters.map(\.isDue))", "\(member.emails.map(\.state))",
      "\(member.sessions.map { $0.isLive(at: now) })",
      "\(String(describing: member.liveRegistration(at: now)?.id))",
      "\(member.meters)", "\(member.grants.map(\.isSpent))",
    ]
  }
}
