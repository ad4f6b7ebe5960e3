import Membership
import Notation
import Testing

@Suite("Throttling: wrong proofs of identity")
struct IdentityMeterTests {
  let world: TestWorld

  init() throws {
    world = try TestWorld(.unimutuelles)
    try world.registerMember("193592", accessCode: "ABCD2345", email: "jeanne@example.fr")
  }

  @Test("three wrong proofs in a row lock for a minute, doubling to an hour")
  func doubling() throws {
    var minutes: [Int64?] = []
    for _ in 1...12 {
      if let until = try world.member().meters.identity.lockedUntil {
        world.now = until.advanced(by: 1)
      }
      let refused = try world.answerQuestion("193592", "Rex", accessCode: "ABCD2345")
      guard case .identityRefused(let fact)? = refused.drafts.first?.event else { continue }
      #expect(fact.counted)
      minutes.append(fact.lockedUntil.map { ($0.milliseconds - world.now.milliseconds) / 60_000 })
    }
    #expect(minutes == [nil, nil, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
  }

  @Test("a wrong access code and a wrong answer count alike; the third attempt may be right")
  func together() throws {
    #expect(
      try world.answerQuestion("193592", "Médor", accessCode: "WXYZ2345").refusal
        == .accessCodeMismatch)
    #expect(
      try world.answerQuestion("193592", "Rex", accessCode: "ABCD2345").refusal == .answerMismatch)
    let third = world.fork()
    #expect(try third.answerQuestion("193592", " médor ", accessCode: "ABCD2345").isAccepted)
    #expect(try third.member().meters.identity == .untouched)
    #expect(
      try world.answerQuestion("193592", "Félix", accessCode: "ABCD2345").refusal
        == .answerMismatch)
    #expect(try world.answerQuestion("193592", "Médor", accessCode: "ABCD2345").refusal == .locked)
  }

  @Test("it locks no sign-in, and wrong passwords lock no proof of identity")
  func apart() throws {
    let signIn = world.fork()
    for _ in 1...6 { try world.answerQuestion("193592", "Rex", accessCode: "ABCD2345") }
    #expect(try world.signIn("ABCD2345").isAccepted)
    for _ in 1...6 { try signIn.signIn("ABCD2345", wrongPassword) }
    #expect(try signIn.answerQuestion("193592", "Médor", accessCode: "ABCD2345").isAccepted)
  }

  @Test("a new password, an adviser and an activation clear it")
  func cleared() throws {
    for _ in 1...3 { try world.answerQuestion("193592", "Rex", accessCode: "ABCD2345") }
    let byLink = world.fork()
    try byLink.choosePassword("193592", otherPassword)
    #expect(try byLink.member().meters.identity == .untouched)
    try world.do(.restoreAccess(.make { $0.reason = "appel" }), member: "193592")
    #expect(try world.answerQuestion("193592", "Médor", accessCode: "ABCD2345").isAccepted)

    try world.enrol("200001", email: nil, accessCode: "EFGH6789")
    for _ in 1...2 { try world.startRegistration("200001", accessCode: "WXYZ2345") }
    #expect(try world.member("200001").meters.identity.inARow == 2)
  }

  @Test(
    "a registration is locked by the same meter, to the millisecond",
    arguments: [(60_000, .locked), (60_001, nil)] as [(Int64, RefusalReason?)])
  func registration(offset: Int64, reason: RefusalReason?) throws {
    let world = world.fork()
    try world.enrol("200001", email: nil, accessCode: "EFGH6789")
    for _ in 1...3 {
      #expect(
        try world.startRegistration("200001", accessCode: "WXYZ2345").refusal == .accessCodeMismatch
      )
    }
    world.now = world.now.advanced(by: offset)
    #expect(try world.startRegistration("200001", accessCode: "EFGH6789").refusal == reason)
  }

  @Test("25 wrong proofs in 24 hours lock until the oldest is 24 hours old")
  func daily() throws {
    let start = world.now
    for _ in 1...25 {
      if let until = try world.member().meters.identity.lockedUntil {
        world.now = until.advanced(by: 1)
      }
      #expect(
        try world.answerQuestion("193592", "Rex", accessCode: "ABCD2345").refusal == .answerMismatch
      )
    }
    let until = start.advanced(by: 86_400_000)
    #expect(try world.member().meters.identity.lockedUntil == until)
    world.now = until
    #expect(try world.answerQuestion("193592", "Médor", accessCode: "ABCD2345").refusal == .locked)
    world.now = until.advanced(by: 1)
    #expect(try world.answerQuestion("193592", "Médor", accessCode: "ABCD2345").isAccepted)
  }
}
