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
  ///   - clock: Gives the time.
  ///   - progress: Told now and then how far the reading has come.
  /// - Throws: `SpaceError` of kind `.notFound`, `.damaged`, `.locked`, `.storage`.
  /// - Complexity: O(facts).
  public static func open(
    _ path: String, for access: Access = .reading, clock: @escaping Clock = machineClock,
    progress: @escaping (Progress) -> Void = { _ in }
  ) throws(SpaceError) -> MemberSpace {
    try open(on: DiskStorage(root: path), for: access, clock: clock, progress: progress)
  }

  package static func open(
    on storage: any Storage, for access: Access, clock: @escaping Clock = machineClock,
    hasher: any PasswordHasher = PBKDF2Hasher(),
    randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    redaction: Redaction = .inBackground, progress: @escaping (Progress) -> Void = { _ in }
  ) throws(SpaceError) -> MemberSpace {
    do {
      var state = SpaceState(random: Randomness(randomness))
      state.models = ReadModels(keepsErasingWork: access == .writing)
      let store = try LogStore.open(
        on: storage, for: access == .writing ? .writing : .reading, checking: .everything,
        randomness: randomness, progress: { progress(Progress($0)) }
      ) { view in state.models.apply(RecordedEvent(view)) }
      if let key = try key(of: store, &state) {
        let isFounded = store.durablePosition > 0
        let isRight = state.models.accounts.house.space?.keyCheck == keyCheck(key)
        guard isRight || !isFounded || access == .reading else { throw LogError.wrongKey }
        if isFounded, !isRight {
          state.vaultDamage = Damage(.key, segment: SpaceLayout.vaultKey, offset: 0)
        }
        var directory = Directory(key: HMACSHA256(key: key))
        let values = VaultReader(store: store, forgetting: state.models.forgetting)
        let damage = try fill(&directory, from: values, after: 0)
        state.vaultDamage = state.vaultDamage ?? damage
        state.directory = directory
      } else if access == .writing {
        throw SpaceError(
          .readOnly, "The vault is absent or unreadable; the space can only be read.")
      }
      let space = MemberSpace(
        store: store, clock: clock, hasher: hasher, redaction: redaction, state: state)
      try space.foundAgain()
      if access == .writing, let damage = space.foundingDamage {
        space.close()
        throw SpaceError(
          .damaged,
          "\(damage.segment) says something else than \(damage.expected ?? "the log"); "
            + "put it back from a backup. Reading is possible; `espace verify` says more.")
      }
      try space.recordRepair()
      if access == .writing { try space.redactWhatWasLeft() }
      return space
    } catch let error as LogError { throw SpaceError(error) } catch let error as SpaceError {
      throw error
    } catch { throw SpaceError(.storage, "\(error)") }
  }

  /// Finishes a space that was cut short between its files and its first fact.
  private func foundAgain() throws {
    // Of a log that is damaged from its first fact on, nothing is known and `verify` tells where.
    guard store.durablePosition == 0, store.recovery.damage == nil else { return }
    guard isWritable, let key = try store.vaultKey(), let rules = HouseRules.preset(house) else {
      throw SpaceError(.notFound, "The space was never finished; open it for writing once.")
    }
    try found(
      rules: rules, keyCheck: Self.keyCheck(key), at: max(clock(), store.manifest.createdAt))
  }

  /// The vault's key; a reader goes on without one that is damaged.
  private static func key(
    of store: LogStore, _ state: inout SpaceState
  ) throws(LogError) -> [UInt8]? {
    do throws(LogError) { return try store.vaultKey() } catch {
      guard store.access == .reading, let damage = error.damage else { throw error }
      state.vaultDamage = damage
      return nil
    }
  }

  /// Notes in a directory what the facts after a position give, their private parts open.
  ///
  /// - Returns: The first damage in the vault that a reader passed over; a writer refuses it.
  static func fill(
    _ directory: inout Directory, from values: VaultReader, after position: Int
  ) throws(LogError) -> Damage? {
    let store = values.store
    guard store.durablePosition > position else { return nil }
    var damage: Damage?
    try store.scan(position + 1...store.durablePosition) { (view) throws(LogError) in
      guard view.sealed != nil, Event.findsMembers(type: String(decoding: view.type, as: UTF8.self))
      else { return true }
      let record = view.copied()
      do throws(LogError) {
        directory.apply(RecordedEvent(record, secret: try values.secret(of: record)))
      } catch {
        guard store.access == .reading, let found = error.damage else { throw error }
        damage = damage ?? found
      }
      return true
    }
    return damage
  }

  /// Looks again at the end of the log, for one who reads while another process writes.
  public func refresh() throws(SpaceError) {
    do {
      try state.withLock { (state) throws(LogError) in
        let position = state.models.accounts.position
        var models = state.models
        var fault: LogError?
        do throws(LogError) {
          try store.refresh { view in models.apply(RecordedEvent(view)) }
        } catch { fault = error }
        let known = Set(state.models.forgetting.erasedMembers)
        // What came before damage was read, and is not read again.
        state.models = models
        if var directory = state.directory {
          let values = VaultReader(store: store, forgetting: models.forgetting)
          directory.forget(Set(models.forgetting.erasedMembers).subtracting(known))
          let damage = try Self.fill(&directory, from: values, after: position)
          state.vaultDamage = state.vaultDamage ?? damage
          state.directory = directory
        }
        if let fault { throw fault }
      }
    } catch { throw SpaceError(error) }
  }
}
