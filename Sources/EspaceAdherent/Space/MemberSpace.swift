public import EventLog
import Membership
public import Notation
import Synchronization

/// A space: performs actions, and answers queries about the state now or as of any earlier moment.
///
/// One process has a space open for writing; any number read it. All methods may be called from any
/// thread. `perform` returns when its facts are durable.
public final class MemberSpace: Sendable {
  /// Returns the time: by default the machine's clock, in tests and journeys another one.
  public typealias Clock = @Sendable () -> Instant
  /// Receives the progress of long work, on one thread at a time.
  public typealias ProgressHandler = @Sendable (SpaceProgress) -> Void

  let store: LogStore
  let clock: Clock
  /// The limits within which the clock is trusted.
  let clockGuard: ClockGuard
  let hasher: any PasswordHasher
  /// The queue of running and waiting hash computations.
  let hashing: HashQueue
  let redaction: ErasureSchedule
  let state: Mutex<SpaceState>
  /// Whether opening found damage.
  ///
  /// Damage that is found later has not been reported yet.
  package let isDamagedAtOpening: Bool
  /// The members' current states.
  let members: MemberCache
  /// Held while erased values are overwritten in the vault, or a snapshot is written.
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

  /// The name of the preset that the space was created with.
  public var house: String { store.manifest.house }

  /// The position of the last durable fact.
  public var position: Int { store.durablePosition }

  /// The number of members, including the departed and the erased ones.
  public var memberCount: Int { state.withLock { $0.settled.members.count } }

  /// The members' ids in order of their first fact.
  ///
  /// - Throws: `SpaceError` of kind `.damaged` when a snapshot is damaged.
  package var memberIDs: [Token] {
    get throws(SpaceError) { try entries().map(\.id) }
  }

  /// The last position in the snapshot that this space uses; 0 without one.
  public var snapshotPosition: Int { store.indexedPosition }

  /// Whether this object may write to the space.
  public var isWritable: Bool { store.access == .writing }

  /// Closes the space in order and releases the lock.
  ///
  /// Reading stays possible.
  ///
  /// Two steps come first. The refusals that a flood left unrecorded become facts, and erased
  /// values are overwritten.
  public func close() {
    // A failure latches the store, which then notes no orderly end. The next opening recovers.
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
  /// The house, the numbers of members and facts, and whether the space is open for writing.
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
  /// The files with access modes that are too wide, in words; `nil` without any.
  ///
  /// The vault is readable by its owner only, the log by its owner and group (design, modes).
  public var modesNotice: String? {
    // Files that cannot be inspected belong to another user. They are reported to that user.
    guard let loose = try? store.storage.looseModes(), !loose.isEmpty else { return nil }
    let places = loose.map { place in
      let path = place.path.isEmpty ? "the space" : place.path
      return "\(path) has mode \(place.mode.octal), at most \(place.widest.octal) is safe"
    }
    return "Open to other users: \(places.joined(separator: "; ")). Change it with chmod."
  }
}

extension FileMode {
  fileprivate var octal: String {
    let digits = String(bits & 0o777, radix: 8)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}

extension MemberSpace {
  /// The recovery that opening for writing carried out after an interrupted writer, in words.
  ///
  /// `nil` when no recovery was needed.
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
      notes.append("an interrupted repair is recorded as position \(position)")
    }
    return notes.isEmpty ? nil : "Recovered: " + notes.joined(separator: "; ") + "."
  }

  /// The reason for not using the snapshot, in words.
  ///
  /// `nil` if the snapshot was used or no snapshot exists.
  public var snapshotNotice: String? {
    state.withLock { $0.unusedSnapshot }.map {
      "The snapshot was not used: \($0). All facts were read; nothing is lost."
    }
  }

  /// The difference between the last fact and the clock, in words.
  ///
  /// `nil` while the last fact is at most one minute ahead, which an action may name, or one year
  /// behind. The clock may be ahead by any time if it was confirmed at the opening.
  public var clockNotice: String? {
    guard let last = state.withLock({ $0.settled.at }) else { return nil }
    let now = clock()
    if let pause = clockGuard.longPause(before: now, after: last) {
      return "The clock says \(now), \(ClockGuard.words(pause)) after the last fact. A fact keeps "
        + "the date of a wrong clock, and no later fact can have an earlier date: if the clock is "
        + "wrong, stop here. --yes hides this notice."
    }
    guard let lead = ClockGuard.lead(of: last, over: now) else { return nil }
    return "The last fact has the date \(last), \(ClockGuard.words(lead)) ahead of the clock. "
      + "Until the clock reaches it, every fact gets that date: locks do not end, codes do not "
      + "expire. If the clock was wrong, docs/operations.md shows the way out."
  }

  /// The damage that a reader found, in words, and its effect on answers; `nil` without damage.
  public var damageNotice: String? {
    if let damage = store.recovery.damage {
      return "Damaged: \(damage). Only the facts before it were read. \(damage.advice) `espace "
        + "verify` says more."
    }
    guard let damage = state.withLock({ $0.vaultDamage }) else { return nil }
    return "Damaged: \(damage). Values that do not verify are shown as sealed. \(damage.advice) "
      + "`espace verify` says more."
  }
}
