import EventLog
import EventStreamTesting
import Synchronization
import Testing

/// Checks the disks that crashes leave against the records that were acknowledged.
final class CrashChecker {
  private(set) var tally = CrashTally()

  /// The hashes of the disks that a test has checked, with the state acknowledged for them.
  private static let seen = Mutex<Set<Int>>([])
  /// The recoveries that any test has crashed, by the calls that they make.
  private static let recoveries = Mutex<Set<[SimulatedDisk.Call]>>([])

  init() {}

  func count(_ change: (inout CrashTally) -> Void) { change(&tally) }

  /// Checks every disk that a kill or a power cut can leave.
  ///
  /// - Parameters:
  ///   - image: The disk at that moment.
  ///   - mayBeDamaged: Whether an earlier power cut may have damaged it.
  ///   - crashingRecovery: Whether recovery is crashed too.
  func crash(
    _ image: DiskImage, _ promise: Acknowledged, _ comment: @autoclosure () -> String,
    mayBeDamaged: Bool = false, crashingRecovery: Bool = true
  ) throws {
    tally.crashes += 1
    tally.disks += 1
    guard isNew(image, promise, mayBeDamaged) else { return }
    try open(image, promise, "\(comment()), killed", mayBeDamaged, crashingRecovery)
    let unsynced = image.unsynced
    for fates in UnsyncedOutcomes.combinations(of: unsynced, turn: tally.crashes) {
      tally.disks += 1
      let left = image.afterPowerLoss(fates)
      let mayBeDamaged = mayBeDamaged || UnsyncedOutcomes.mayDamageLog(fates, unsynced)
      guard isNew(left, promise, mayBeDamaged) else { continue }
      try open(
        left, promise, "\(comment()), power lost, \(unsynced): \(fates)", mayBeDamaged,
        crashingRecovery)
    }
  }

  private func isNew(_ image: DiskImage, _ promise: Acknowledged, _ mayBeDamaged: Bool) -> Bool {
    var hasher = Hasher()
    hasher.combine(image)
    hasher.combine(mayBeDamaged)
    hasher.combine(promise.acknowledged)
    hasher.combine(promise.attempted.last)
    let hash = hasher.finalize()
    return Self.seen.withLock { $0.insert(hash).inserted }
  }

  /// Opens a disk for writing and compares its records with the acknowledged ones.
  private func open(
    _ image: DiskImage, _ promise: Acknowledged, _ comment: @autoclosure () -> String,
    _ mayBeDamaged: Bool, _ crashingRecovery: Bool
  ) throws {
    tally.differentDisks += 1
    let disk = SimulatedDisk(image, keepsImages: crashingRecovery)
    do throws(LogError) {
      let store = try Fixture.open(disk, checking: .everything)
      let trace = disk.calls
      if store.recovery.torn != nil { tally.torn += 1 }
      if !store.recovery.vaultCuts.isEmpty { tally.vaultCuts += 1 }
      let shown = try found(store, promise, comment())
      try stays(shown, disk.image, comment())
      try continueWriting(store, disk, comment())
      guard crashingRecovery, Self.recoveries.withLock({ $0.insert(trace).inserted }) else {
        return
      }
      do {
        try crashRecovery(of: image, trace.count, disk.images, promise, comment(), mayBeDamaged)
      } catch { Issue.record(error, "\(comment())") }
    } catch {
      switch error {
      case .damaged where mayBeDamaged: try read(disk, promise, error, comment())
      case .notASpace where !promise.isMade: _ = try Fixture.store(on: disk)
      default: Issue.record(error, "\(comment())")
      }
    }
  }

  /// Compares a log with the acknowledged records.
  ///
  /// Returns the number of its records.
  private func found(
    _ store: LogStore, _ promise: Acknowledged, _ comment: @autoclosure () -> String
  ) throws(LogError) -> Int {
    let records = try Fixture.records(store)
    let allowed = promise.allows(records)
    #expect(
      allowed,
      "\(comment()): \(records.count) found, \(promise.acknowledged) acknowledged")
    guard allowed else { return records.count }
    #expect(store.durableHead.root == promise.roots[records.count], "\(comment()): root")
    for record in records {
      let part = try store.sealedPayload(of: record)
      let expected = promise.secrets[record.position].map { SealedPayload.value($0) } ?? .none
      #expect(part == expected, "\(comment()): private part of \(record.position)")
    }
    return records.count
  }

  /// Checks that records shown by recovery survive a power cut before the next write.
  private func stays(
    _ shown: Int, _ image: DiskImage, _ comment: @autoclosure () -> String
  ) throws(LogError) {
    let unsynced = image.unsynced
    guard unsynced.contains(where: { $0.path != "LOCK" }) else { return }
    let cut = image.afterPowerLoss(unsynced.map { _ in .dropped })
    // It is opened for writing, so that the vault is compared with the log too.
    let again = try Fixture.open(SimulatedDisk(cut))
    #expect(again.durablePosition >= shown, "\(comment()): shown and then lost")
  }

  /// Appends to a recovered log, closes it and opens it once more.
  private func continueWriting(
    _ store: LogStore, _ disk: SimulatedDisk, _ comment: @autoclosure () -> String
  ) throws(LogError) {
    let before = store.durablePosition
    let sequence = try store.streamHead("a")?.sequence ?? 0
    try store.append(
      Append(
        expected: ["a": sequence],
        drafts: [Fixture.draft("a", 99, data: "{}", secret: #"{"again":true}"#)]))
    try stays(before + 1, disk.image, comment())
    store.close()
    let again = try Fixture.open(disk)
    let isClean = again.recovery == RecoveryReport() && again.durablePosition == before + 1
    #expect(isClean, "\(comment()): \(again.recovery)")
    let report = try again.verify()
    #expect(report.isIntact, "\(comment()): \(report.damage?.description ?? "")")
  }

  /// Checks a log that a power cut garbled.
  ///
  /// A writer refuses it, and every acknowledged record can be read.
  private func read(
    _ disk: SimulatedDisk, _ promise: Acknowledged, _ error: LogError,
    _ comment: @autoclosure () -> String
  ) throws {
    tally.leftForRepair += 1
    guard case .damaged(let damage) = error else { return }
    let reader = try Fixture.open(disk, .reading, checking: .everything)
    let records = try Fixture.records(reader)
    let allowed = promise.allows(records)
    #expect(allowed, "\(comment()): \(records.count) read, \(promise.acknowledged) acknowledged")
    #expect(reader.recovery.damage == damage, "\(comment())")
    let segments = disk.image.paths.filter { $0.hasPrefix("EventLog/") && $0.hasSuffix(".jsonl") }
    #expect(damage.segment == segments.last, "\(comment())")
    try repair(disk, promise, comment())
  }

  /// Checks that a repair moves the garbled lines aside and keeps every acknowledged record.
  private func repair(
    _ disk: SimulatedDisk, _ promise: Acknowledged, _ comment: @autoclosure () -> String
  ) throws {
    let verdict = try Repairing.repair(disk)
    guard case .repairable(let plan) = verdict else {
      Issue.record("\(comment()): \(verdict)")
      return
    }
    tally.repaired += 1
    let store = try Fixture.open(disk, checking: .everything)
    let records = try Fixture.records(store)
    let isKept = promise.allows(records.dropLast()) && records.last?.type == Repairing.type
    #expect(isKept, "\(comment()): \(plan)")
    let report = try store.verify()
    #expect(report.isIntact, "\(comment()): \(report.damage?.description ?? "")")
  }

  /// Fails, kills or powers off recovery at each of its calls, and recovers again.
  private func crashRecovery(
    of image: DiskImage, _ calls: Int, _ images: [DiskImage], _ promise: Acknowledged,
    _ comment: @autoclosure () -> String, _ mayBeDamaged: Bool
  ) throws {
    tally.recoveries += 1
    let whole = SimulatedDisk(image, keepsImages: true)
    _ = try Fixture.open(whole, checking: .everything)
    for (index, call) in whole.calls.prefix(calls).enumerated() {
      tally.recoveryCrashes += 1
      if call.isChange {
        try crash(
          images[index], promise, "\(comment()); recovery crashed at \(call)",
          mayBeDamaged: mayBeDamaged, crashingRecovery: false)
      }
      for failure in Failure.allCases where failure.concerns(call) {
        let disk = SimulatedDisk(image, fault: failure.fault(at: index + 1))
        _ = try? Fixture.open(disk, checking: .everything)
        try crash(
          disk.image, promise, "\(comment()); recovery: \(failure) of \(call)",
          mayBeDamaged: mayBeDamaged, crashingRecovery: false)
      }
    }
  }
}

/// The ways in which a call fails.
enum Failure: CaseIterable {
  case error, late, short, shortThenError, full

  func fault(at call: Int) -> DiskFault {
    switch self {
    case .error: .error(at: call)
    case .late: .late(at: call)
    case .short: .short(at: call)
    case .shortThenError: .shortThenError(at: call)
    case .full: .full(at: call)
    }
  }

  /// Returns whether the failure differs from a plain error for this call.
  func concerns(_ call: SimulatedDisk.Call) -> Bool {
    switch self {
    case .error: true
    case .late: call.isChange
    case .short: call.operation == .write || call.operation == .read
    case .shortThenError: call.operation == .write
    case .full:
      call.operation == .write || call.operation == .makeFolder
        || call.operation == .open && call.isChange
    }
  }
}
