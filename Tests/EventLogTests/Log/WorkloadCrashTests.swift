import EventLog
import EventStreamTesting
import Synchronization
import Testing

/// Every workload of one to three operations, with every failure of every call of the last one.
///
/// Each is crashed at every call and with every loss of unsynced changes.
@Suite("Crashes on a simulated disk")
struct WorkloadCrashTests {
  @Test(
    "acknowledged ⊆ recovered ⊆ attempted, after every crash of every workload of 1 to 3 steps",
    arguments: CrashStep.allCases)
  func workloads(first: CrashStep) throws {
    let aftermath = CrashChecker()
    let beginning = try CrashRun.beginning()
    try crash([first], after: beginning, aftermath)
    for second in CrashStep.allCases {
      try crash([first, second], after: beginning, aftermath)
      for third in CrashStep.allCases {
        try crash([first, second, third], after: beginning, aftermath)
      }
    }
    print("crashes, first \(first): \(aftermath.tally)")
    #expect(aftermath.tally.workloads == 73)
  }

  @Test("a space is made or not, with any failure while it is made")
  func creation() throws {
    let aftermath = CrashChecker()
    let whole = CrashRun.creation(keepsImages: true)
    #expect(whole.promise.isMade)
    try aftermath.crash(whole.disk.image, whole.promise, "after creation")
    var unmade = whole.promise
    unmade.isMade = false
    for (index, call) in whole.disk.calls.enumerated() {
      if call.isChange {
        try aftermath.crash(whole.disk.images[index], unmade, "creation, at \(call)")
      }
      for failure in Failure.allCases where failure.concerns(call) {
        aftermath.count { $0.failures += 1 }
        let run = CrashRun.creation(fault: failure.fault(at: index + 1))
        if failure == .short { #expect(run.promise.isMade) }
        try aftermath.crash(run.disk.image, run.promise, "creation, \(failure) of \(call)")
      }
    }
    print("crashes, creation: \(aftermath.tally)")
  }

  /// The hashes of the last steps that were failed already, with the acknowledged state.
  private static let failed = Mutex<Set<Int>>([])

  private func crash(
    _ steps: [CrashStep], after beginning: (image: DiskImage, promise: Acknowledged),
    _ aftermath: CrashChecker
  ) throws {
    guard let last = steps.last else { return }
    aftermath.count { $0.workloads += 1 }
    let workload = Workload(
      name: "\(steps)",
      prepare: { keepsImages in
        var run = try CrashRun(after: beginning, keepsImages: keepsImages)
        for step in steps.dropLast() {
          let error = run.perform(step)
          #expect(error == nil, "\(steps)")
        }
        return run
      },
      perform: { $0.perform(last, fault: $1) }, continueWriting: { $0.perform(.plain) },
      disk: \.disk,
      callsBefore: \.callsBefore)
    let whole = try workload.whole()
    var during = whole.after.promise
    during.acknowledged = whole.before.promise.acknowledged
    try workload.kill(whole) { try aftermath.crash($0, during, $1()) }
    try aftermath.crash(whole.image, whole.after.promise, "\(steps), afterwards")
    // The last of three steps may make the same calls as that of a shorter workload.
    guard isNew(whole) || steps.count < 3 else { return aftermath.count { $0.repeated += 1 } }
    try workload.fail(whole) { run, _, comment in
      aftermath.count { $0.failures += 1 }
      try aftermath.crash(run.disk.image, run.promise, comment())
    }
  }

  private func isNew(_ whole: Workload<CrashRun>.Whole) -> Bool {
    var hasher = Hasher()
    whole.hash(into: &hasher)
    for promise in [whole.before.promise, whole.after.promise] {
      hasher.combine(promise.acknowledged)
      hasher.combine(promise.attempted.last)
    }
    let hash = hasher.finalize()
    return Self.failed.withLock { $0.insert(hash).inserted }
  }
}
