import Digests
public import EspaceAdherent
package import EventLog
import Membership
public import Notation
import Synchronization

extension MemberSpace {
  /// Makes a space in memory that repeats itself: a clock that stands still, seeded randomness, and
  /// passwords hashed at no cost.
  ///
  /// - Parameters:
  ///   - house: The name of a preset.
  ///   - clock: The clock.
  ///   - seed: The seed of every id, code and salt that is drawn.
  /// - Throws: `SpaceError` of kind `.invalid` when there is no such house.
  public static func forTesting(
    house: String, clock: ManualClock, seed: UInt64 = 0
  ) throws(SpaceError) -> MemberSpace {
    try forTesting(house: house, on: MemoryStorage(), clock: clock, seed: seed)
  }

  /// Makes such a space on a storage of the caller's.
  package static func forTesting(
    house: String, on storage: any Storage, clock: ManualClock, seed: UInt64 = 0
  ) throws(SpaceError) -> MemberSpace {
    try create(
      on: storage, house: house, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: seed), redaction: .whenAsked)
  }

  /// Opens such a space again.
  package static func reopenForTesting(
    _ storage: any Storage, for access: Access = .writing, clock: ManualClock, seed: UInt64 = 1
  ) throws(SpaceError) -> MemberSpace {
    try open(
      on: storage, for: access, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: seed), redaction: .whenAsked)
  }
}

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

/// A hasher that costs next to nothing: a test performs thousands of actions.
///
/// It stands in this room and is no parameter of anything public, so that no production build can
/// choose it; `espace generate` fills its new spaces with it. Its verifiers have an algorithm name
/// that ``PBKDF2Hasher`` never accepts.
package struct CheapHasher: PasswordHasher {
  private static let algorithm = "cheap-for-tests"

  package init() {}

  package func verifier(of text: String, salt: [UInt8]) -> String {
    PHC.write(
      PHC.Parts(
        algorithm: Self.algorithm, iterations: 1_000, salt: salt, hash: Self.hash(text, salt)))
  }

  package func matches(_ text: String, _ verifier: String) -> Bool {
    guard let parts = PHC.parse(verifier) else { return false }
    guard parts.algorithm == Self.algorithm else {
      return PBKDF2Hasher.matchesAtOwnCost(text, verifier)
    }
    return constantTimeEquals(Self.hash(text, parts.salt), parts.hash)
  }

  package func burn(_ text: String) { _ = Self.hash(text, []) }

  private static func hash(_ text: String, _ salt: [UInt8]) -> [UInt8] {
    HMACSHA256.authenticate(Array(text.utf8), key: salt).bytes
  }
}
