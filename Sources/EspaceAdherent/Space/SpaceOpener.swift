import Digests
package import EventLog
import Foundation
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// The purpose of opening a space.
  public enum Access: Sendable {
    case reading
    case writing
  }

  /// The machine's clock, in whole milliseconds.
  public static let machineClock: Clock = {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// Opens the space in a folder.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - access: For reading (the default) or for writing.
  ///   - clock: Returns the time. Without one, the machine's clock is used and its steps are
  ///     checked.
  ///   - clockLimits: The limits within which a writer trusts the clock.
  ///   - isResuming: Whether a snapshot is used. Without it, every fact is verified and folded.
  ///   - progress: Called now and then with the progress.
  /// - Throws: `SpaceError` of kind `.notFound`, `.damaged`, `.locked`, `.storage`.
  /// - Complexity: O(facts since the snapshot), or O(facts) without a snapshot. A writer also reads
  ///   all members and one segment of the log: O(members).
  public static func open(
    _ path: String, for access: Access = .reading, clock: Clock? = nil,
    clockLimits: ClockLimits = ClockLimits(), isResuming: Bool = true,
    progress: @escaping ProgressHandler = { _ in }
  ) throws(SpaceError) -> MemberSpace {
    try open(
      on: DiskStorage(root: path), for: access, clock: clock ?? machineClock,
      clockLimits: clockLimits, elapsed: clock == nil ? ClockGuard.steadyClock() : nil,
      isResuming: isResuming, progress: progress)
  }

  package static func open(
    on storage: any Storage, for access: Access, clock: @escaping Clock = machineClock,
    clockLimits: ClockLimits = .none, elapsed: (@Sendable () -> Int64)? = nil,
    hasher: any PasswordHasher = PBKDF2Hasher(),
    randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    redaction: ErasureSchedule = .inBackground, isResuming: Bool = true,
    factsAtOnce: Int = SpaceOpener.factsAtOnce, segmentBytes: Int = LogStore.segmentBytes,
    progress: @escaping ProgressHandler = { _ in }
  ) throws(SpaceError) -> MemberSpace {
    do {
      try FoundingFact.check(storage)
      var opening = SpaceOpener(for: access, random: Randomness(randomness), progress: progress)
      let (store, members) = try opening.open(
        on: storage, isResuming: isResuming, factsAtOnce: factsAtOnce, segmentBytes: segmentBytes,
        randomness: randomness)
      var limits = clockLimits
      // Generated facts have invented times, so pauses between them do not count.
      if store.manifest.origin.hasPrefix(generatedOrigin + "/") { limits.idleDays = .max }
      let space = MemberSpace(
        store: store, members: members, clock: clock,
        clockGuard: ClockGuard(limits, of: clock, elapsed: elapsed), hasher: hasher,
        redaction: redaction, state: opening.state)
      try space.completeCreation()
      try space.recordRepair()
      if access == .writing { try space.completeErasures() }
      return space
    } catch let error as LogError {
      guard access == .writing, case .storage(let fault) = error, fault.isWriteDenied else {
        throw SpaceError(error)
      }
      throw SpaceError(.readOnly, SpaceError(error).message)
    } catch let error as SpaceError { throw error } catch {
      throw SpaceError(.storage, "\(error)")
    }
  }

  /// Completes an interrupted creation, which wrote the files but not the first fact.
  private func completeCreation() throws {
    // A log that is damaged from its first fact on is not founded again; `verify` reports where.
    guard store.durablePosition == 0, store.recovery.damage == nil else { return }
    guard isWritable, let key = try store.vaultKey(), let rules = HouseRules.preset(house) else {
      throw SpaceError.unfinished(house: house)
    }
    try found(
      rules: rules, keyCheck: Self.keyCheck(key), at: max(clock(), store.manifest.createdAt))
  }

  /// Reads what another process has appended to the log since the last reading.
  public func refresh() throws(SpaceError) {
    do {
      try state.withLock { (state) throws(LogError) in
        var fault: LogError?
        do throws(LogError) { try store.refresh() } catch { fault = error }
        // The facts before the damage were read. They are not read again.
        try state.catchUp(with: store, members)
        if let fault { throw fault }
      }
    } catch { throw SpaceError(error) }
  }
}

/// Opens a space: reads a snapshot and the facts after it, or the whole log.
///
/// A long log is folded part by part, and a writer writes each part to files. Memory use therefore
/// does not grow with the log.
struct SpaceOpener {
  private let access: MemberSpace.Access
  private let progress: MemberSpace.ProgressHandler
  private(set) var state: SpaceState
  /// The snapshot, until the first part is folded on it.
  private var snapshot: Snapshot?
  /// Whether a snapshot is used.
  private var isOnSnapshot = false
  private var directoryRows: TableLevels?
  /// The stream of each fact that was read and is not folded yet.
  private var order = StreamOrder()
  /// The facts that give names and are not in the directory yet.
  private var names: [Int] = []
  /// The members erased by facts that are not in the snapshot.
  private var erased: Set<Token> = []
  /// Whether the vault could not be read at a pause, so that no snapshot can be written.
  private var isVaultInTrouble = false

  /// The number of facts that are folded at once.
  ///
  /// A fact takes 12 bytes. With the facts that a snapshot is written from, the total is 300 MB.
  /// Each member and name among them takes about 200 bytes more.
  static let factsAtOnce = 1 << 24

  init(
    for access: MemberSpace.Access, random: Randomness,
    progress: @escaping MemberSpace.ProgressHandler
  ) {
    (self.access, self.progress) = (access, progress)
    state = SpaceState(SettledState(keepsErasingWork: access == .writing), random: random)
  }

  /// Opens the log and folds the facts after the snapshot.
  ///
  /// - Parameters:
  ///   - isResuming: Whether a snapshot is used, if there is a usable one.
  ///   - factsAtOnce: The number of facts folded at once. The rest of the segment is folded with
  ///     them.
  mutating func open(
    on storage: any Storage, isResuming: Bool, factsAtOnce: Int, segmentBytes: Int,
    randomness: any RandomNumberGenerator & Sendable
  ) throws -> (LogStore, MemberCache) {
    let progress = progress
    let store = try LogStore.open(
      on: storage, for: access == .writing ? .writing : .reading, checking: .everything,
      resuming: { isResuming ? openSnapshot(on: storage) : nil },
      maximumSegmentBytes: segmentBytes, randomness: randomness,
      progress: progress, every: factsAtOnce,
      pausing: { (pause) throws(LogError) in try fold(pause) }, replaying: { order.note($0) })
    if let fault = store.recovery.unusedIndex { state.unusedSnapshot = fault }
    try fold(store)
    try openVault(of: store)
    try noteNames(in: store)
    try store.tidySnapshot()
    let members = MemberCache(store)
    members.update(to: state.settled.position, [])
    return (store, members)
  }

  /// Opens the snapshot on the disk, if it is usable.
  private mutating func openSnapshot(on storage: any Storage) -> LogSnapshot? {
    do throws(SnapshotFault) {
      snapshot = try Snapshot.current(on: storage, isForWriting: access == .writing)
    } catch {
      state.unusedSnapshot = error
    }
    return snapshot?.index
  }

  /// Folds the part of a long log that was read so far.
  ///
  /// A writer writes it to a snapshot.
  private mutating func fold(_ pause: PartialReplay) throws(LogError) {
    try fold(pause.store)
    guard access == .writing, !isVaultInTrouble else { return }
    // A failure to read the vault is reported after the log is read, when both are verified.
    do {
      try openVault(of: pause.store)
      try noteNames(in: pause.store)
      try forgetOrders(carriedOutIn: pause.store)
    } catch {
      isVaultInTrouble = true
      return
    }
    let image = Snapshot.Image(settled: state.settled, directory: state.directory)
    do throws(SnapshotFault) {
      guard let kept = try pause.writeSnapshot(about: image.about, image.changes) else { return }
      state.rebase(on: kept, madeOf: image)
    } catch {
      // State that could not be written stays in memory.
    }
  }

  /// Folds the facts that were read and are not folded yet.
  private mutating func fold(_ store: LogStore) throws(LogError) {
    if let snapshot, store.indexedPosition == snapshot.index.manifest.end.position {
      state.settled = try snapshot.settled(of: store)
      (isOnSnapshot, directoryRows) = (true, snapshot.directory)
    }
    snapshot = nil
    let before = state.settled.position
    let streams = store.streams(in: order)
    order = StreamOrder()
    let folding = try ParallelReplay(of: streams, on: state.settled, progress)
    state.settled = folding.settled
    names += folding.names
    erased.formUnion(state.settled.erasures.erasedMembers(after: before))
  }

  /// Removes the erasure orders that are already carried out, which are nearly all of them.
  ///
  /// After a writer has died, an erased line may not be durable. All orders are then kept until the
  /// lines are overwritten once more.
  private mutating func forgetOrders(carriedOutIn store: LogStore) throws(LogError) {
    guard !store.recovery.lastWriterDied else { return }
    let orders = state.settled.erasures.ordered.map {
      Erasure(position: $0.position, fact: $0.fact)
    }
    let waiting = try store.unerased(orders)
    state.settled.erasures.keepOrders(at: Set(waiting.map(\.position)))
  }

  /// Verifies the vault's key and creates the directory.
  private mutating func openVault(of store: LogStore) throws {
    guard state.directory == nil else { return }
    guard let key = try key(of: store) else {
      guard access == .reading else {
        throw SpaceError(
          .readOnly, "The vault is absent or unreadable; the space can only be read.")
      }
      return
    }
    let isFounded = store.durablePosition > 0
    let isRight = state.settled.house.space?.keyCheck == MemberSpace.keyCheck(key)
    guard isRight || !isFounded || access == .reading else { throw LogError.wrongKey }
    if isFounded, !isRight {
      state.vaultDamage = Damage(.key, segment: SpaceLayout.vaultKey, offset: 0)
    }
    let rows = isRight ? directoryRows : nil
    if isOnSnapshot, rows == nil {
      names = try state.names(in: store, 1...store.durablePosition)
    }
    state.directory = Directory(key: HMACSHA256(key: key), on: rows)
  }

  /// Adds the names that facts give to the directory, once it exists.
  private mutating func noteNames(in store: LogStore) throws(LogError) {
    guard state.directory != nil else { return }
    state.directory?.remove(erased)
    erased = []
    try state.noteNames(in: store, at: names, progress)
    names = []
  }

  /// Returns the vault's key.
  ///
  /// A reader continues without the key if the key file is damaged.
  private mutating func key(of store: LogStore) throws(LogError) -> [UInt8]? {
    do throws(LogError) { return try store.vaultKey() } catch {
      guard access == .reading, let damage = error.damage else { throw error }
      state.vaultDamage = damage
      return nil
    }
  }
}
