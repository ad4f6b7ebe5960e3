import Digests
public import EspaceAdherent
package import EventLog
import Membership
public import Notation
import Synchronization

extension MemberSpace {
  /// Makes a reproducible space in memory.
  ///
  /// It has a manual clock, seeded randomness, and a password hasher with negligible cost.
  ///
  /// - Parameters:
  ///   - house: The name of a preset.
  ///   - clock: The clock.
  ///   - seed: The seed of every drawn id, code and salt.
  /// - Throws: `SpaceError` of kind `.invalid` when there is no such house.
  public static func forTesting(
    house: String, clock: ManualClock, seed: UInt64 = 0
  ) throws(SpaceError) -> MemberSpace {
    try forTesting(house: house, on: MemoryStorage(), clock: clock, seed: seed)
  }

  /// Makes a reproducible space on a given storage.
  package static func forTesting(
    house: String, on storage: any Storage, clock: ManualClock, seed: UInt64 = 0
  ) throws(SpaceError) -> MemberSpace {
    try create(
      on: storage, house: house, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: seed), redaction: .whenAsked)
  }

  /// Opens a reproducible space again.
  package static func reopenForTesting(
    _ storage: any Storage, for access: Access = .writing, clock: ManualClock, seed: UInt64 = 1
  ) throws(SpaceError) -> MemberSpace {
    try open(
      on: storage, for: access, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: seed), redaction: .whenAsked)
  }
}

/// A clock that moves only when a test moves it, forward or back.
public final class ManualClock: Sendable {
  private let instant: Mutex<Instant>

  /// Makes a clock that is set to an instant.
  public init(_ instant: Instant) { self.instant = Mutex(instant) }

  /// The current instant of the clock.
  public var now: Instant { instant.withLock { $0 } }

  /// Sets the clock to an instant.
  public func set(_ instant: Instant) { self.instant.withLock { $0 = instant } }

  /// Moves the clock.
  ///
  /// - Parameter milliseconds: The distance in milliseconds; a negative number moves the clock
  ///   back.
  public func advance(milliseconds: Int64) {
    instant.withLock { $0 = $0.advanced(by: milliseconds) }
  }
}

/// A password hasher with negligible cost, because a test performs thousands of actions.
///
/// It is not public and is in the testing module only, so that no production build can choose it.
/// `espace generate` fills its new spaces with it. Its verifiers have an algorithm name that
/// ``PBKDF2Hasher`` never accepts.
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
