import Dispatch
import EventLog
import EventStreamTesting
import Foundation
import Synchronization
import Testing

@Suite("Group commit")
struct GroupCommitTests {
  @Test("everything that is queued shares one sync of the vault and one of the log")
  func oneSync() throws {
    let storage = SimulatedDisk()
    let store = try Fixture.store(on: storage)
    let before = storage.syncs.count
    let submissions = try (0..<100).map { number in
      try store.submit(
        Append(
          expected: ["s/\(number)": 0],
          drafts: [Fixture.draft("s/\(number)", 1, secret: #"{"x":1}"#)]))
    }
    for submission in submissions { try store.awaitCommit(submission) }
    #expect(Array(storage.syncs[before...]) == [vaultPath(), logPath()])
    #expect(store.durablePosition == 100)
  }

  @Test("an append that seals nothing does not sync the vault, unless it is asked to")
  func vaultSync() throws {
    let storage = SimulatedDisk()
    let store = try Fixture.store(on: storage)
    var before = storage.syncs.count
    try store.append(Append(expected: ["a": 0], drafts: [Fixture.draft("a", 1)]))
    #expect(Array(storage.syncs[before...]) == [logPath()])
    before = storage.syncs.count
    let submission = try store.submit(
      Append(expected: ["a": 1], drafts: [Fixture.draft("a", 2)]), syncingVaultAnyway: true)
    try store.awaitCommit(submission)
    #expect(Array(storage.syncs[before...]) == [vaultPath(), logPath()])
    before = storage.syncs.count
    try store.syncBoth()
    #expect(Array(storage.syncs[before...]) == [vaultPath(), logPath()])
  }

  @Test("many threads append at once: all durable, each stream in order, fewer syncs than appends")
  func manyThreads() throws {
    let (threads, each) = (16, 25)
    // The first sync of a record waits until every thread has queued one.
    let queued = DispatchSemaphore(value: 0)
    let waits = Mutex(0)
    let storage = SimulatedDisk { path in
      guard path == logPath() else { return }
      for _ in 0..<waits.withLock({ exchange(&$0, 0) }) { queued.wait() }
    }
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 50_000)
    waits.withLock { $0 = threads }
    let failures = Mutex(0)
    runThreads(threads) { thread in
      for number in 0..<each {
        let stream = "thread/\(thread)"
        do throws(LogError) {
          let submission = try store.submit(
            Append(expected: [stream: number], drafts: [Fixture.draft(stream, 1)]))
          if number == 0 { queued.signal() }
          try store.awaitCommit(submission)
          guard store.durablePosition >= submission.positions.upperBound,
            try store.record(at: submission.positions.lowerBound) == submission.records[0]
          else { throw .readOnly }
        } catch {
          failures.withLock { $0 += 1 }
        }
      }
    }
    #expect(failures.withLock { $0 } == 0)
    #expect(store.durablePosition == threads * each)
    let groups = storage.syncs.filter { $0.hasPrefix("EventLog/") && !$0.hasSuffix(".tmp") }
    #expect(groups.count <= threads * each - threads + 2)
    for thread in 0..<threads {
      #expect(try store.streamHead("thread/\(thread)")?.sequence == each)
    }
    let report = try store.verify()
    #expect(report.isIntact && report.logSegments > 1)
  }

  @Test("a group is never larger than an append may be")
  func groupLimit() throws {
    let storage = SimulatedDisk()
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 8 << 20)
    let before = storage.syncs.count
    var last: Submission?
    for number in 0..<5000 {
      last = try store.submit(
        Append(expected: ["s": number], drafts: [Fixture.draft("s", 1, data: "{}")]))
    }
    try store.awaitCommit(try #require(last))
    #expect(storage.syncs.count - before == 2)
    #expect(store.durablePosition == 5000)
  }
}

/// Runs a body on several threads and waits for all of them.
private func runThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let group = DispatchGroup()
  for number in 0..<count {
    group.enter()
    Thread.detachNewThread {
      body(number)
      group.leave()
    }
  }
  group.wait()
}

/// Sets a variable to a new value and returns the old one.
private func exchange(_ value: inout Int, _ new: Int) -> Int {
  defer { value = new }
  return value
}
