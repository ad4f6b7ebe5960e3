import EventLog
import EventStreamTesting
import Testing

/// Steps on a simulated disk.
///
/// The last one is cut short at each of its calls, in every way.
///
/// Shorter workloads cover failures of the earlier steps, because a failed writer is latched.
struct Workload<Run> {
  /// The steps as text.
  let name: String
  /// Opens the disk and performs all steps but the last.
  ///
  /// The flag says whether to keep images.
  let prepare: (Bool) throws -> Run
  /// Performs the last step on a disk that may fail.
  let perform: (inout Run, DiskFault) -> LogError?
  /// Performs one more step, to check that a failed writer is latched.
  let continueWriting: (inout Run) -> LogError?
  let disk: (Run) -> SimulatedDisk
  /// The number of calls on the disk before the last step.
  let callsBefore: (Run) -> Int

  /// A last step without a fault.
  struct Whole {
    /// The runs before and after the step.
    let before: Run
    let after: Run
    /// The step's calls, with the disk before each.
    let calls: [(call: SimulatedDisk.Call, image: DiskImage)]
    /// The disk after the step.
    let image: DiskImage

    /// Hashes the calls and their disks, so that two steps with the same effect are equal.
    func hash(into hasher: inout Hasher) {
      for (call, image) in calls {
        hasher.combine(call)
        if call.isChange { hasher.combine(image) }
      }
      hasher.combine(image)
    }
  }

  /// Performs all steps without a fault.
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

  /// Kills the process or cuts the power before each change of the last step.
  func kill(
    _ whole: Whole, _ look: (DiskImage, _ comment: () -> String) throws -> Void
  ) throws {
    for (call, image) in whole.calls where call.isChange {
      try look(image) { "\(name), at \(call)" }
    }
  }

  /// Fails each call of the last step in each way.
  ///
  /// The caller gets an error of the storage or an unknown outcome. After the latter the writer is
  /// latched.
  ///
  /// - Parameters:
  ///   - isTried: Returns whether a call is to fail.
  ///   - look: Checks the run that failed, the call and its error.
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
          // The disk works again. The writer stays latched.
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
