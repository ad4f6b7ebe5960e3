public import Notation
import Synchronization

/// A clock that stands still until a test moves it, forward or back.
public final class ManualClock: Sendable {
  private let instant: Mutex<Instant>

  /// Makes a clock that stands at an instant.
  public init(_ instant: Instant) { self.instant = Mutex(instant) }

  /// The instant that the clock stands at.
  public var now: Instant { instant.withLock { $0 } }

  /// Puts the clock at an instant.
  public func set(_ instant: Instant) { self.instant.withLock { $0 = instant } }

  /// Moves the clock.
  ///
  /// - Parameter milliseconds: How far; negative moves it back.
  public func advance(milliseconds: Int64) {
    instant.withLock { $0 = $0.advanced(by: milliseconds) }
  }
}
