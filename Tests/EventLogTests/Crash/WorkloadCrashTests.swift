import EventLog
import EventStreamTesting
import Testing

/// Every workload of one to three operations, every failure of every call of its last one, every
/// crash there, and every loss of what was not synced.
///
/// Failures of the earlier operations are those of the shorter workloads: a writer that failed once
/// does nothing more.
@Suite("Crashes on a simulated disk")
struct WorkloadCrashTests {
  @Test(
    "acknowledged ⊆ recovered ⊆ attempted, after every crash of every workload of 1 to 3 steps",
    arguments: CrashStep.allCases)
  func workloads(first: CrashStep) throws {
    let aftermath = Aftermath()
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

  @Test("a space is made or not, whatever fails while it is made")
  func creation() throws {
    let aftermath = Aftermath()
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

  private func crash(
    _ steps: [CrashStep], after beginning: (image: DiskImage, promise: Promise),
    _ aftermath: Aftermath
  ) throws {
    guard let last = steps.last else { return }
    aftermath.count { $0.workloads += 1 }
    var run = try prepared(steps, beginning, keepsImages: true)
    let acknowledged = run.promise.acknowledged
    let error = run.perform(last)
    #expect(error == nil, "\(steps)")
    let calls = run.disk.calls.dropFirst(run.callsBefore)
    var during = run.promise
    during.acknowledged = acknowledged
    for (call, image) in zip(calls, run.disk.images.dropFirst(run.callsBefore)) where call.isChange
    {
      try aftermath.crash(image, during, "\(steps), at \(call)")
    }
    try aftermath.crash(run.disk.image, run.promise, "\(steps), afterwards")
    for (index, call) in calls.enumerated() {
      for failure in Failure.allCases where failure.concerns(call) {
        aftermath.count { $0.failures += 1 }
        try fail(steps, beginning, failure, index + 1, call, aftermath)
      }
    }
  }

  private func prepared(
    _ steps: [CrashStep], _ beginning: (image: DiskImage, promise: Promise), keepsImages: Bool
  ) throws -> CrashRun {
    var run = try CrashRun(after: beginning, keepsImages: keepsImages)
    for step in steps.dropLast() {
      let error = run.perform(step)
      #expect(error == nil, "\(steps)")
    }
    return run
  }

  /// One call fails: the caller is told, the writer does nothing more, and nothing is lost.
  private func fail(
    _ steps: [CrashStep], _ beginning: (image: DiskImage, promise: Promise), _ failure: Failure,
    _ number: Int, _ call: SimulatedDisk.Call, _ aftermath: Aftermath
  ) throws {
    let comment = "\(steps), \(failure) of \(call)"
    var run = try prepared(steps, beginning, keepsImages: false)
    let error = run.perform(steps[steps.count - 1], fault: failure.fault(at: number))
    switch error {
    case nil, .storage: break
    case .outcomeUnknown:
      // The disk works again, the writer does not.
      let after = run.perform(.plain)
      guard case .latched = after else {
        Issue.record("\(comment): not latched but \(String(describing: after))")
        return
      }
    default: Issue.record("\(comment): \(String(describing: error))")
    }
    if failure == .short { #expect(error == nil, "\(comment)") }
    try aftermath.crash(run.disk.image, run.promise, comment)
  }
}
