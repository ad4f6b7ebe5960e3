import EventLog
import Testing

@Suite("Failing calls")
struct FaultTests {
  /// Makes or opens a space and appends to it until something fails; answers what was said.
  private struct Run {
    var acknowledged = 0
    var attempted = 0
    var wasMade = false

    init(on storage: any Storage, isNew: Bool, holding before: Int) {
      (acknowledged, attempted) = (before, before)
      guard
        let store = try? isNew
          ? Fixture.store(on: storage, maximumSegmentBytes: 1500)
          : Fixture.open(storage, maximumSegmentBytes: 1500)
      else { return }
      wasMade = true
      for number in before / 2..<before / 2 + 4 {
        let append = Append(
          expected: ["s": number * 2],
          drafts: [
            Fixture.draft("s", number, secret: "{\"n\":\(number)}"), Fixture.draft("s", number),
          ])
        attempted += 2
        do throws(LogError) {
          try store.append(append)
          acknowledged += 2
        } catch {
          switch error {
          case .outcomeUnknown: break
          default: attempted -= 2
          }
          return
        }
      }
      store.close()
    }
  }

  /// Opens what is left on a disk that works again and compares it with what was said.
  private func check(_ image: MemoryStorage, _ run: Run, _ comment: String) throws {
    do throws(LogError) {
      let store = try Fixture.open(image, checking: .everything, maximumSegmentBytes: 1500)
      let found = store.durablePosition
      #expect(run.acknowledged <= found && found <= run.attempted, "\(comment)")
      #expect(found % 2 == 0, "\(comment): half an append")
      let report = try store.verify()
      #expect(report.isSound, "\(comment): \(report.damage?.description ?? "")")
      try store.append(Append(expected: ["s": found], drafts: [Fixture.draft("s", 99)]))
    } catch .notASpace {
      #expect(!run.wasMade, "\(comment): the space is gone")
      _ = try Fixture.store(on: image)
    }
  }

  @Test(
    "a failure of any single call leaves what was acknowledged, and nothing half", arguments: 0..<3)
  func everyCall(kind: Int) throws {
    var total = 0
    for isNew in [true, false] {
      let start = MemoryStorage()
      if !isNew { _ = Run(on: start, isNew: true, holding: 0) }
      let counting = FaultyStorage(start.copy())
      _ = Run(on: counting, isNew: isNew, holding: isNew ? 0 : 8)
      for number in 1...counting.changes {
        let image = start.copy()
        let fault: FaultyStorage.Fault =
          kind == 0 ? .once(number) : kind == 1 ? .from(number) : .short(number)
        let run = Run(
          on: FaultyStorage(image, fault: fault), isNew: isNew, holding: isNew ? 0 : 8)
        try check(image.copy(), run, "\(isNew ? "new" : "old"), \(fault)")
        total += 1
      }
    }
    #expect(total > 80)
  }

  @Test(
    "the power goes at any call: what was acknowledged is there, whatever was not synced",
    arguments: PowerLossStorage.Loss.allCases)
  func powerLoss(loss: PowerLossStorage.Loss) throws {
    let counting = PowerLossStorage()
    _ = Run(on: counting, isNew: true, holding: 0)
    #expect(counting.calls > 50)
    for number in 0...counting.calls {
      let disk = PowerLossStorage(lastCall: number)
      let run = Run(on: disk, isNew: true, holding: 0)
      for namesKept in [false, true] {
        let image = try disk.afterPowerLoss(loss, namesKept: namesKept)
        try check(image, run, "power lost at \(number), \(loss), names kept: \(namesKept)")
      }
    }
  }

  @Test("recovery that fails at any of its calls is done again by the next opening")
  func recoveryFails() throws {
    let whole = try Fixture.killedSpace()
    let log = try #require(whole[path: logPath()])
    let vault = try #require(whole[path: vaultPath()])
    whole[path: logPath()] = Array(log.dropLast(100))
    whole[path: "EventLog/00000000000000000100.jsonl.tmp"] = [1]
    whole[path: vaultPath()] = vault + Array("torn".utf8)
    let counting = FaultyStorage(whole.copy())
    let expected = try Fixture.records(Fixture.open(counting))
    #expect(counting.changes > 10)
    for number in 1...counting.changes {
      for fault in [FaultyStorage.Fault.from(number), .short(number), .once(number)] {
        let image = whole.copy()
        _ = try? Fixture.open(FaultyStorage(image, fault: fault))
        let store = try Fixture.open(image.copy())
        #expect(try Fixture.records(store) == expected, "\(fault)")
        #expect(try store.verify().isSound)
        let kept = image.paths.filter { $0.contains(".torn-") && !$0.hasSuffix(".tmp") }
        #expect(kept.count <= 1)
      }
    }
  }

  @Test("after a failed sync the writer refuses for good, and the queue is forgotten")
  func latch() throws {
    let image = MemoryStorage()
    let storage = FaultyStorage(image)
    let store = try Fixture.store(on: storage)
    try Fixture.fill(store)
    let first = try store.submit(
      Append(expected: ["house": 1], drafts: [Fixture.draft("house", 20)]))
    storage.set(.once(storage.changes + 2))
    #expect {
      try store.settle(first)
    } throws: { error in
      guard case LogError.outcomeUnknown(let fault) = error else { return false }
      return fault.operation == .sync && fault.path == logPath()
    }
    #expect(store.queuedPosition == 7)
    #expect(store.streamHead("house") == StreamHead(position: 1, sequence: 1))
    #expect(store.latch != nil)
    // The disk works again, the writer does not.
    #expect {
      try store.append(Append(expected: ["house": 1], drafts: [Fixture.draft("house", 21)]))
    } throws: { error in
      guard case LogError.latched = error else { return false }
      return true
    }
    #expect(throws: LogError.self) { try store.syncBoth() }
    #expect(throws: LogError.self) { try store.settle(first) }
    #expect(try Fixture.records(store).count == 7)
    store.close()
    let again = try Fixture.open(image)
    #expect(again.recovery.lastWriterDied)
    #expect(again.durablePosition == 8)
  }

  @Test("what was queued behind a failing group is refused as not written")
  func queuedBehindFailure() throws {
    let storage = FaultyStorage(MemoryStorage())
    let store = try Fixture.store(on: storage)
    // Two appends that do not fit in one group.
    let drafts = (0..<RecordLimits.recordsInAppend).map { _ in Fixture.draft("s", 1, data: "{}") }
    let first = try store.submit(Append(expected: ["s": 0], drafts: drafts))
    let second = try store.submit(
      Append(expected: ["s": drafts.count], drafts: [Fixture.draft("s", 2)]))
    storage.set(.from(storage.changes + 1))
    #expect {
      try store.settle(second)
    } throws: { error in
      guard case LogError.latched = error else { return false }
      return true
    }
    #expect {
      try store.settle(first)
    } throws: { error in
      guard case LogError.outcomeUnknown = error else { return false }
      return true
    }
  }
}
