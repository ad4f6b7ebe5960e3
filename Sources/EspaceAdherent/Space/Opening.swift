import Digests
import EventLog
import Membership
import Notation
import Projections

/// What opening a space goes through: a snapshot and what came since, or all of the log.
struct Opening {
  private let access: MemberSpace.Access
  private(set) var state: SpaceState

  init(for access: MemberSpace.Access, random: Randomness) {
    self.access = access
    state = SpaceState(Present(keepsErasingWork: access == .writing), random: random)
  }

  /// Opens the log and folds what no snapshot has.
  ///
  /// - Parameter isResuming: Whether a snapshot is used, if there is one of use.
  mutating func open(
    on storage: any Storage, isResuming: Bool,
    randomness: any RandomNumberGenerator & Sendable, progress: MemberSpace.Telling
  ) throws -> (LogStore, MemberCache) {
    var snapshot: Snapshot?
    if isResuming {
      do throws(SnapshotFault) {
        snapshot = try Snapshot.current(on: storage, isForWriting: access == .writing)
      } catch {
        state.unusedSnapshot = error
      }
    }
    var order = StreamOrder()
    let store = try LogStore.open(
      on: storage, for: access == .writing ? .writing : .reading, checking: .everything,
      resuming: snapshot?.index, randomness: randomness,
      progress: { progress(MemberSpace.Progress($0)) }, replaying: { order.note($0) })
    if let fault = store.recovery.unusedIndex { state.unusedSnapshot = fault }
    if store.indexedPosition == 0 { snapshot = nil }
    let members = MemberCache(store)
    var names: [Int]?
    if let snapshot {
      state.present = try snapshot.present(of: store)
    } else {
      let folding = try Folding(
        of: store.streams(in: order), keepsErasingWork: access == .writing, progress)
      (state.present, names) = (folding.present, folding.names)
    }
    members.settle(state.present.position, [])
    try openVault(of: store, snapshot?.directory, names, progress)
    try state.catchUp(with: store, members)
    try store.tidySnapshot()
    return (store, members)
  }

  /// Makes sure of the vault's key, and fills the directory.
  ///
  /// - Parameters:
  ///   - rows: What a snapshot has of it.
  ///   - names: Without, the facts that give names, where they are known.
  private mutating func openVault(
    of store: LogStore, _ rows: LayeredRows?, _ names: [Int]?, _ progress: MemberSpace.Telling
  ) throws {
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
    state.directory = Directory(key: HMACSHA256(key: key), on: isRight ? rows : nil)
    state.directory?.forget(Set(state.present.forgetting.erasedMembers))
    guard rows == nil || !isRight, state.present.position > 0 else { return }
    let positions = try names ?? state.names(in: store, 1...state.present.position)
    try state.noteNames(in: store, at: positions, progress)
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
