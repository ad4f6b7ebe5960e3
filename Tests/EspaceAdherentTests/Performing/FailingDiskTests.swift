import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Synchronization
import Testing

@Suite("A disk that fails")
struct FailingDiskTests {
  private let storage = ObservedStorage()
  private let clock: ManualClock
  private let space: MemberSpace

  init() throws {
    clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
    space = try .forTesting(house: "mcrn", on: storage, clock: clock)
  }

  private func isUnknown(_ line: String) -> Bool {
    line.hasPrefix(#"{"outcome":"unknown","error":""#)
  }

  /// Makes every later sync of a folder's files fail.
  private func breakSyncs(of folder: String) {
    storage.beforeSync { !$0.hasPrefix(folder) }
  }

  @Test("a failed sync leaves the outcome unknown, and all that follows; repeating settles it")
  func unknown() throws {
    breakSyncs(of: SpaceLayout.log)
    let answer = space.perform(json: Line.enrol("193592", id: 1))
    #expect(isUnknown(answer) && answer.contains(#""id":"\#(actionID(1))""#))
    storage.beforeSync(nil)
    #expect(isUnknown(space.perform(json: Line.enrol("193593", id: 2))))
    // It is returned for an id in doubt, but not for an action that needs no fact.
    #expect(isUnknown(space.perform(json: Line.enrol("193592", id: 1))))
    #expect(isUnknown(space.perform(json: #"{"do":"sweep"}"#)) == false)
    #expect(throws: SpaceError.self) { try space.account("193592") }
    // The lines had been written and the machine kept running, so they are found here.
    let again = try MemberSpace.reopenForTesting(storage.files.copy(), clock: clock)
    let found = try again.perform(readRequest(Line.enrol("193592", id: 1)))
    #expect(found.isRepetition && found.events.map(\.position) == [2])
    #expect(try again.perform(readRequest(Line.enrol("193593", id: 2))).isRepetition == false)
  }

  @Test("where the vault's sync failed nothing came into the log; repeating does it, once")
  func vaultFails() throws {
    breakSyncs(of: SpaceLayout.vault)
    #expect(isUnknown(space.perform(json: Line.enrol("193592", id: 1))))
    let again = try MemberSpace.reopenForTesting(storage.files.copy(), clock: clock)
    #expect(again.recoveryNotice?.contains("vault") == true)
    let first = try again.perform(readRequest(Line.enrol("193592", id: 1)))
    #expect(!first.isRepetition && first.result == .accepted)
    #expect(try again.perform(readRequest(Line.enrol("193592", id: 1))).isRepetition)
    #expect(try again.verify().isIntact)
  }

  @Test("a repetition that rests on an append which then fails is not answered as if it stood")
  func repetitionOfAFailure() throws {
    let (gate, turns, clock) = (Gate(), Counter(), clock)
    let storage = ObservedStorage()
    let space = try MemberSpace.create(
      on: storage, house: "mcrn",
      clock: {
        turns.increment()
        return clock.now
      }, hasher: CheapHasher(), randomness: SeededGenerator(seed: 3))
    let before = turns.value
    storage.beforeSync { path in
      guard path.hasPrefix(SpaceLayout.log) else { return true }
      gate.pass()
      return false
    }
    let line = Line.enrol("193592", id: 1)
    let results = inParallel(4) { index -> String in
      guard index == 3 else { return space.perform(json: line) }
      // All three have taken a turn: one writes, and two have found its id.
      guard gate.waitForSomebody(), turns.wait(for: before + 3) else { return "" }
      Thread.sleep(forTimeInterval: 0.02)
      gate.open()
      return space.perform(json: line)
    }
    #expect(results.allSatisfy(isUnknown))
  }

  @Test("facts that were durable before a failure can be read after it")
  func readingGoesOn() throws {
    _ = try space.perform(readRequest(Line.enrol("193592", id: 1)))
    breakSyncs(of: SpaceLayout.log)
    #expect(isUnknown(space.perform(json: Line.enrol("193593", id: 2))))
    #expect(try space.account("193592").name == .shown("Anne Thibaud"))
    #expect(try space.everyAccount().count == 1)
  }

  @Test("facts that became durable just before another append failed are kept")
  func durableBesideAFailure() throws {
    for _ in 0..<12 { try durableBesideAFailureOnce() }
  }

  /// Performs two appends, of which the first becomes durable and the second fails.
  ///
  /// Both threads then wait for a third thread, which is held at the clock.
  private func durableBesideAFailureOnce() throws {
    let (sync, turn, turns, syncs) = (Gate(), Gate(), Counter(), Counter())
    let (storage, clock, lines) = (
      ObservedStorage(), clock, (1...3).map { (id: Int) in Line.enrol("19359\(id)", id: id) }
    )
    let held = Mutex(false)
    let space = try MemberSpace.create(
      on: storage, house: "mcrn",
      clock: {
        turns.increment()
        if held.withLock({ $0 }) { turn.pass() }
        return clock.now
      }, hasher: CheapHasher(), randomness: SeededGenerator(seed: 3))
    let before = turns.value
    storage.beforeSync { path in
      guard path.hasPrefix(SpaceLayout.log) else { return true }
      syncs.increment()
      guard syncs.value == 1 else { return false }
      sync.pass()
      return true
    }
    let results = inParallel(3) { index -> String in
      if index == 1 { _ = syncs.wait(for: 1) }
      if index < 2 { return space.perform(json: lines[index]) }
      guard turns.wait(for: before + 2) else { return "" }
      Thread.sleep(forTimeInterval: 0.002)
      held.withLock { $0 = true }
      Thread.detachNewThread {
        guard turn.waitForSomebody(), syncs.wait(for: 1) else { return }
        sync.open()
        _ = syncs.wait(for: 2)
        Thread.sleep(forTimeInterval: 0.002)
        held.withLock { $0 = false }
        turn.open()
      }
      return space.perform(json: lines[2])
    }
    try #require(results.count > 1)
    #expect(try results.at(0).hasPrefix(#"{"outcome":"accepted""#) && isUnknown(results.at(1)))
    #expect(space.position == 2)
    #expect(try space.account("193591").name == .shown("Anne Thibaud"))
    #expect(try space.everyAccount().count == 1)
  }

  @Test("a space opened for reading, or closed, performs nothing and says why")
  func notWritable() throws {
    space.close()
    let closed = #expect(throws: SpaceError.self) {
      try space.perform(readRequest(Line.enrol("193592", id: 1)))
    }
    #expect(closed?.kind == .readOnly)
    let reader = try MemberSpace.reopenForTesting(storage, for: .reading, clock: clock)
    let error = #expect(throws: SpaceError.self) {
      try reader.perform(readRequest(Line.enrol("193592", id: 1)))
    }
    #expect(error?.kind == .readOnly)
    #expect(throws: SpaceError.self) { try reader.perform(readRequest(#"{"do":"sweep"}"#)) }
    #expect(reader.position == 1)
  }

  @Test("one writer at a time: a second one finds the space locked")
  func locked() throws {
    let error = #expect(throws: SpaceError.self) {
      try MemberSpace.reopenForTesting(storage, clock: clock)
    }
    #expect(error?.kind == .locked)
    space.close()
    #expect(try MemberSpace.reopenForTesting(storage, clock: clock).isWritable)
  }
}
