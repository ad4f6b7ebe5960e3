import EventLog
import Synchronization

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
