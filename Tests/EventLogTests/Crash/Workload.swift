import EventLog
import EventStreamTesting
import Testing

/// Steps on a simulated disk, of which the last is cut short at each of its calls, in every way.
///
/// Failures of the earlier steps are those of the shorter workloads: a writer that failed once does
/// nothing more.
struct Workload<Run> {
  /// The steps, in words.
  let name: String
  /// Opens the disk and does all steps but the last; whether the disk keeps its images.
  let prepare: (Bool) throws -> Run
  /// Does the last step on a disk that may fail.
  let perform: (inout Run, DiskFault) -> LogError?
  /// Does a step more, to see that a writer which failed does not.
  let continueWriting: (inout Run) -> LogError?
  let disk: (Run) -> SimulatedDisk
  /// How many calls the disk had had when the last step began.
  let callsBefore: (Run) -> Int

  /// A last step that nothing failed in.
  struct Whole {
    /// The run before the step, and after it.
    let before: Run
    let after: Run
    /// The step's calls, and the disk before each.
    let calls: [(call: SimulatedDisk.Call, image: DiskImage)]
    /// The disk after the step.
    let image: DiskImage

    /// The same for two steps that did the same to the same disk.
    func hash(into hasher: inout Hasher) {
      for (call, image) in calls {
        hasher.combine(call)
        if call.isChange { hasher.combine(image) }
      }
      hasher.combine(image)
    }
  }

  /// Does all steps.
  func whole() throws -> Whole {
    var run = try prepare(true)
    let before = run
    let error = perform(&run, .none)
    #expect(error == nil, "\(name)")
    let disk = disk(run)
    let count = callsBefore(run)
    return Whole(
      before: before, after: run,
      calls: Array(zip(disk.calls.dropFirst(count), disk.images.dropFirst(count))),
      image: disk.image)
  }

  /// Kills the process, or cuts the power, before each change of the last step.
  func kill(
    _ whole: Whole, _ look: (DiskImage, _ comment: () -> String) throws -> Void
  ) throws {
    for (call, image) in whole.calls where call.isChange {
      try look(image) { "\(name), at \(call)" }
    }
  }

  /// Lets each call of the last step fail in each way: the caller is told, and the writer does
  /// nothing more.
  ///
  /// - Parameters:
  ///   - isTried: Whether a call is to fail.
  ///   - look: Looks at the run that failed, the call and its error.
  func fail(
    _ whole: Whole, where isTried: (SimulatedDisk.Call) -> Bool = { _ in true },
    _ look: (
      Run, (call: SimulatedDisk.Call, failure: Failure, error: LogError?), _ comment: () -> String
    ) throws -> Void
  ) throws {
    for (index, call) in whole.calls.map(\.call).enumerated() where isTried(call) {
      for failure in Failure.allCases where failure.concerns(call) {
        let comment = { "\(name), \(failure) of \(call)" }
        var run = try prepare(false)
        let error = perform(&run, failure.fault(at: index + 1))
        switch error {
        case nil, .storage: break
        case .outcomeUnknown:
          // The disk works again, the writer does not.
          let after = continueWriting(&run)
          guard case .latched = after else {
            Issue.record("\(comment()): not latched but \(String(describing: after))")
            continue
          }
        default: Issue.record("\(comment()): \(String(describing: error))")
        }
        if failure == .short { #expect(error == nil, "\(comment())") }
        try look(run, (call, failure, error), comment)
      }
    }
  }
}
