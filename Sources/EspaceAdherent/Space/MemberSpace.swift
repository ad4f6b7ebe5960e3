import EventLog
import Membership
public import Notation
import Synchronization

/// A space: performs actions, and answers what the facts say, now or at any moment before.
///
/// One process has a space open for writing, any number read it. All methods may be called from
/// any thread; `perform` returns when its facts are on the disk.
public final class MemberSpace: Sendable {
  /// Gives the time; the machine's clock, unless a test or a journey sets another.
  public typealias Clock = @Sendable () -> Instant

  let store: LogStore
  let clock: Clock
  /// How far the clock is believed.
  let clockGuard: ClockGuard
  let hasher: any PasswordHasher
  /// The works of the hasher that run and wait.
  let hashing: HashQueue
  let redaction: Redaction
  let state: Mutex<SpaceState>
  /// Whether opening found damage: what was found since has not been told yet.
  package let isDamagedAtOpening: Bool
  /// The members' states as they are now.
  let members: MemberCache
  /// Held by the one who overwrites values in the vault, or writes a snapshot.
  let redacting = Mutex(())

  init(
    store: LogStore, members: MemberCache? = nil, clock: @escaping Clock,
    clockGuard: ClockGuard? = nil, hasher: any PasswordHasher, redaction: Redaction,
    state: SpaceState
  ) {
    self.store = store
    self.members = members ?? MemberCache(store)
    self.clock = clock
    self.clockGuard = clockGuard ?? ClockGuard(.none, of: clock)
    self.hasher = hasher
    hashing = HashQueue(atOnce: hasher.worksAtOnce)
    self.redaction = redaction
    isDamagedAtOpening = state.vaultDamage != nil || store.recovery.damage != nil
    self.state = Mutex(state)
  }

  /// The name of the house's first preset, as the space was made for.
  public var house: String { store.manifest.house }

  /// The position of the last fact that is durable.
  public var position: Int { store.durablePosition }

  /// How many members there are, those who left or were erased among them.
  public var memberCount: Int { state.withLock { $0.present.members.count } }

  /// The members' ids in order of their first fact.
  ///
  /// - Throws: `SpaceError` of kind `.damaged` when a snapshot is.
  package var memberIDs: [Token] {
    get throws(SpaceError) { try entries().map(\.id) }
  }

  /// The last position that a snapshot of this space knows; 0 when it has none of use.
  public var snapshotPosition: Int { store.indexedPosition }

  /// Whether the space may be written to through this object.
  public var isWritable: Bool { store.access == .writing }

  /// Closes the space in order and lets the lock go; reading goes on.
  ///
  /// The counts of refusals that a flood left unrecorded become facts, and what facts have erased
  /// is overwritten first.
  public func close() {
    // A failure latches the store, which then notes no end in order: the next opening goes on.
    if isWritable, !state.withLock({ $0.isClosed }) {
      try? recordUnrecordedRefusals()
      if (try? redact()) != nil { keepSnapshotAtClosing() }
    }
    state.withLock { $0.isClosed = true }
    store.close()
  }

  deinit { close() }
}

extension MemberSpace: CustomStringConvertible {
  /// The house, how many members and facts there are, and whether it is open for writing.
  public var description: String {
    "MemberSpace(\(house), \(memberCount) members, \(position) facts, "
      + (isWritable ? "writable)" : "read-only)")
  }
}
