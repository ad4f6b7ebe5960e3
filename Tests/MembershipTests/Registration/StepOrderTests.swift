import Membership
import Notation
import Testing

@Suite("Steps out of order, on another page, too late")
struct StepOrderTests {
  @Test("UM-9: steps 2 and 3 without step 1 start again")
  func withoutStepOne() throws {
    let world = try TestWorld.unimutuelles()
    for decision in [
      try world.fillRegistration(), try world.acceptCGU(), try world.declineCGU(),
    ] {
      #expect(decision.refusal == .noRegistration)
      #expect(decision.publicOutcome == PublicOutcome(.startAgain))
      #expect(decision.facts == ["action.refused"])
    }
  }

  @Test("UM-9: step 3 before step 2 is out of order, and so are 2 and 3 after 3")
  func outOfOrder() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    #expect(try world.acceptCGU().refusal == .stepOutOfOrder)
    try world.fillRegistration()
    try world.acceptCGU()
    #expect(try world.fillRegistration().refusal == .stepOutOfOrder)
    #expect(try world.acceptCGU().refusal == .stepOutOfOrder)
    #expect(try world.acceptCGU().publicOutcome == PublicOutcome(.startAgain))
    #expect(try world.confirmEmail(world.link()).isAccepted)
  }

  @Test("UM-9, edge 2: a registration continues where it began, on its page")
  func otherPage() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    #expect(try world.fillRegistration(on: pageB).refusal == .noRegistration)
    try world.fillRegistration()
    #expect(try world.acceptCGU(on: pageB).refusal == .noRegistration)
    #expect(try world.declineCGU(on: pageB).refusal == .noRegistration)
    #expect(try world.acceptCGU().isAccepted)
  }

  @Test("UM-9, edge 13: steps 2 and 3 have 30 minutes, to the millisecond", arguments: [-1, 0, 1])
  func thirtyMinutes(offset: Int) throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    world.advance(.minutes(30) + .milliseconds(offset))
    let filled = try world.fillRegistration()
    #expect(filled.refusal == (offset > 0 ? .noRegistration : nil))
    #expect(try world.standing() == (offset > 0 ? .enrolled : .registering))
    #expect(try world.acceptCGU().refusal == (offset > 0 ? .noRegistration : nil))
  }

  @Test("UM-9: step 3 late is late, even when step 2 was in time")
  func stepThreeLate() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    world.advance(.minutes(29))
    try world.fillRegistration()
    world.advance(.minutes(1) + .milliseconds(1))
    #expect(try world.acceptCGU().refusal == .noRegistration)
    #expect(try world.startRegistration().isAccepted)
  }

  @Test("UM-19: the box must be ticked, the text be the one in force, to the byte")
  func cgu() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    try world.fillRegistration()
    let unticked = try world.acceptCGU(ticked: false)
    #expect(unticked.refusal == .boxNotTicked)
    #expect(unticked.publicOutcome.reason == .boxNotTicked)
    #expect(try world.acceptCGU("v0").refusal == .versionNotCurrent)
    let changed = try world.acceptCGU(digest: TestWorld.digest(ofCGU: "changed"))
    #expect(changed.refusal == .digestMismatch)
    #expect(changed.publicOutcome.reason == .digestMismatch)
    #expect(world.deliveries.isEmpty)
    #expect(try world.acceptCGU().isAccepted)
    let accepted = try world.facts().compactMap { event -> CGUAccepted? in
      if case .cguAccepted(let accepted) = event { accepted } else { nil }
    }
    #expect(accepted.map(\.version) == ["v1"])
    #expect(accepted.first?.textDigest == TestWorld.digest(ofCGU: "v1"))
    #expect(accepted.first?.locale == "fr")
  }

  @Test("edge 9: blocked or closed in between, every step is refused, and says nothing of it")
  func blockedBetween() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    let closed = world.fork()
    try world.do(.blockAccess(.make { $0.reason = "fraud" }), member: "193592")
    let link = try world.link()
    #expect(try world.confirmEmail(link).refusal == .accessBlocked)
    #expect(try world.confirmEmail(link).publicOutcome == PublicOutcome(.codeWrongOrExpired))
    #expect(try world.startRegistration().refusal == .accessBlocked)
    #expect(try world.fillRegistration().refusal == .accessBlocked)
    try world.do(.restoreAccess(.make { $0.reason = "checked" }), member: "193592")
    #expect(try world.confirmEmail(link).refusal == .ended)
    try closed.do(.closeAccount(.make { $0.reason = .death }), member: "193592")
    #expect(try closed.confirmEmail(link).refusal == .closed)
    #expect(try closed.acceptCGU().refusal == .closed)
    #expect(try closed.startRegistration().refusal == .closed)
  }

  @Test("a house without registration offers no step of it")
  func notOffered() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    #expect(try world.startRegistration().refusal == .notOffered)
    #expect(try world.startRegistration().publicOutcome == PublicOutcome(.notRecognised))
    #expect(try world.fillRegistration().refusal == .noRegistration)
    #expect(try world.answerQuestion().refusal == .notOffered)
  }
}
