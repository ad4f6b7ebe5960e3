import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Synchronization
import Testing

/// A monotonic clock set by a test: the milliseconds since the opening.
final class SteadyClock: Sendable {
  private let elapsed = Mutex<Int64>(0)

  var milliseconds: Int64 { elapsed.withLock { $0 } }

  func advance(milliseconds: Int64) { elapsed.withLock { $0 += milliseconds } }
}

extension Stage {
  /// Opens a copy of the space with limits for the clock, as the command line does.
  func opened(
    at time: String, limits: ClockLimits = ClockLimits(), steady: SteadyClock? = nil
  ) throws -> Stage {
    let storage = storage.copy()
    let clock = ManualClock(try #require(Instant(time)))
    let elapsed = steady.map { steady in { @Sendable in steady.milliseconds } }
    let space = try MemberSpace.open(
      on: storage, for: .writing, clock: { clock.now }, clockLimits: limits, elapsed: elapsed,
      hasher: CheapHasher(), randomness: SeededGenerator(seed: 1), redaction: .whenAsked)
    return Stage(storage: storage, clock: clock, space: space)
  }

  /// Closes the account of a member because the contract ended.
  func close(_ member: String) throws {
    try act(
      #"{"do":"closeAccount","by":"adviser","staff":"c-1","member":"\#(member)","reason":"contractEnded"}"#
    )
  }
}
