import Membership
import Notation
import Testing

@Suite("Throttling: wrong passwords")
struct SignInMeterTests {
  let world: TestWorld

  init() throws {
    world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
  }

  /// Waits for any lock to pass and fails once more.
  ///
  /// Returns the duration of the lock in milliseconds.
  private func fail() throws -> Int64? {
    if let until = try world.member().meters.signIn.lockedUntil, until >= world.now {
      world.now = until.advanced(by: 1)
    }
    let refused = try world.signIn("193592", wrongPassword)
    #expect(refused.refusal == .wrongPassword)
    guard case .signInRefused(let fact)? = refused.drafts.first?.event else { return nil }
    #expect(fact.counted)
    return fact.lockedUntil.map { $0.milliseconds - world.now.milliseconds }
  }

  @Test("five wrong passwords in a row lock for a minute, then two, four … and at most an hour")
  func doubling() throws {
    let minutes = try (1...14).map { _ in try fail().map { $0 / 60_000 } }
    #expect(minutes == [nil, nil, nil, nil, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
  }

  @Test(
    "the lock ends with its last millisecond",
    arguments: [(59_999, .locked), (60_000, .locked), (60_001, nil)] as [(Int64, RefusalReason?)])
  func boundary(offset: Int64, reason: RefusalReason?) throws {
    let world = world.fork()
    for _ in 1...5 { try world.signIn("193592", wrongPassword) }
    world.now = world.now.advanced(by: offset)
    #expect(try world.signIn("193592").refusal == reason)
  }

  @Test("the fifth attempt may be right: four wrong ones lock nothing")
  func four() throws {
    for _ in 1...4 { #expect(try fail() == nil) }
    #expect(try world.signIn("193592").isAccepted)
    #expect(try world.member().meters.signIn == .untouched)
  }

  @Test("the right password during a lock is refused, clears nothing and lengthens nothing")
  func rightDuringLock() throws {
    for _ in 1...5 { try world.signIn("193592", wrongPassword) }
    let before = try world.member().meters.signIn
    for _ in 1...3 {
      world.advance(.seconds(15))
      #expect(try world.signIn("193592").refusal == .locked)
      #expect(try world.signIn("193592", wrongPassword).refusal == .locked)
    }
    let after = try world.member().meters.signIn
    #expect(after.inARow == before.inARow)
    #expect(after.lockedUntil == before.lockedUntil)
    #expect(after.times == before.times)
    world.now = try #require(after.lockedUntil).advanced(by: 1)
    #expect(try world.signIn("193592").isAccepted)
  }

  @Test("25 failures in 24 hours lock until the oldest is 24 hours old, to the millisecond")
  func daily() throws {
    let start = world.now
    let locks = try (1...25).map { _ in try fail() }
    #expect(try locks.at(23) == 3_600_000)
    let until = start.advanced(by: 86_400_000)
    #expect(try locks.at(24) == until.milliseconds - world.now.milliseconds)
    world.now = until
    #expect(try world.signIn("193592").refusal == .locked)
    world.now = until.advanced(by: 1)
    #expect(try world.signIn("193592").isAccepted)
  }

  @Test("failures of the day before do not count against the day")
  func window() throws {
    for _ in 1...24 {
      world.advance(.hours(1))
      _ = try fail()
    }
    world.advance(.hours(25))
    #expect(try fail() == 3_600_000)
  }

  @Test("a success, a new password and an adviser clear the meter; a failed recovery does not")
  func cleared() throws {
    for _ in 1...4 { _ = try fail() }
    let success = world.fork()
    try success.signIn("193592")
    #expect(try success.member().meters.signIn.inARow == 0)

    _ = try fail()
    let recovery = world.fork()
    recovery.advance(.minutes(1))
    #expect(try recovery.requestCode("193592", on: pageB).isAccepted)
    #expect(try recovery.verifyCode("193592", recovery.code(), on: pageB).isAccepted)
    #expect(try recovery.member().meters.signIn.inARow == 5)
    try recovery.setPassword("193592", otherPassword, on: pageB)
    #expect(try recovery.member().meters.signIn == .untouched)
    #expect(try recovery.signIn("193592", otherPassword).isAccepted)

    let restored = try world.do(.restoreAccess(.make { $0.reason = "appel" }), member: "193592")
    #expect(restored.facts == ["access.restored"])
    #expect(try world.signIn("193592").isAccepted)
  }

  @Test("a wrong current password counts in the same meter, and is locked by it")
  func currentPassword() throws {
    try world.signIn("193592")
    let session = try world.session()
    let change = { [world] (current: String) in
      try world.do(
        .changePassword(
          .make {
            $0.current = UntrustedText(current)
            $0.password = UntrustedText(otherPassword)
            $0.confirmation = UntrustedText(otherPassword)
          }), session: session)
    }
    for _ in 1...3 { try world.signIn("193592", wrongPassword) }
    for _ in 1...2 {
      let refused = try change(wrongPassword)
      #expect(refused.refusal == .currentMismatch)
      #expect(refused.facts == ["action.refused"])
    }
    #expect(try world.signIn("193592").refusal == .locked)
    #expect(try change(goodPassword).refusal == .locked)
    world.now = world.now.advanced(by: 60_001)
    #expect(try change(goodPassword).isAccepted)
    #expect(try world.member().meters.signIn == .untouched)
  }

  @Test("an attempt refused without a comparison is recorded and not counted")
  func notCounted() throws {
    let attempts: [(TestWorld) throws -> Decision] = [
      { try $0.signIn("193592", wrongPassword, antiRobot: .failed) },
      { try $0.signIn("193592", wrongPassword, device: Token(bits: 7)) },
    ]
    for attempt in attempts {
      let world = world.fork()
      for _ in 1...10 { #expect(try attempt(world).facts == ["sign-in.refused"]) }
      #expect(try world.member().meters.signIn == .untouched)
    }
    try world.enrol("200001", email: nil)
    for _ in 1...10 {
      #expect(try world.signIn("200001", wrongPassword).refusal == .noPassword)
    }
    #expect(try world.member("200001").meters.signIn == .untouched)
  }

  @Test("one member's failures lock no other member")
  func independent() throws {
    try world.enrol("200001", email: "autre@example.fr")
    try world.choosePassword("200001")
    for _ in 1...10 { try world.signIn("193592", wrongPassword) }
    #expect(try world.signIn("200001").isAccepted)
  }

  @Test("wrong temporary passwords count on the letter's: a hundred use it up; other texts do not")
  func temporaryPassword() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol(email: nil, postalAddress: LettersTests.postal)
    try world.do(.requestLetter(.make { _ in }), member: "193592")
    let letter = try #require(try world.member().letters.last).id
    try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
    for _ in 1...101 {
      world.advance(.hours(2))
      try world.signIn("193592", wrongPassword, on: pageA)
    }
    #expect(try world.member().codes.last?.failures == 0)
    for attempt in 1...100 {
      world.advance(.hours(2))
      let refused = try world.signIn("193592", "BBBB-BBBB-BBBB", on: pageA)
      #expect(refused.refusal == .noPassword, "attempt \(attempt)")
    }
    world.advance(.hours(2))
    let refused = try world.signIn("193592", world.temporaryPassword(), on: pageA)
    #expect(refused.refusal == .temporaryPasswordEnded)
  }
}

extension FailureMeter {
  /// A meter without counts.
  static var untouched: FailureMeter { Member(id: Token(bits: 0)).meters.signIn }
}
