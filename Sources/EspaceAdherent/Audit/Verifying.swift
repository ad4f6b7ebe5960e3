import Digests
public import EventLog
import Membership
import Notation
import Projections

extension SpaceLog {
  /// Verifies every byte of log and vault.
  ///
  /// Damage is part of the result, not an error. The log is read and folded from its first byte,
  /// without a snapshot. The deletable files are compared with the log at the end.
  ///
  /// - Parameters:
  ///   - clock: Returns the time, by which some private parts may have been erased.
  ///   - progress: Called now and then with the progress.
  /// - Throws: `SpaceError` of kind `.storage`.
  /// - Complexity: O(bytes).
  public func verify(
    clock: @escaping MemberSpace.Clock = MemberSpace.machineClock,
    progress: @escaping MemberSpace.ProgressHandler = { _ in }
  ) throws(SpaceError) -> Verification {
    do throws(LogError) {
      let check = try FoundingFact.fact(on: store.storage)?.keyCheck
      var fold = VerifiedFold()
      var verification = try store.verify(
        progress: progress,
        key: { check == nil || MemberSpace.keyCheck($0) == check },
        reading: { fold.read($0, progress) }, erasures: { fold.erasures(at: clock()) })
      if let fault = fold.fault { throw fault }
      verification.unknownFacts = fold.unknownFacts
      verification.aheadOfClock = verification.lastInstant.flatMap {
        ClockGuard.lead(of: $0, over: clock())
      }
      if verification.isIntact,
        let damage = try FoundingFact.damage(of: store.manifest, on: store.storage)
      {
        verification.damage = damage
      }
      guard verification.isIntact else { return verification }
      let tables = [MemberTable.rows, AccountRows.table, Erasures.rows, Directory.rows]
      verification.snapshots = [
        try store.nodeCacheDamage(verification.blocks),
        try fold.streams?.snapshotDamage(
          on: store.storage, space: store.manifest.id, tables: tables),
      ].compactMap(\.self)
      return verification
    } catch { throw SpaceError(error) }
  }
}

extension MemberSpace {
  /// Verifies every byte of log and vault.
  ///
  /// Damage is part of the result, not an error.
  ///
  /// - Parameter progress: Called now and then with the progress.
  /// - Throws: `SpaceError` of kind `.storage`.
  /// - Complexity: O(bytes).
  public func verify(
    progress: @escaping ProgressHandler = { _ in }
  ) throws(SpaceError) -> Verification {
    try log.verify(clock: clock, progress: progress)
  }
}

/// The state folded from a whole verified log, with the erasures that its facts order.
private struct VerifiedFold {
  private(set) var streams: LogStreams?
  /// The disk failure that prevented the fold.
  private(set) var fault: LogError?
  private var folding: ParallelReplay?

  var unknownFacts: Int { folding?.unknownFacts ?? 0 }

  mutating func read(_ streams: LogStreams, _ progress: MemberSpace.ProgressHandler) {
    self.streams = streams
    do throws(LogError) {
      folding = try ParallelReplay(of: streams, on: SettledState(), progress)
    } catch {
      keep(error)
    }
  }

  /// Returns every value that may have been overwritten by an instant, with the fact that erased
  /// it.
  mutating func erasures(at now: Instant) -> [Erasure] {
    guard let settled = folding?.settled, let streams else { return [] }
    do throws(LogError) {
      return try settled.erasures.erasures(at: max(now, settled.at ?? .earliest)) {
        (stream, last, body) throws(LogError) in
        try streams.history(of: stream, upTo: last, body)
      }
    } catch {
      keep(error)
      return []
    }
  }

  /// Keeps a failure of the disk.
  ///
  /// The verification itself reports damage.
  private mutating func keep(_ error: LogError) {
    if error.damage == nil { fault = fault ?? error }
  }
}

extension Erasures {
  /// Visits the records of a stream up to a position.
  typealias History = (
    _ stream: String, _ last: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) -> Void

  /// Returns every value that may have been overwritten by an instant, with the fact that erased
  /// it.
  ///
  /// A verification compares the vault with these values.
  ///
  /// - Parameter history: Reads a stream.
  func erasures(at now: Instant, reading history: History) throws(LogError) -> [Erasure] {
    let due = due(at: now)
    var erasures = due.orders.map { Erasure(position: $0.position, fact: $0.fact) }
    for work in due.members { erasures += try self.erasures(of: work, reading: history) }
    return erasures
  }

  /// Returns the values of a member's history that a fact erased.
  func erasures(
    of work: MemberWork, reading history: History
  ) throws(LogError) -> [Erasure] {
    var erasures: [Erasure] = []
    try history(StreamName.member(work.member).description, work.fact) { view in
      if view.isSealed, let fact = fact(erasing: RecordedEvent(view).place) {
        erasures.append(Erasure(position: view.position, fact: fact))
      }
    }
    return erasures
  }
}
