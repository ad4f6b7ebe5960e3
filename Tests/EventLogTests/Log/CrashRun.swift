import EventLog
import EventStreamTesting

/// A step of a workload.
enum CrashStep: String, CaseIterable, Sendable {
  /// Append a record without a private part.
  case plain
  /// Append a record with a private part.
  case sealed
  /// Append two records of two streams in one atomic append.
  case several
  /// Append twice with one sync.
  case group
  /// Sync log and vault without an append.
  case syncBoth
  /// Close the log and open it again.
  case reopen
  /// Close the log and open it so that every append begins new segments of log and vault.
  case rotate
  /// Kill the process and open the log again.
  case killed
}

/// A log that is written on a simulated disk, with its acknowledged records.
struct CrashRun {
  private(set) var disk: SimulatedDisk
  private(set) var promise: Acknowledged
  private(set) var store: LogStore?
  /// The number of calls on the disk before the last step.
  private(set) var callsBefore = 0
  private let keepsImages: Bool
  private var segmentBytes = 1 << 20

  /// Makes a closed space of one sealed record, and its acknowledged state.
  static func beginning() throws -> (image: DiskImage, promise: Acknowledged) {
    var run = CrashRun(on: SimulatedDisk(), Acknowledged(), keepsImages: false)
    run.store = try Fixture.store(on: run.disk)
    try run.append([[run.draft("a", sealed: true)]])
    run.store?.close()
    return (run.disk.image, run.promise)
  }

  /// Makes a space on an empty disk that may fail.
  static func creation(fault: DiskFault = .none, keepsImages: Bool = false) -> CrashRun {
    let disk = SimulatedDisk(fault: fault, keepsImages: keepsImages)
    var run = CrashRun(on: disk, Acknowledged(), keepsImages: keepsImages)
    run.store = try? Fixture.store(on: disk)
    run.promise.isMade = run.store != nil
    return run
  }

  /// Opens the space of a beginning.
  init(after beginning: (image: DiskImage, promise: Acknowledged), keepsImages: Bool = false) throws
  {
    self.init(
      on: SimulatedDisk(beginning.image, keepsImages: keepsImages), beginning.promise,
      keepsImages: keepsImages)
    store = try open()
  }

  private init(on disk: SimulatedDisk, _ promise: Acknowledged, keepsImages: Bool) {
    self.disk = disk
    self.promise = promise
    self.keepsImages = keepsImages
  }

  private func open() throws(LogError) -> LogStore {
    try Fixture.open(disk, checking: .everything, maximumSegmentBytes: segmentBytes)
  }

  /// Performs one step.
  ///
  /// - Parameter fault: The fault of the disk, counted from the step's first call.
  /// - Returns: The error of the step.
  mutating func perform(_ step: CrashStep, fault: DiskFault = .none) -> LogError? {
    if step == .killed { disk = SimulatedDisk(disk.image, keepsImages: keepsImages) }
    callsBefore = disk.calls.count
    disk.set(fault.later(by: callsBefore))
    defer { disk.set(.none) }
    do throws(LogError) {
      switch step {
      case .plain: try append([[draft("a")]])
      case .sealed: try append([[draft("b", sealed: true)]])
      case .several: try append([[draft("a"), draft("b", 1, sealed: true)]])
      case .group:
        try append([[draft("b", sealed: true)], [draft("a", 1), draft("b", 2, sealed: true)]])
      case .syncBoth: try store?.syncBoth()
      case .reopen, .rotate, .killed:
        segmentBytes = step == .rotate ? 1 : 1 << 20
        if step != .killed { store?.close() }
        store = nil
        store = try open()
      }
      return nil
    } catch { return error }
  }

  private func draft(_ stream: String, _ later: Int = 0, sealed: Bool = false) -> RecordDraft {
    let number = promise.attempted.count + later + 1
    return Fixture.draft(
      stream, number, data: "{}", secret: sealed ? "{\"n\":\(number)}" : nil)
  }

  private mutating func append(_ appends: [[RecordDraft]]) throws(LogError) {
    guard let store else { return }
    var submissions: [Submission] = []
    for drafts in appends {
      var expected: [String: Int] = [:]
      for draft in drafts {
        expected[draft.stream] = try store.streamHead(draft.stream)?.sequence ?? 0
      }
      let submission = try store.submit(Append(expected: expected, drafts: drafts))
      promise.attempt(submission, drafts)
      submissions.append(submission)
    }
    for submission in submissions {
      try store.awaitCommit(submission)
      promise.acknowledged = submission.positions.upperBound
    }
  }
}
