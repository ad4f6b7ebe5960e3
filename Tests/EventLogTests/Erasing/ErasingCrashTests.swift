import EventLog
import EventStreamTesting
import Testing

/// Every workload of one or two steps, every failure of the calls of its last one, every crash
/// there, every loss of what was not synced; then the erasure is completed, and what was half
/// erased crashed once more.
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
    var run = try prepared(steps, beginning, keepsImages: true)
    let error = run.perform(last)
    #expect(error == nil, "\(steps)")
    let calls = run.disk.calls.dropFirst(run.callsBefore)
    for (call, image) in zip(calls, run.disk.images.dropFirst(run.callsBefore)) where call.isChange
    {
      try aftermath.crash(image, run.promise, "\(steps), at \(call)")
    }
    let done = run.disk.image
    #expect(run.promise.isForgotten(done.afterPowerLoss(done.unsynced.map { _ in .dropped })))
    try aftermath.crash(done, run.promise, "\(steps), afterwards")
    // Calls that only read fail in the workloads of one step.
    for (index, call) in calls.enumerated() where call.isChange || steps.count == 1 {
      for failure in Failure.allCases where failure.concerns(call) {
        aftermath.count { $0.failures += 1 }
        try fail(steps, beginning, failure, index + 1, call, aftermath)
      }
    }
  }

  private func prepared(
    _ steps: [ErasingStep], _ beginning: ErasingBeginning, keepsImages: Bool
  ) throws -> ErasingRun {
    var run = try ErasingRun(after: beginning, keepsImages: keepsImages)
    for step in steps.dropLast() {
      let error = run.perform(step)
      #expect(error == nil, "\(steps)")
    }
    return run
  }

  /// One call fails: the caller is told, and the writer does nothing more.
  private func fail(
    _ steps: [ErasingStep], _ beginning: ErasingBeginning, _ failure: Failure, _ number: Int,
    _ call: SimulatedDisk.Call, _ aftermath: ErasingAftermath
  ) throws {
    let comment = "\(steps), \(failure) of \(call)"
    var run = try prepared(steps, beginning, keepsImages: false)
    let error = run.perform(steps[steps.count - 1], fault: failure.fault(at: number))
    switch error {
    case nil, .storage: break
    case .outcomeUnknown:
      // The disk works again, the writer does not.
      let after = run.perform(.one)
      guard case .latched = after else {
        Issue.record("\(comment): not latched but \(String(describing: after))")
        return
      }
    default: Issue.record("\(comment): \(String(describing: error))")
    }
    let isWriting = call.operation == .write || call.operation == .sync
    if isWriting, call.path.hasPrefix("Vault/"), failure == .error || failure == .late {
      #expect(error != nil, "\(comment)")
    }
    if failure == .short { #expect(error == nil, "\(comment)") }
    try aftermath.crash(run.disk.image, run.promise, comment)
  }
}
