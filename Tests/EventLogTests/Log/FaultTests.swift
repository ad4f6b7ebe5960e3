import EventLog
import EventStreamTesting
import Testing

@Suite("Failing calls")
struct FaultTests {
  @Test("recovery that fails at any of its calls is done again by the next opening")
  func recoveryFails() throws {
    let whole = try Fixture.spaceAfterPowerCut()
    let log = try #require(whole[path: logPath()])
    let vault = try #require(whole[path: vaultPath()])
    whole[path: logPath()] = Array(log.dropLast(100))
    whole[path: "EventLog/00000000000000000100.jsonl.tmp"] = [1]
    whole[path: vaultPath()] = vault + Array("torn".utf8)
    let counting = SimulatedDisk(DiskImage(whole))
    let expected = try Fixture.records(Fixture.open(counting))
    let calls = counting.calls.count
    for number in 1...calls {
      for fault in [
        DiskFault.broken(from: number), .shortThenError(at: number), .error(at: number),
      ] {
        let disk = SimulatedDisk(DiskImage(whole), fault: fault)
        _ = try? Fixture.open(disk)
        let again = SimulatedDisk(disk.image)
        let store = try Fixture.open(again)
        #expect(try Fixture.records(store) == expected, "\(fault)")
        #expect(try store.verify().isIntact)
        let paths = again.image.paths
        #expect(paths.filter { $0.contains(".torn-") }.count == 1)
        #expect(!paths.contains { $0.hasSuffix(".tmp") })
      }
    }
  }

  @Test("after a failed sync the writer refuses for good, and the queue is forgotten")
  func latch() throws {
    let disk = SimulatedDisk()
    let store = try Fixture.store(on: disk)
    try Fixture.fill(store)
    let first = try store.submit(
      Append(expected: ["house": 1], drafts: [Fixture.draft("house", 20)]))
    disk.set(.error(at: disk.calls.count + 2))
    #expect {
      try store.awaitCommit(first)
    } throws: { error in
      guard case LogError.outcomeUnknown(let fault) = error else { return false }
      return fault.operation == .sync && fault.path == logPath()
    }
    #expect(store.queuedPosition == 7)
    #expect(try store.streamHead("house") == StreamHead(position: 1, sequence: 1))
    #expect(store.latch != nil)
    // The disk works again. The writer stays latched.
    #expect {
      try store.append(Append(expected: ["house": 1], drafts: [Fixture.draft("house", 21)]))
    } throws: { error in
      guard case LogError.latched = error else { return false }
      return true
    }
    #expect(throws: LogError.self) { try store.syncBoth() }
    #expect(throws: LogError.self) { try store.awaitCommit(first) }
    #expect(try Fixture.records(store).count == 7)
    store.close()
    let again = try Fixture.open(disk)
    #expect(again.recovery.lastWriterDied)
    #expect(again.durablePosition == 8)
  }

  @Test("records queued behind a failing group are refused as not written")
  func queuedBehindFailure() throws {
    let disk = SimulatedDisk()
    let store = try Fixture.store(on: disk)
    // Two appends that do not fit into one commit group.
    let drafts = (0..<RecordLimits.recordsInAppend).map { _ in Fixture.draft("s", 1, data: "{}") }
    let first = try store.submit(Append(expected: ["s": 0], drafts: drafts))
    let second = try store.submit(
      Append(expected: ["s": drafts.count], drafts: [Fixture.draft("s", 2)]))
    disk.set(.broken(from: disk.calls.count + 1))
    #expect {
      try store.awaitCommit(second)
    } throws: { error in
      guard case LogError.latched = error else { return false }
      return true
    }
    #expect {
      try store.awaitCommit(first)
    } throws: { error in
      guard case LogError.outcomeUnknown = error else { return false }
      return true
    }
  }
}
