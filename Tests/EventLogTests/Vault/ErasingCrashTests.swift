import EventLog
import EventStreamTesting
import Testing

/// Every workload of one or two steps, crashed and failed at every call of its last step.
///
/// Each crash is tried with every loss of unsynced changes. The erasure is then completed, and the
/// completion of half-erased lines is crashed once more.
@Suite("Crashes of an erasure on a simulated disk")
struct ErasingCrashTests {
  @Test(
    "never a half-erased value that reads as valid, never another line touched, and it completes",
    arguments: ErasingStep.allCases)
  func workloads(first: ErasingStep) throws {
    let aftermath = ErasingAftermath()
    for segmentBytes in [1 << 20, 1] {
      let beginning = try ErasingBeginning(segmentBytes: segmentBytes)
      try crash([first], beginning, aftermath)
      for second in ErasingStep.allCases { try crash([first, second], beginning, aftermath) }
    }
    print("erasing, first \(first): \(aftermath.tally)")
    #expect(aftermath.tally.workloads == 2 * (1 + ErasingStep.allCases.count))
  }

  private func crash(
    _ steps: [ErasingStep], _ beginning: ErasingBeginning, _ aftermath: ErasingAftermath
  ) throws {
    guard let last = steps.last else { return }
    aftermath.count { $0.workloads += 1 }
    let workload = Workload(
      name: "\(steps)",
      prepare: { keepsImages in
        var run = try ErasingRun(after: beginning, keepsImages: keepsImages)
        for step in steps.dropLast() {
          let error = run.perform(step)
          #expect(error == nil, "\(steps)")
        }
        return run
      },
      perform: { $0.perform(last, fault: $1) }, continueWriting: { $0.perform(.one) }, disk: \.disk,
      callsBefore: \.callsBefore)
    let whole = try workload.whole()
    let (done, promise) = (whole.image, whole.after.promise)
    try workload.kill(whole) { try aftermath.crash($0, promise, $1()) }
    #expect(promise.isForgotten(done.afterPowerLoss(done.unsynced.map { _ in .dropped })))
    try aftermath.crash(done, promise, "\(steps), afterwards")
    // Calls that only read are failed in workloads of one step only.
    try workload.fail(whole, where: { $0.isChange || steps.count == 1 }) { run, failed, comment in
      aftermath.count { $0.failures += 1 }
      let isWriting = failed.call.operation == .write || failed.call.operation == .sync
      if isWriting, failed.call.path.hasPrefix("Vault/"),
        failed.failure == .error || failed.failure == .late
      {
        #expect(failed.error != nil, "\(comment())")
      }
      try aftermath.crash(run.disk.image, run.promise, comment())
    }
  }
}
