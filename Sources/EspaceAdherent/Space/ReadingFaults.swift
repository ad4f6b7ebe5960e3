import EventLog
import Synchronization

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
