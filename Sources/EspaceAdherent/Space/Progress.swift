import EventLog
import Synchronization

extension MemberSpace {
  /// The progress of long work in its stage.
  ///
  /// The stages follow one another in the order of `Stage`.
  public struct Progress: Sendable, Hashable {
    /// The stages of opening or verifying a space.
    public enum Stage: Sendable, Hashable, CaseIterable {
      /// Reads and verifies the bytes of the log.
      case reading
      /// Folds the facts, stream by stream.
      case folding
      /// Opens the facts that give members names, with the vault.
      case naming
    }

    /// The current stage.
    public let stage: Stage
    /// The amount done: bytes while reading, facts in the later stages.
    public let done: Int
    /// The total amount, in the unit of `done`.
    public let total: Int
    /// The number of facts met so far in this stage.
    public let facts: Int

    /// Creates the progress of the reading stage.
    init(_ progress: EventLog.Progress) {
      (stage, done, total) = (.reading, progress.bytesDone, progress.bytesTotal)
      facts = progress.records
    }

    /// Creates the progress of a stage that counts facts.
    init(_ stage: Stage, facts: Int, of total: Int) {
      (self.stage, done, self.total, self.facts) = (stage, facts, total, facts)
    }
  }

  /// Receives the progress of long work, on one thread at a time.
  public typealias Telling = @Sendable (Progress) -> Void
}

/// The read failures that happened while a decision was made.
///
/// A decision treats a private part that cannot be opened as absent. If the disk is the cause, the
/// decision is wrong and must not be recorded.
final class ReadingFaults: Sendable {
  private let first = Mutex<LogError?>(nil)
  private let firstOfDisk = Mutex<LogError?>(nil)

  /// Notes a failure and keeps the first one.
  func note(_ error: LogError) {
    first.withLock { $0 = $0 ?? error }
    if error.damage == nil { firstOfDisk.withLock { $0 = $0 ?? error } }
  }

  /// Throws the first failure, so that no result is based on a failed read.
  ///
  /// - Throws: `SpaceError` of kind `.storage` or `.damaged`.
  func check() throws(SpaceError) {
    if let error = first.withLock({ $0 }) { throw SpaceError(error) }
  }

  /// Throws the first failure of the disk, which would make an answer incomplete.
  ///
  /// Damage is not thrown: an answer shows the value as sealed and reports the damage.
  ///
  /// - Throws: `SpaceError` of kind `.storage`.
  func checkDisk() throws(SpaceError) {
    if let error = firstOfDisk.withLock({ $0 }) { throw SpaceError(error) }
  }
}
