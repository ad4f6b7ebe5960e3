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
  let redaction: ErasureSchedule
  let state: Mutex<SpaceState>
  /// Whether opening found damage: what was found since has not been told yet.
  package let isDamagedAtOpening: Bool
  /// The members' states as they are now.
  let members: MemberCache
  /// Held by the one who overwrites values in the vault, or writes a snapshot.
  let erasureLock = Mutex(())

  init(
    store: LogStore, members: MemberCache? = nil, clock: @escaping Clock,
    clockGuard: ClockGuard? = nil, hasher: any PasswordHasher, redaction: ErasureSchedule,
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

extension MemberSpace {
  /// The files of the space with access modes that are too wide, in words, or `nil` without any.
  public var modesNotice: String? { log.modesNotice }
}

extension SpaceLog {
  /// What of the space more users may read or change than should, in words; absent when nothing is.
  ///
  /// The vault is its owner's alone, the log its owner's and its group's (design, modes).
  public var modesNotice: String? {
    // What cannot be looked at is somebody else's, who will be told.
    guard let loose = try? store.storage.looseModes(), !loose.isEmpty else { return nil }
    let places = loose.map { place in
      let path = place.path.isEmpty ? "the space" : place.path
      return "\(path) has mode \(place.mode.octal), at most \(place.widest.octal) is safe"
    }
    return "Open to other users: \(places.joined(separator: "; ")). Mend it with chmod."
  }
}

extension FileMode {
  fileprivate var octal: String {
    let digits = String(bits & 0o777, radix: 8)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}

extension MemberSpace {
  /// What opening for writing put right after a writer that was cut short, in words; absent when
  /// nothing had to be.
  public var recoveryNotice: String? {
    let recovery = store.recovery
    var notes: [String] = []
    if let torn = recovery.torn, let kept = torn.keptAs {
      notes.append("\(torn.byteCount) bytes of an unfinished append were cut, kept as \(kept)")
    }
    if let position = recovery.completed { notes.append("the newline of \(position) was added") }
    for cut in recovery.vaultCuts {
      notes.append("\(cut.byteCount) bytes of the vault had no fact and were cut")
    }
    if let position = state.withLock({ $0.recordedRepair }) {
      notes.append("a repair that was cut short is recorded as position \(position)")
    }
    return notes.isEmpty ? nil : "Recovered: " + notes.joined(separator: "; ") + "."
  }

  /// Why the snapshot of an earlier writer was not used, in words; absent where it was, or where
  /// there is none.
  public var snapshotNotice: String? {
    state.withLock { $0.unusedSnapshot }.map {
      "The snapshot was not used: \($0). All facts were read; nothing is lost."
    }
  }

  /// How far the last fact and the clock are apart, in words.
  ///
  /// Absent while the last fact is up to a minute ahead, which an action may name, or up to a year
  /// behind. A clock that was confirmed at the opening may be any time ahead.
  public var clockNotice: String? {
    guard let last = state.withLock({ $0.present.at }) else { return nil }
    let now = clock()
    if let pause = clockGuard.longPause(before: now, after: last) {
      return "The clock says \(now), \(ClockGuard.words(pause)) after the last fact. A fact dated "
        + "by a wrong clock stays, and no later one can be dated before it: if the clock is wrong, "
        + "stop here. With --yes this is not said."
    }
    guard let lead = ClockGuard.lead(of: last, over: now) else { return nil }
    return "The last fact is of \(last), \(ClockGuard.words(lead)) ahead of the clock. Until the "
      + "clock is there every fact is dated so: locks do not end, codes do not expire. If the "
      + "clock was wrong then, docs/operations.md says the way out."
  }

  /// What a reader found damaged, in words, and what its answers lack therefore; absent when
  /// nothing was.
  public var damageNotice: String? {
    if let damage = store.recovery.damage {
      return "Damaged: \(damage). Only what stands before it was read. "
        + "\(damage.advice) `espace verify` says more."
    }
    guard let damage = state.withLock({ $0.vaultDamage }) else { return nil }
    return "Damaged: \(damage). What does not verify is shown as sealed. "
      + "\(damage.advice) `espace verify` says more."
  }
}
