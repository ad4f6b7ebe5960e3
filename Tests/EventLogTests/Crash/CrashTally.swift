import Synchronization

/// What the crash tests counted.
struct CrashTally: Sendable {
  /// Sequences of operations.
  var workloads = 0
  /// Those whose last step did the same to the same disk as that of another: it did not fail again.
  var repeated = 0
  /// Runs in which one call failed.
  var failures = 0
  /// Calls at which the process was killed or the power went.
  var crashes = 0
  /// Disks found afterwards, and how many of them were not the same as another.
  var disks = 0
  var differentDisks = 0
  /// Disks on which recovery itself was crashed, and at how many calls.
  var recoveries = 0
  var recoveryCrashes = 0
  /// Disks whose last write was garbled so that only `espace repair` may go on.
  var leftForRepair = 0
  /// How many of these a repair mended without giving up anything that was acknowledged.
  var repaired = 0
  /// Disks whose log ended within an append.
  var torn = 0
  /// Disks whose vault was ahead of the log.
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
