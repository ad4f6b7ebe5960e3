import EventLog
import Synchronization

extension MemberSpace {
  /// How far long work has come in its stage; the stages follow one another in this order.
  public struct Progress: Sendable, Hashable {
    /// What is being gone through.
    public enum Stage: Sendable, Hashable, CaseIterable {
      /// The bytes of the log, which are verified.
      case reading
      /// The facts, which are folded stream by stream.
      case folding
      /// The facts that give members names, which are opened in the vault.
      case naming
    }

    /// What is being gone through.
    public let stage: Stage
    /// How much of it is done: bytes while reading, facts afterwards.
    public let done: Int
    /// How much of it there is.
    public let total: Int
    /// The facts met so far in this stage.
    public let facts: Int

    /// How far a reading has come.
    init(_ progress: EventLog.Progress) {
      (stage, done, total) = (.reading, progress.bytesDone, progress.bytesTotal)
      facts = progress.records
    }

    /// How far the going through facts has come.
    init(_ stage: Stage, facts: Int, of total: Int) {
      (self.stage, done, self.total, self.facts) = (stage, facts, total, facts)
    }
  }

  /// Is told how far long work has come, by one thread at a time.
  public typealias Telling = @Sendable (Progress) -> Void
}

/// What could not be read while a decision was made.
///
/// A decision takes a private part that it cannot open for one that is not there; when the disk is
/// why, that decision is no answer, and nothing of it may be recorded.
final class ReadingFaults: Sendable {
  private let first = Mutex<LogError?>(nil)
  private let firstOfDisk = Mutex<LogError?>(nil)

  /// Notes a failure; the first one counts.
  func note(_ error: LogError) {
    first.withLock { $0 = $0 ?? error }
    if error.damage == nil { firstOfDisk.withLock { $0 = $0 ?? error } }
  }

  /// Stops what rests on a reading that failed.
  ///
  /// - Throws: `SpaceError` of kind `.storage` or `.damaged`.
  func check() throws(SpaceError) {
    if let error = first.withLock({ $0 }) { throw SpaceError(error) }
  }

  /// Stops an answer that a failing disk would make incomplete; damage is shown as sealed, and told.
  ///
  /// - Throws: `SpaceError` of kind `.storage`.
  func checkDisk() throws(SpaceError) {
    if let error = firstOfDisk.withLock({ $0 }) { throw SpaceError(error) }
  }
}
