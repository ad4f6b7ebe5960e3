public import EspaceAdherent
package import EventLog

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
