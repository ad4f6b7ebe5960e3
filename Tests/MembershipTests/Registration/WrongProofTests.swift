import Membership
import Notation
import Testing

@Suite("Wrong access codes and answers")
struct WrongProofTests {
  @Test("UM-10: the third wrong code in a row locks for a minute, then two, up to an hour")
  func locks() throws {
    let world = try TestWorld.unimutuelles()
    for _ in 1...2 {
      #expect(try world.startRegistration(accessCode: "AAAAAA").refusal == .accessCodeMismatch)
      #expect(try world.member().meters.identity.lockedUntil == nil)
    }
    for minutes in [1, 2, 4, 8, 16, 32, 60, 60] {
      try world.startRegistration(accessCode: "AAAAAA")
      let until = world.now.advanced(by: Int64(minutes) * 60_000)
      #expect(try world.member().meters.identity.lockedUntil == until)
      world.now = until
      #expect(try world.startRegistration().refusal == .locked)
      world.advance(.milliseconds(1))
    }
    #expect(try world.startRegistration().isAccepted)
  }

  @Test("UM-10: the right code during a lock is refused, counts nothing and clears nothing")
  func rightDuringLock() throws {
    let world = try TestWorld.unimutuelles()
    for _ in 1...3 { try world.startRegistration(accessCode: "AAAAAA") }
    let locked = try world.startRegistration()
    #expect(locked.refusal == .locked && locked.facts == ["identity.refused"])
    #expect(locked.publicOutcome == PublicOutcome(.notRecognised))
    world.advance(.seconds(30))
    let flood = try world.startRegistration()
    #expect(flood.refusal == .locked && flood.facts.isEmpty)
    #expect(try world.member().meters.identity.inARow == 3)
  }

  @Test(
    "UM-34: three wrong answers lock too, in any mix, and the next right one does not pass"
  )
  func answers() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    #expect(try world.answerQuestion("193592", "Rex").refusal == .answerMismatch)
    // An answer to another question does not count as a guess (UM-17).
    #expect(try world.answerQuestion(question: 3).refusal == .answerMismatch)
    #expect(try world.answerQuestion("193592", "Medor").refusal == .answerMismatch)
    #expect(try world.answerQuestion(accessCode: "AAAAAA").refusal == .accessCodeMismatch)
    #expect(try world.answerQuestion().refusal == .locked)
    world.advance(.minutes(1) + .milliseconds(1))
    #expect(try world.answerQuestion().facts == ["identity.verified"])
    #expect(try world.member().meters.identity.inARow == 0)
  }

  @Test("UM-22: an activation resets the earlier counts")
  func cleared() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    for _ in 1...3 { try world.startRegistration(accessCode: "AAAAAA", on: pageB) }
    try world.confirmEmail(world.link())
    let meter = try world.member().meters.identity
    #expect(meter.inARow == 0 && meter.times.isEmpty && meter.lockedUntil == nil)
  }

  @Test("a locked identity stops neither signing in nor the link of a mail")
  func otherWays() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    world.advance(.minutes(2))
    for _ in 1...3 { try world.answerQuestion("193592", "Rex") }
    #expect(try world.signIn(printedCode).isAccepted)
    try world.requestCode("193592")
    #expect(try world.setPassword(link: world.link(), otherPassword).isAccepted)
    #expect(try world.answerQuestion().isAccepted)
  }

  @Test("restoring the access forgets the failures and the lock")
  func restored() throws {
    let world = try TestWorld.unimutuelles()
    for _ in 1...3 { try world.startRegistration(accessCode: "AAAAAA") }
    #expect(
      try world.do(.restoreAccess(.make { $0.reason = "checked" }), member: "193592").facts
        == ["access.restored"])
    #expect(try world.startRegistration().isAccepted)
  }
}
