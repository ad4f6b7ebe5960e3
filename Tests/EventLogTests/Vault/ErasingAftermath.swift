import EventLog
import EventStreamTesting
import Synchronization
import Testing

/// Checks the disks that crashes of an erasure leave, and completes the erasure on them.
final class ErasingAftermath {
  private(set) var tally = Tally()
  private static let seen = Mutex<Set<Int>>([])
  /// The completions that a test has crashed, by their changes of the vault.
  ///
  /// Only these changes are crashed.
  private static let completions = Mutex<Set<[SimulatedDisk.Call]>>([])

  struct Tally: CustomStringConvertible {
    var workloads = 0
    var failures = 0
    var crashes = 0
    var disks = 0
    var differentDisks = 0
    /// Disks with a half-erased line.
    var halfErased = 0
    /// Calls at which a completion was crashed.
    var completions = 0
    /// Disks that need a repair: noise in a line may look like its end, or the log is damaged.
    var leftForRepair = 0
    var violations = 0

    var description: String {
      "\(workloads) workloads, \(failures) failing calls, \(crashes) crashes, \(disks) disks "
        + "(\(differentDisks) different), \(halfErased) with a half-erased line, \(completions) "
        + "crashes of the completion, \(leftForRepair) left for repair, \(violations) violations"
    }
  }

  init() {}

  func count(_ change: (inout Tally) -> Void) { change(&tally) }

  /// Counts and reports a violation if the condition is false.
  private func expect(_ isRight: Bool, _ comment: @autoclosure () -> String) {
    guard !isRight else { return }
    tally.violations += 1
    Issue.record("\(comment())")
  }

  /// Checks every disk that a kill or a power cut can leave.
  func crash(
    _ image: DiskImage, _ promise: ErasingPromise, _ comment: @autoclosure () -> String,
    crashingCompletion: Bool = true
  ) throws {
    tally.crashes += 1
    try look(image, promise, "\(comment()), killed", isNoisy: false, crashingCompletion)
    let unsynced = image.unsynced
    // Notes in LOCK are kept, because a writer syncs its note before any other write.
    let changes = unsynced.filter { $0.path != "LOCK" }
    for some in Self.combinations(of: changes, turn: tally.crashes) {
      var rest = some[...]
      let fates = unsynced.map { $0.path == "LOCK" ? .kept : rest.popFirst() ?? .kept }
      try look(
        image.afterPowerLoss(fates), promise, "\(comment()), power lost, \(unsynced): \(fates)",
        isNoisy: fates.contains(.garbled(.noise)), crashingCompletion,
        mayDamageLog: UnsyncedOutcomes.mayDamageLog(fates, unsynced))
    }
  }

  /// Returns every combination for two changes.
  ///
  /// With more changes, all but at most one have the same fate.
  private static func combinations(of changes: [DiskImage.Unsynced], turn: Int) -> [[Fate]] {
    let all = UnsyncedOutcomes.combinations(of: changes, turn: turn)
    guard changes.count > 2 else { return all }
    return all.filter { fates in
      fates.contains { rule in fates.count { $0 == rule } >= fates.count - 1 }
    }
  }

  private func isNew(_ image: DiskImage, _ promise: ErasingPromise, _ isNoisy: Bool) -> Bool {
    var hasher = Hasher()
    hasher.combine(image)
    hasher.combine(isNoisy)
    hasher.combine(Set(promise.orders))
    hasher.combine(promise.segmentBytes)
    let hash = hasher.finalize()
    return Self.seen.withLock { $0.insert(hash).inserted }
  }

  private func look(
    _ image: DiskImage, _ promise: ErasingPromise, _ comment: @autoclosure () -> String,
    isNoisy: Bool, _ crashingCompletion: Bool, mayDamageLog: Bool = false
  ) throws {
    tally.disks += 1
    guard isNew(image, promise, isNoisy || mayDamageLog) else { return }
    tally.differentDisks += 1
    expect(promise.isUntouched(image), "\(comment()): another line was touched")
    let reader = try Fixture.open(SimulatedDisk(image), .reading, checking: .everything)
    var isHalfErased = false
    for record in promise.beginning.records {
      let part = Result { () throws(LogError) in try reader.sealedPayload(of: record) }
      if isNoisy, case .failure = part { continue }
      expect(
        promise.allows(part, of: record.position), "\(comment()): \(record.position) \(part)")
      if case .failure = part { isHalfErased = true }
    }
    tally.halfErased += isHalfErased ? 1 : 0
    do throws(LogError) {
      let disk = SimulatedDisk(image, keepsImages: crashingCompletion)
      try complete(disk, promise, isNoisy: isNoisy, comment())
      let changes = disk.calls.filter { $0.isChange && $0.path.hasPrefix("Vault/") }
      guard isHalfErased, crashingCompletion,
        Self.completions.withLock({ $0.insert(changes).inserted })
      else { return }
      try crashCompletion(disk, image, promise, comment())
    } catch {
      guard isNoisy || mayDamageLog else {
        return expect(false, "\(comment()): \(error)")
      }
      tally.leftForRepair += 1
    }
  }

  /// Opens a disk, completes the ordered erasures, and checks that only they took effect.
  private func complete(
    _ disk: SimulatedDisk, _ promise: ErasingPromise, isNoisy: Bool,
    _ comment: @autoclosure () -> String
  ) throws(LogError) {
    let store = try Fixture.open(disk, maximumSegmentBytes: promise.segmentBytes)
    // An order has no effect if the crash lost its fact.
    let orders = promise.orders.filter { $0.fact <= store.durablePosition }
    var kept = promise
    kept.orders = orders
    try store.erase(store.unerased(orders))
    let image = disk.image
    let cut = image.afterPowerLoss(image.unsynced.map { _ in .dropped })
    for disk in [image, cut] {
      expect(kept.isForgotten(disk), "\(comment()): a value is still there")
      expect(
        isNoisy || promise.isUntouched(disk), "\(comment()): another line was touched")
    }
    let rest = try store.unerased(orders)
    expect(rest.isEmpty, "\(comment()): \(rest) not erased")
    for record in promise.beginning.records {
      let part = try store.sealedPayload(of: record)
      let isRight = kept.ordered.contains(record.position) == part.isErased
      expect(
        isRight && kept.allows(.success(part), of: record.position),
        "\(comment()): \(record.position) \(part)")
    }
    store.close()
    let report = try Fixture.open(disk, .reading).verify(erasures: { orders })
    let isRight = report.isIntact && report.awaitingErasure == 0
    expect(isRight && report.erasedValues == kept.ordered.count, "\(comment()): \(report)")
  }

  /// Fails, kills or powers off the completion at each of its changes to the vault.
  private func crashCompletion(
    _ whole: SimulatedDisk, _ image: DiskImage, _ promise: ErasingPromise,
    _ comment: @autoclosure () -> String
  ) throws(LogError) {
    for (index, call) in whole.calls.enumerated()
    where call.isChange && call.path.hasPrefix("Vault/") {
      tally.completions += 1
      do {
        try crash(
          whole.images[index], promise, "\(comment()); completion crashed at \(call)",
          crashingCompletion: false)
        for failure in Failure.allCases where failure.concerns(call) {
          let disk = SimulatedDisk(image, fault: failure.fault(at: index + 1))
          let store = try? Fixture.open(disk, maximumSegmentBytes: promise.segmentBytes)
          _ = try? store?.erase(promise.orders.filter { $0.fact <= store?.durablePosition ?? 0 })
          try crash(
            disk.image, promise, "\(comment()); completion: \(failure) of \(call)",
            crashingCompletion: false)
        }
      } catch { expect(false, "\(comment()): \(error)") }
    }
  }
}

extension SealedPayload {
  fileprivate var isErased: Bool { if case .erased = self { true } else { false } }
}
