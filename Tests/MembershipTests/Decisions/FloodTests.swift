import Membership
import Notation
import Testing

@Suite("Floods do not fill a log that never shrinks")
struct FloodTests {
  /// Attempts once per second for some minutes.
  ///
  /// Returns the number of facts of each minute.
  private func flood(
    _ world: TestWorld, minutes: Int, reason: RefusalReason,
    _ attempt: (TestWorld) throws -> Decision
  ) throws -> [Int] {
    var recorded: [Int] = []
    for _ in 0..<minutes {
      let count = world.facts.count
      for _ in 0..<60 {
        #expect(try attempt(world).refusal == reason)
        world.advance(.seconds(1))
      }
      recorded.append(world.facts.count - count)
    }
    return recorded
  }

  @Test("while signing in is locked, one refusal a minute is recorded")
  func signIn() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    for _ in 1...9 {
      if let until = try world.member().meters.signIn.lockedUntil {
        world.now = until.advanced(by: 1)
      }
      try world.signIn("193592", wrongPassword)
    }
    let recorded = try flood(world, minutes: 10, reason: .locked) {
      try $0.signIn("193592", wrongPassword)
    }
    #expect(recorded == [Int](repeating: 1, count: 10))
  }

  @Test("a refusal without a fact gets the same answer as a recorded one")
  func sameAnswer() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    for _ in 1...5 { try world.signIn("193592", wrongPassword) }
    let recorded = try world.signIn("193592", wrongPassword)
    let silent = try world.signIn("193592", wrongPassword)
    #expect(recorded.facts == ["sign-in.refused"])
    #expect(silent.facts.isEmpty)
    #expect(silent.publicOutcome == recorded.publicOutcome)
    #expect(silent.result == recorded.result)
  }

  @Test(
    "the next one is recorded a minute after the last, to the millisecond",
    arguments: [(59_999, 0), (60_000, 1)] as [(Int64, Int)])
  func boundary(offset: Int64, facts: Int) throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    for _ in 1...6 {
      if let until = try world.member().meters.signIn.lockedUntil {
        world.now = until.advanced(by: 1)
      }
      try world.signIn("193592", wrongPassword)
    }
    try world.signIn("193592", wrongPassword)
    world.now = world.now.advanced(by: offset)
    #expect(try world.signIn("193592", wrongPassword).drafts.count == facts)
  }

  @Test("the same holds for the current password, proofs of identity and a letter's code")
  func otherMeters() throws {
    let session = try TestWorld(.mcrn)
    try session.enrol()
    try session.choosePassword("193592")
    try session.signIn("193592")
    let text = try session.session()
    for _ in 1...7 {
      if let until = try session.member().meters.signIn.lockedUntil {
        session.now = until.advanced(by: 1)
      }
      try session.signIn("193592", wrongPassword)
    }
    let change = Action.changePassword(.make { $0.current = "x" })
    let changes = try flood(session, minutes: 3, reason: .locked) {
      try $0.do(change, session: text)
    }
    #expect(changes == [1, 1, 1])

    let identity = try TestWorld(.unimutuelles)
    try identity.enrol(email: nil, accessCode: "ABCD2345")
    for _ in 1...5 {
      if let until = try identity.member().meters.identity.lockedUntil {
        identity.now = until.advanced(by: 1)
      }
      try identity.startRegistration("193592", accessCode: "WXYZ2345")
    }
    let starts = try flood(identity, minutes: 3, reason: .locked) {
      try $0.startRegistration("193592", accessCode: "ABCD2345")
    }
    #expect(starts == [1, 1, 1])
  }

  @Test("edge 49: attempts of unknown visitors: sixty facts a minute, then one with a count")
  func visitors() throws {
    let world = try TestWorld(.mcrn)
    let start = world.facts.count
    for attempt in 1...200 {
      let refused = try world.signIn("\(500_000 + attempt)", wrongPassword)
      #expect(refused.drafts.count == (attempt <= 60 ? 1 : 0))
      #expect(refused.publicOutcome == PublicOutcome(.notRecognised))
    }
    #expect(world.facts.count == start + 60)
    world.advance(.minutes(1))
    try world.signIn("600000", wrongPassword)
    guard case .actionRefused(let first)? = world.facts.last?.event else {
      Issue.record("no fact")
      return
    }
    #expect(first.unrecorded == 140)
    try world.signIn("600001", wrongPassword)
    guard case .actionRefused(let second)? = world.facts.last?.event else { return }
    #expect(second.unrecorded == nil)
  }

  @Test("edge 49: no attempt of a visitor is lost from the count, at any minute")
  func nothingLost() throws {
    let world = try TestWorld(.mcrn)
    var generator = SeededGenerator(seed: 49)
    var attempts = 0
    for _ in 1...3_000 {
      try world.requestCode("999999", on: pageA)
      attempts += 1
      world.advance(.milliseconds(Int.random(in: 0...1_500, using: &generator)))
      if attempts % 500 == 0 { world.advance(.minutes(7)) }
    }
    let facts = world.facts.compactMap { fact -> Int? in
      if case .actionRefused(let event) = fact.event { 1 + (event.unrecorded ?? 0) } else { nil }
    }
    #expect(facts.reduce(0, +) + world.model.refusals.unrecorded(of: nil) == attempts)
    let perMinute = Dictionary(
      grouping: world.facts, by: { $0.at.milliseconds / 60_000 })
    #expect(perMinute.values.allSatisfy { $0.count <= 61 })
  }

  @Test("edge 49: a flood of strangers silences no member's facts")
  func membersStillHeard() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    for _ in 1...100 { try world.requestCode("999999", on: pageA) }
    #expect(try world.requestCode("193592", on: pageA).facts == ["code.requested"])
    #expect(try world.verifyCode("193592", "x", on: pageA).facts == ["code.refused"])
  }
}
