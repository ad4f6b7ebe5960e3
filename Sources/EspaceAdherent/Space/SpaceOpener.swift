import Digests
package import EventLog
import Foundation
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// What a space is opened for.
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
  ///   - clock: Gives the time; without one, the machine's clock does, and its steps are looked at.
  ///   - clockLimits: The limits within which a writer trusts the clock.
  ///   - isResuming: Whether a snapshot is used; without, every fact is verified and folded.
  ///   - progress: Told now and then how far it has come.
  /// - Throws: `SpaceError` of kind `.notFound`, `.damaged`, `.locked`, `.storage`.
  /// - Complexity: O(facts since the snapshot); for one who writes, O(members) besides, and one
  ///   segment of the log. O(facts) without one.
  public static func open(
    _ path: String, for access: Access = .reading, clock: Clock? = nil,
    clockLimits: ClockLimits = ClockLimits(), isResuming: Bool = true,
    progress: @escaping Telling = { _ in }
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
    progress: @escaping Telling = { _ in }
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
      try space.foundAgain()
      try space.recordRepair()
      if access == .writing { try space.redactWhatWasLeft() }
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

  /// Finishes a space that was cut short between its files and its first fact.
  private func foundAgain() throws {
    // Of a log that is damaged from its first fact on, nothing is known and `verify` tells where.
    guard store.durablePosition == 0, store.recovery.damage == nil else { return }
    guard isWritable, let key = try store.vaultKey(), let rules = HouseRules.preset(house) else {
      throw SpaceError.unfinished(house: house)
    }
    try found(
      rules: rules, keyCheck: Self.keyCheck(key), at: max(clock(), store.manifest.createdAt))
  }

  /// Looks again at the end of the log, for one who reads while another process writes.
  public func refresh() throws(SpaceError) {
    do {
      try state.withLock { (state) throws(LogError) in
        var fault: LogError?
        do throws(LogError) { try store.refresh() } catch { fault = error }
        // What came before damage was read, and is not read again.
        try state.catchUp(with: store, members)
        if let fault { throw fault }
      }
    } catch { throw SpaceError(error) }
  }
}

/// What opening a space goes through: a snapshot and what came since, or all of the log.
///
/// A long log is folded part by part, and a writer puts each in files: what is held in memory does not
/// grow with it.
struct SpaceOpener {
  private let access: MemberSpace.Access
  private let progress: MemberSpace.Telling
  private(set) var state: SpaceState
  /// What a snapshot has, until the first part is folded on it.
  private var snapshot: Snapshot?
  /// Whether a snapshot is used, and what it has of the directory.
  private var isOnSnapshot = false
  private var directoryRows: TableLevels?
  /// The stream of each fact that was read and is not folded yet.
  private var order = StreamOrder()
  /// The facts that give names and are not in the directory yet.
  private var names: [Int] = []
  /// The members who were erased by facts that no snapshot has.
  private var erased: Set<Token> = []
  /// Whether the vault could not be read at a pause, so that nothing can be kept.
  private var isVaultInTrouble = false

  /// How many facts are folded at once: 12 bytes for each, 300 MB with those that a snapshot is
  /// written of, and some 200 bytes for each member and name among them.
  static let factsAtOnce = 1 << 24

  init(
    for access: MemberSpace.Access, random: Randomness, progress: @escaping MemberSpace.Telling
  ) {
    (self.access, self.progress) = (access, progress)
    state = SpaceState(SettledState(keepsErasingWork: access == .writing), random: random)
  }

  /// Opens the log and folds what no snapshot has.
  ///
  /// - Parameters:
  ///   - isResuming: Whether a snapshot is used, if there is one of use.
  ///   - factsAtOnce: How many facts are folded at once, and the rest of a segment.
  mutating func open(
    on storage: any Storage, isResuming: Bool, factsAtOnce: Int, segmentBytes: Int,
    randomness: any RandomNumberGenerator & Sendable
  ) throws -> (LogStore, MemberCache) {
    let progress = progress
    let store = try LogStore.open(
      on: storage, for: access == .writing ? .writing : .reading, checking: .everything,
      resuming: { isResuming ? openSnapshot(on: storage) : nil },
      maximumSegmentBytes: segmentBytes, randomness: randomness,
      progress: { progress(MemberSpace.Progress($0)) }, every: factsAtOnce,
      pausing: { (pause) throws(LogError) in try fold(pause) }, replaying: { order.note($0) })
    if let fault = store.recovery.unusedIndex { state.unusedSnapshot = fault }
    try fold(store)
    try openVault(of: store)
    try noteNames(in: store)
    try store.tidySnapshot()
    let members = MemberCache(store)
    members.settle(state.present.position, [])
    return (store, members)
  }

  /// Opens the snapshot that is there, if it is of use.
  private mutating func openSnapshot(on storage: any Storage) -> LogSnapshot? {
    do throws(SnapshotFault) {
      snapshot = try Snapshot.current(on: storage, isForWriting: access == .writing)
    } catch {
      state.unusedSnapshot = error
    }
    return snapshot?.index
  }

  /// Folds what was read so far of a long log; a writer puts it in files.
  private mutating func fold(_ pause: PartialReplay) throws(LogError) {
    try fold(pause.store)
    guard access == .writing, !isVaultInTrouble else { return }
    // Whatever keeps the vault from being read is told when the log was, by those who judge both.
    do {
      try openVault(of: pause.store)
      try noteNames(in: pause.store)
      try forgetOrders(carriedOutIn: pause.store)
    } catch {
      isVaultInTrouble = true
      return
    }
    let image = Snapshot.Image(present: state.present, directory: state.directory)
    do throws(SnapshotFault) {
      guard let kept = try pause.writeSnapshot(about: image.about, image.changes) else { return }
      state.rebase(on: kept, madeOf: image)
    } catch {
      // What could not be kept stays in memory.
    }
  }

  /// Folds what was read and is not folded yet.
  private mutating func fold(_ store: LogStore) throws(LogError) {
    if let snapshot, store.indexedPosition == snapshot.index.manifest.end.position {
      state.present = try snapshot.present(of: store)
      (isOnSnapshot, directoryRows) = (true, snapshot.directory)
    }
    snapshot = nil
    let before = state.present.position
    let streams = store.streams(in: order)
    order = StreamOrder()
    let folding = try ParallelReplay(of: streams, on: state.present, progress)
    state.present = folding.present
    names += folding.names
    erased.formUnion(state.present.erasures.erasedMembers(after: before))
  }

  /// Forgets what facts ordered to be erased and is, which is nearly all that ever was; behind a
  /// writer that died nobody knows what is, until it is written once more.
  private mutating func forgetOrders(carriedOutIn store: LogStore) throws(LogError) {
    guard !store.recovery.lastWriterDied else { return }
    let orders = state.present.erasures.ordered.map {
      Erasure(position: $0.position, fact: $0.fact)
    }
    let waiting = try store.unerased(orders)
    state.present.erasures.keepOrders(at: Set(waiting.map(\.position)))
  }

  /// Makes sure of the vault's key, and begins the directory.
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
    let isRight = state.present.house.space?.keyCheck == MemberSpace.keyCheck(key)
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

  /// Notes in the directory whom facts give a name, once there is one.
  private mutating func noteNames(in store: LogStore) throws(LogError) {
    guard state.directory != nil else { return }
    state.directory?.forget(erased)
    erased = []
    try state.noteNames(in: store, at: names, progress)
    names = []
  }

  /// The vault's key; a reader goes on without one that is damaged.
  private mutating func key(of store: LogStore) throws(LogError) -> [UInt8]? {
    do throws(LogError) { return try store.vaultKey() } catch {
      guard access == .reading, let damage = error.damage else { throw error }
      state.vaultDamage = damage
      return nil
    }
  }
}
