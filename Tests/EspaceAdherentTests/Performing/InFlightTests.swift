import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Synchronization
import Testing

@Suite("While an append is on its way to the disk")
struct InFlightTests {
  private let storage = ObservedStorage()
  private let clock: CountingClock
  private let space: MemberSpace

  init() throws {
    let clock = CountingClock(instant: try #require(Instant("2026-03-02T09:00:00Z")))
    self.clock = clock
    space = try .create(
      on: storage, house: "mcrn", clock: { clock.now() }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: 4))
  }

  private static let enrolment = Line.enrol(id: 1)

  /// Holds every sync of the log until the gate is open.
  private func hold() -> Gate {
    let gate = Gate()
    storage.beforeSync { path in
      if path.hasPrefix(SpaceLayout.log) { gate.pass() }
      return true
    }
    return gate
  }

  @Test("edge 8: a repetition is not answered before the first is durable")
  func repetition() throws {
    let gate = hold()
    let (space, turns, answered) = (space, clock.readings, Counter())
    let before = turns.value
    let results = inParallel(4) { index -> Bool? in
      if index == 3 {
        // All three have taken a turn. No answer may come while the disk holds.
        guard gate.waitForSomebody(), turns.wait(for: before + 3) else { return nil }
        Thread.sleep(forTimeInterval: 0.02)
        let isEarly = answered.value > 0
        gate.open()
        return isEarly
      }
      let outcome = try? space.perform(readRequest(Self.enrolment))
      answered.increment()
      return outcome?.isRepetition
    }
    try #require(results.count > 3)
    #expect(try results.at(3) == false)
    #expect(results[..<3].count { $0 == false } == 1)
    #expect(results[..<3].count { $0 == true } == 2)
    #expect(space.position == 2)
  }

  @Test("edge 7: an attempt is durable before its result is released")
  func attempt() throws {
    let stage = try GuessedMember(storage, space)
    let gate = hold()
    let (space, position) = (space, space.position)
    let results = inParallel(2) { index -> Int in
      if index == 0 {
        _ = try? space.perform(readRequest(stage.guess("00000", id: 1)))
        return space.position
      }
      guard gate.waitForSomebody() else { return -1 }
      let before = space.position
      gate.open()
      return before
    }
    #expect(results == [position + 1, position])
  }

  @Test("facts that are not durable yet are not shown, but decisions include them")
  func queuedState() throws {
    let gate = hold()
    let space = space
    let results = inParallel(2) { index -> String in
      if index == 0 {
        let outcome = try? space.perform(readRequest(Self.enrolment))
        return outcome?.result == .accepted ? "accepted" : "?"
      }
      guard gate.waitForSomebody() else { return "?" }
      let isShown = (try? space.account("193592")) != nil || space.position > 1
      let refused = Mutex<Outcome.Result?>(nil)
      let second = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        let again = Self.enrolment.replacingOccurrences(of: actionID(1), with: actionID(2))
        let outcome = try? space.perform(readRequest(again))
        refused.withLock { $0 = outcome?.result }
        second.signal()
      }
      gate.open()
      second.wait()
      return isShown ? "shown" : refused.withLock { "\($0.map { "\($0)" } ?? "?")" }
    }
    #expect(results == ["accepted", "refused(Membership.RefusalReason.numberTaken)"])
  }

  @Test("appends that come while a sync runs share the next one")
  func sharedSyncs() throws {
    let gate = hold()
    let (space, storage, turns) = (space, storage, clock.readings)
    let (before, first) = (storage.counts, turns.value)
    let results = inParallel(65) { index -> Bool in
      if index == 64 {
        guard gate.waitForSomebody(), turns.wait(for: first + 64) else { return false }
        Thread.sleep(forTimeInterval: 0.02)
        gate.open()
        return true
      }
      let line = Line.enrol(193_500 + index)
      return (try? space.perform(readRequest(line)))?.result == .accepted
    }
    #expect(results.allSatisfy { $0 })
    #expect(space.position == 65)
    // One sync for the first append and one for the others, plus a few for late ones.
    #expect(storage.counts.logSyncs - before.logSyncs <= 8)
    #expect(storage.counts.vaultSyncs - before.vaultSyncs <= 8)
  }
}
