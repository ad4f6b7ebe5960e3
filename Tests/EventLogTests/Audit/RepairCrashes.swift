import EventLog
import EventStreamTesting
import Testing

/// The crashes of one repair, and the checks after each.
final class RepairCrashes {
  /// The counts of the test.
  struct Tally: CustomStringConvertible {
    var calls = 0
    var failures = 0
    var crashes = 0
    var disks = 0
    /// Repairs that still had work to do when run again, and repairs recorded by a writer.
    var again = 0
    var recorded = 0
    /// Repairs that were cut short once more when run again.
    var twice = 0

    var description: String {
      "\(calls) calls, \(failures) failing, \(crashes) crashes, \(disks) disks; \(again) repairs "
        + "went on, \(recorded) were recorded by a writer, \(twice) were cut short twice"
    }
  }

  private(set) var tally = Tally()
  private let image: DiskImage
  private let plan: RepairPlan
  private let records: [Record]
  /// The bytes that must be in some file: the moved bytes of the log, and each vault line.
  private let moved: [UInt8]
  private let lines: [[UInt8]]
  private var seen: Set<DiskImage> = []
  private var traces: Set<[SimulatedDisk.Call]> = []

  init(_ damaged: MemoryStorage) throws {
    image = DiskImage(damaged)
    let plan = try Repairing.plan(Repairing.verdict(damaged.copy()))
    self.plan = plan
    records = try Fixture.records(Fixture.open(damaged.copy(), .reading))
    moved = Array((damaged[path: plan.segment] ?? [])[plan.offset...])
    lines = damaged.paths.filter { $0.hasPrefix("Vault/") && $0.hasSuffix(".jsonl") }
      .flatMap { Repairing.lines(damaged[path: $0] ?? []) }
      .filter { !$0.starts(with: Array(#"{"vault""#.utf8)) }
  }

  /// Cuts the repair short at each of its calls, in every way.
  func run() throws {
    let whole = SimulatedDisk(image, keepsImages: true)
    try Repairing.repair(whole)
    try check(whole, "whole")
    tally.calls = whole.calls.count
    for (index, call) in whole.calls.enumerated() {
      if call.isChange { try crash(whole.images[index], "at \(call)") }
      for failure in Failure.allCases where failure.concerns(call) {
        tally.failures += 1
        let disk = SimulatedDisk(image, fault: failure.fault(at: index + 1))
        _ = try? Repairing.repair(disk)
        try crash(disk.image, "\(failure) of \(call)")
      }
    }
  }

  /// Continues after a kill and after every outcome of a power cut.
  private func crash(_ image: DiskImage, _ comment: String, isSecond: Bool = false) throws {
    tally.crashes += 1
    try continueWriting(image, "\(comment), killed", isSecond)
    let unsynced = image.unsynced
    let all =
      isSecond
      ? [unsynced.map { _ in Fate.dropped }]
      : UnsyncedOutcomes.combinations(of: unsynced, turn: tally.crashes)
    for fates in all {
      try continueWriting(
        image.afterPowerLoss(fates), "\(comment), power lost, \(unsynced): \(fates)", isSecond)
    }
  }

  private func continueWriting(_ image: DiskImage, _ comment: String, _ isSecond: Bool) throws {
    tally.disks += 1
    guard seen.insert(image).inserted else { return }
    try nothingIsLost(image, comment)
    let repaired = SimulatedDisk(image, keepsImages: !isSecond)
    do {
      let verdict = try Repairing.repair(repaired)
      if case .refused = verdict { Issue.record("\(comment): \(verdict)") }
      if verdict != .intact(tornTail: nil) { tally.again += 1 }
      let trace = repaired.calls
      // An ordinary writer may come first. It records the repair that it finds.
      let written = SimulatedDisk(image)
      if let store = try? Fixture.open(written) {
        if try Repairing.record(store) { tally.recorded += 1 }
        store.close()
        try check(written, "\(comment), then written")
      }
      if case .intact = verdict {
        // The fact was recorded already. The next writer removes the note of the repair.
        let store = try Fixture.open(repaired)
        #expect(try !Repairing.record(store), "\(comment)")
        store.close()
      }
      try check(repaired, "\(comment), then repaired")
      guard !isSecond, traces.insert(trace).inserted else { return }
      tally.twice += 1
      for (index, call) in trace.enumerated() where call.isChange {
        try crash(repaired.images[index], "\(comment), again at \(call)", isSecond: true)
      }
    } catch { Issue.record(error, "\(comment)") }
  }

  /// Checks that all moved bytes are in at least one file, after a cut at any call.
  private func nothingIsLost(_ image: DiskImage, _ comment: String) throws {
    let copies = image.paths.filter { $0.contains(".repaired-") && !$0.hasSuffix(".tmp") }
    let log = image[path: plan.segment] ?? []
    let isThere = log.count > plan.offset && Array(log[plan.offset...]) == moved
    let isKept = copies.contains { image[path: $0] == moved }
    let isMoved = isThere || isKept || moved.isEmpty
    #expect(isMoved, "\(comment): bytes of the log")
    let vault = image.paths.filter { $0.hasPrefix("Vault/") && $0.hasSuffix(".jsonl") }
    let found = Set(vault.flatMap { Repairing.lines(image[path: $0] ?? []) })
    #expect(found.isSuperset(of: lines), "\(comment): lines of the vault")
  }

  /// Checks that the log has the records before the damage and one fact of the repair.
  ///
  /// The log and the vault must verify.
  private func check(_ disk: SimulatedDisk, _ comment: String) throws {
    try nothingIsLost(disk.image, comment)
    let store = try Fixture.open(disk, .reading, checking: .everything)
    let shown = try Fixture.records(store)
    let isRight =
      shown.count == plan.position + 1 && shown.starts(with: records.prefix(plan.position))
      && shown.last?.type == Repairing.type
    #expect(isRight, "\(comment): \(shown.map(\.type))")
    let report = try store.verify()
    #expect(report.isIntact, "\(comment): \(report.damage?.description ?? "")")
    #expect(store.recovery == RecoveryReport(), "\(comment)")
    #expect(try Repairing.verdict(disk) == .intact(tornTail: nil), "\(comment)")
    let stray = disk.image.paths.filter {
      $0.hasSuffix(".tmp") || $0.hasSuffix("repair.json") || $0.hasSuffix("nodes")
    }
    #expect(stray.isEmpty, "\(comment): \(stray)")
  }
}
