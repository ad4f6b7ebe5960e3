import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Parallel guesses")
struct ParallelGuessesTests {
  private let space: MemberSpace
  private let guessed: GuessedMember
  private let clock: ManualClock

  init() throws {
    clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
    let storage = ObservedStorage()
    space = try .forTesting(house: "mcrn", on: storage, clock: clock)
    guessed = try GuessedMember(storage, space)
  }

  /// Returns the number of times that each result occurred.
  private func tally(
    _ count: Int, _ line: @escaping @Sendable (Int) -> String
  ) -> [String: Int] {
    let space = space
    let results = inParallel(count) { index -> String in
      switch (try? space.perform(readRequest(line(index))))?.result {
      case .accepted: "accepted"
      case .refused(let reason): reason.rawValue
      case nil: "error"
      }
    }
    return results.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  private func events(_ type: String) throws -> [Event] {
    try space.project(AllFacts.self).facts.map(\.event).filter { $0.name == type }
  }

  /// Returns the number of comparisons that were counted in facts.
  private func counted() throws -> Int {
    try space.project(AllFacts.self).facts.count { fact in
      switch fact.event {
      case .codeRefused(let event): event.counted
      case .signInRefused(let event): event.counted
      default: false
      }
    }
  }

  @Test("edge 7: of 64 wrong codes at once five are compared, and the right one comes too late")
  func codes() throws {
    let guessed = guessed
    let results = tally(64) { guessed.guess(guessed.wrongCode($0)) }
    #expect(
      results == ["mismatch": 5, "exhausted": 59] || results == ["mismatch": 64 - 59, "noCode": 59])
    #expect(try counted() == 5)
    #expect(try space.perform(readRequest(guessed.guess(guessed.code))).result != .accepted)
    #expect(try events("code.verified").isEmpty)
  }

  @Test("edge 7: the right code 64 times at once is taken once")
  func rightCodes() throws {
    let guessed = guessed
    let results = tally(64) { _ in guessed.guess(guessed.code) }
    #expect(results == ["accepted": 1, "consumed": 63])
    #expect(try events("code.verified").count == 1)
  }

  @Test("edges 6 and 7: right and wrong codes at once: five comparisons at most, one success")
  func mixedCodes() throws {
    let guessed = guessed
    let results = tally(64) { guessed.guess($0 % 8 == 7 ? guessed.code : guessed.wrongCode($0)) }
    #expect(try counted() <= 5)
    #expect(results["accepted", default: 0] <= 1)
    #expect(try events("code.verified").count == results["accepted", default: 0])
    #expect(results["error"] == nil)
  }

  @Test("edge 7: of 64 wrong passwords at once five are counted and the rest are not compared")
  func passwords() throws {
    try guessed.setPassword()
    let guessed = guessed
    let results = tally(64) { guessed.signIn("Faux-mot-\($0)") }
    #expect(results == ["wrongPassword": 5, "locked": 59])
    #expect(try counted() == 5)
    // During a lock a flood records one fact per minute.
    #expect(try events("sign-in.refused").count == 6)
  }

  @Test(
    "edge 7: during a lock the right password is no more use than a wrong one, 64 times at once")
  func rightPasswordsWhileLocked() throws {
    try guessed.setPassword()
    for number in 0..<5 {
      _ = try space.perform(readRequest(guessed.signIn("Faux-mot-\(number)")))
    }
    let guessed = guessed
    let results = tally(64) {
      $0 % 2 == 0 ? guessed.signIn(GuessedMember.password) : guessed.signIn("x")
    }
    #expect(results == ["locked": 64])
    #expect(try counted() == 5)
    clock.advance(milliseconds: 60_001)
    #expect(
      try space.perform(readRequest(guessed.signIn(GuessedMember.password))).result == .accepted)
  }

  @Test("edge 7: right and wrong passwords at once: every success is before the fifth failure")
  func mixedPasswords() throws {
    try guessed.setPassword()
    let guessed = guessed
    let results = tally(64) {
      guessed.signIn($0 % 16 == 15 ? GuessedMember.password : "Faux-mot-\($0)")
    }
    #expect(results["error"] == nil)
    var inARow = 0
    for fact in try space.project(AllFacts.self).facts {
      switch fact.event {
      case .signInRefused(let event) where event.counted:
        inARow += 1
        #expect(inARow <= 5)
      case .signInSucceeded:
        #expect(inARow < 5)
        inARow = 0
      default: break
      }
    }
  }
}
