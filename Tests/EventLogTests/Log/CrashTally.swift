import Synchronization

/// The counts of the crash tests.
struct CrashTally: Sendable {
  /// Sequences of operations.
  var workloads = 0
  /// Workloads with a last step that made the same calls on the same disk as another.
  ///
  /// The faults of such a step are not injected again.
  var repeated = 0
  /// Runs in which one call failed.
  var failures = 0
  /// Calls at which the process was killed or the power went.
  var crashes = 0
  /// Disks found after a crash, and the number of different ones.
  var disks = 0
  var differentDisks = 0
  /// Disks on which recovery itself was crashed, and the number of calls at which it was.
  var recoveries = 0
  var recoveryCrashes = 0
  /// Disks with a garbled last write, which only `espace repair` can continue.
  var leftForRepair = 0
  /// The number of these that a repair mended without loss of an acknowledged record.
  var repaired = 0
  /// Disks with a log that ended within an append.
  var torn = 0
  /// Disks with a vault that was ahead of the log.
  var vaultCuts = 0

  static func + (one: CrashTally, other: CrashTally) -> CrashTally {
    var sum = one
    sum.workloads += other.workloads
    sum.repeated += other.repeated
    sum.failures += other.failures
    sum.crashes += other.crashes
    sum.disks += other.disks
    sum.differentDisks += other.differentDisks
    sum.recoveries += other.recoveries
    sum.recoveryCrashes += other.recoveryCrashes
    sum.leftForRepair += other.leftForRepair
    sum.repaired += other.repaired
    sum.torn += other.torn
    sum.vaultCuts += other.vaultCuts
    return sum
  }
}

extension CrashTally: CustomStringConvertible {
  var description: String {
    "\(workloads) workloads (\(repeated) end as others), \(failures) failing calls, "
      + "\(crashes) crashes, \(disks) disks "
      + "(\(differentDisks) different), of them \(torn) torn, \(vaultCuts) with a vault ahead, "
      + "\(leftForRepair) left for repair (\(repaired) repaired); \(recoveries) recoveries crashed at "
      + "\(recoveryCrashes) calls"
  }
}
