import EventLog
import EventStreamTesting
import Foundation
import Synchronization
import Testing

/// Erasing while other threads append, rotate, erase, fail and close.
@Suite("Erasing beside appends")
struct ErasingBesideAppendsTests {
  /// A body that runs once, before a file is synced.
  private final class Hook: Sendable {
    private let next = Mutex<(path: String, body: @Sendable () -> Void)?>(nil)

    func set(beforeSyncOf path: String, _ body: @escaping @Sendable () -> Void) {
      next.withLock { $0 = (path, body) }
    }

    var isDone: Bool { next.withLock { $0 == nil } }

    func run(_ path: String) {
      let body = next.withLock { next in
        guard next?.path == path else { return nil as (@Sendable () -> Void)? }
        defer { next = nil }
        return next?.body
      }
      body?()
    }
  }

  /// The fixture's records on a simulated disk, with one vault segment per append.
  ///
  /// Positions 2 and 3 are in older segments, 7 is in the newest.
  private struct Hooked {
    let hook = Hook()
    let disk: SimulatedDisk
    let store: LogStore
    let orders = [Erasure(position: 2, fact: 8), Erasure(position: 7, fact: 8)]

    init() throws {
      disk = SimulatedDisk(beforeSync: { [hook] in hook.run($0) })
      store = try Fixture.store(on: disk, maximumSegmentBytes: 1)
      try Fixture.fill(store)
      try store.append(
        Append(expected: ["house": 1], drafts: [Fixture.draft("house", 8, data: "{}")]))
    }
  }

  private static func append(_ store: LogStore) throws(LogError) {
    let sequence = try store.streamHead("later")?.sequence ?? 0
    let draft = Fixture.draft("later", 9, data: "{}", secret: "{\"n\":\(sequence)}")
    try store.append(Append(expected: ["later": sequence], drafts: [draft]))
  }

  /// Checks that only notes in LOCK are unsynced, and that log and vault verify.
  private static func checkEnd(_ hooked: Hooked, _ store: LogStore) throws {
    #expect(hooked.hook.isDone)
    #expect(hooked.disk.image.unsynced.allSatisfy { $0.path == "LOCK" })
    let report = try store.verify(erasures: { hooked.orders })
    #expect(report.isIntact && report.erasedValues == 2 && report.awaitingErasure == 0)
  }

  @Test("appends do not wait for the sync of an older segment, and may rotate the newest meanwhile")
  func appendsMeanwhile() throws {
    let hooked = try Hooked()
    let store = hooked.store
    let counter = Counter()
    hooked.hook.set(beforeSyncOf: vaultPath(1)) {
      // Runs on the eraser's thread. It would deadlock if the eraser held a lock here.
      for _ in 0..<3 where (try? Self.append(store)) != nil { counter.add() }
    }
    #expect(try store.erase(hooked.orders) == 2)
    #expect(counter.count == 3)
    try Self.checkEnd(hooked, store)
    #expect(store.durablePosition == 11)
  }

  private final class Counter: Sendable {
    private let value = Mutex(0)
    func add() { value.withLock { $0 += 1 } }
    var count: Int { value.withLock { $0 } }
  }

  @Test("a group that fails meanwhile leaves the erasure's outcome unknown; opening completes it")
  func groupFails() throws {
    let hooked = try Hooked()
    let (store, disk) = (hooked.store, hooked.disk)
    hooked.hook.set(beforeSyncOf: vaultPath(1)) {
      disk.set(.broken(from: disk.calls.count + 1))
      _ = try? Self.append(store)
      disk.set(.none)
    }
    #expect {
      try store.erase(hooked.orders)
    } throws: { error in
      if case LogError.outcomeUnknown = error { true } else { false }
    }
    #expect(store.latch != nil)
    #expect(throws: LogError.self) { try store.erase(hooked.orders) }
    store.close()
    let left = SimulatedDisk(disk.image)
    let again = try Fixture.open(left, maximumSegmentBytes: 1)
    #expect(again.recovery.lastWriterDied)
    // A line that reads as erased may be erased in the cache only.
    #expect(try again.unerased(hooked.orders) == hooked.orders)
    try again.erase(hooked.orders)
    #expect(try again.unerased(hooked.orders).isEmpty)
    let cut = left.image.afterPowerLoss(left.image.unsynced.map { _ in .dropped })
    let report = try Fixture.open(SimulatedDisk(cut), .reading).verify(
      erasures: { hooked.orders })
    #expect(report.isIntact && report.erasedValues == 2)
  }

  @Test("an erasure that fails latches the writer: queued records are not written")
  func erasureFails() throws {
    for path in [vaultPath(1), vaultPath(6)] {
      let hooked = try Hooked()
      let (store, disk) = (hooked.store, hooked.disk)
      let box = SubmissionBox()
      hooked.hook.set(beforeSyncOf: path) {
        let draft = Fixture.draft("later", 9, data: "{}", secret: #"{"n":0}"#)
        box.set(try? store.submit(Append(expected: ["later": 0], drafts: [draft])))
        disk.set(.error(at: disk.calls.count + 1))
      }
      #expect {
        try store.erase(hooked.orders)
      } throws: { error in
        if case LogError.outcomeUnknown = error { true } else { false }
      }
      let submission = try #require(box.submission)
      #expect {
        try store.awaitCommit(submission)
      } throws: { error in
        if case LogError.latched = error { true } else { false }
      }
      #expect(store.queuedPosition == 8 && store.durablePosition == 8)
      store.close()
      let again = try Fixture.open(SimulatedDisk(disk.image))
      #expect(again.durablePosition == 8 && again.recovery.lastWriterDied)
    }
  }

  private final class SubmissionBox: Sendable {
    private let value = Mutex<Submission?>(nil)
    func set(_ submission: Submission?) { value.withLock { $0 = submission } }
    var submission: Submission? { value.withLock { $0 } }
  }

  @Test("closing waits for an erasure that is under way")
  func closing() throws {
    let hooked = try Hooked()
    let store = hooked.store
    let isClosed = DispatchSemaphore(value: 0)
    hooked.hook.set(beforeSyncOf: vaultPath(1)) {
      Thread.detachNewThread {
        store.close()
        isClosed.signal()
      }
      #expect(isClosed.wait(timeout: .now() + 0.05) == .timedOut)
    }
    #expect(try store.erase(hooked.orders) == 2)
    #expect(isClosed.wait(timeout: .now() + 20) == .success)
    try Self.checkEnd(hooked, store)
    #expect(try !Fixture.open(SimulatedDisk(hooked.disk.image)).recovery.lastWriterDied)
  }
}
