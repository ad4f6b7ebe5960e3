import Digests
public import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Plans a repair of the log's end, if one is needed and allowed, without changing a file.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - clock: Returns the time, by which some private parts may have been erased.
  ///   - progress: Called now and then with the progress of the reading.
  /// - Throws: `SpaceError` of kind `.notFound`, `.storage`, and `.locked` when a repair is needed
  ///   and another process writes. Damage is part of the result.
  /// - Complexity: O(bytes).
  public static func planRepair(
    _ path: String, clock: @escaping Clock = machineClock,
    progress: @escaping ProgressHandler = { _ in }
  ) throws(SpaceError) -> SpaceRepair {
    try planRepair(on: DiskStorage(root: path), clock: clock, progress: progress)
  }

  package static func planRepair(
    on storage: any Storage, clock: @escaping Clock = machineClock,
    progress: @escaping ProgressHandler = { _ in }
  ) throws(SpaceError) -> SpaceRepair {
    var check: Digest?
    do throws(LogError) {
      if let damage = try manifestDamage(on: storage) {
        return .refused(.manifest, damage)
      }
      return try LogStore.repairVerdict(
        on: storage, progress: progress, key: { check == nil || keyCheck($0) == check },
        erasures: { erasures(on: storage, at: clock()) },
        replaying: { check = check ?? $0.first.flatMap(foundingKeyCheck) })
    } catch { throw SpaceError(error) }
  }

  /// Carries out a plan and records it as a fact of the house (`log.repaired`).
  ///
  /// Bytes are copied, and the copies made durable, before any byte is cut. An interrupted repair
  /// is completed by another call, or recorded by the next writer.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - plan: The plan, as a person has seen it.
  ///   - clock: Returns the time.
  /// - Returns: The position of the fact.
  /// - Throws: `SpaceError` of kind `.invalid`, `.locked`, `.damaged`, `.storage`. `.invalid` means
  ///   that the plan has no work or that the space has changed since; no file was changed then.
  public static func repair(
    _ path: String, as plan: SpaceRepair, clock: @escaping Clock = machineClock
  ) throws(SpaceError) -> Int {
    try repair(on: DiskStorage(root: path), as: plan, clock: clock)
  }

  package static func repair(
    on storage: any Storage, as plan: SpaceRepair, clock: @escaping Clock = machineClock,
    hasher: any PasswordHasher = PBKDF2Hasher(),
    randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) throws(SpaceError) -> Int {
    var check: Digest?
    let isCarriedOut: Bool
    do throws(LogError) {
      isCarriedOut = try LogStore.repair(
        as: plan, on: storage, key: { check == nil || keyCheck($0) == check },
        erasures: { erasures(on: storage, at: clock()) },
        replaying: { check = check ?? $0.first.flatMap(foundingKeyCheck) })
    } catch { throw SpaceError(error) }
    guard isCarriedOut else {
      throw SpaceError(
        .invalid,
        "The space has changed since the plan was made; nothing was changed now. Plan again.")
    }
    let space = try open(
      on: storage, for: .writing, clock: clock, hasher: hasher, randomness: randomness)
    defer { space.close() }
    guard let position = space.state.withLock({ $0.recordedRepair }) else {
      throw SpaceError(.storage, "The repair was made, and recorded by another writer meanwhile.")
    }
    return position
  }

  /// Returns the damage of `space.json` compared with the first fact.
  ///
  /// - Returns: The damage, or `nil` when the file agrees or the first fact is unreadable.
  private static func manifestDamage(on storage: any Storage) throws(LogError) -> Damage? {
    do throws(LogError) { try FoundingFact.check(storage) } catch {
      guard case .damaged(let damage) = error else { throw error }
      return damage
    }
    return nil
  }

  /// Returns the check value of the vault's key in the first fact.
  private static func foundingKeyCheck(_ view: RecordView) -> Digest? {
    guard view.position == 1, case .houseRulesSet(let event) = RecordedEvent(view).event else {
      return nil
    }
    return event.space?.keyCheck
  }

  /// Returns the erasures that facts order by an instant, as far as the log can be read.
  private static func erasures(on storage: any Storage, at now: Instant) -> [Erasure] {
    // No snapshot is used: a wrong snapshot would be reported as damage of the vault.
    guard let space = try? open(on: storage, for: .reading, isResuming: false) else { return [] }
    // A reader keeps no erasing work. The facts' orders are therefore folded again.
    var models = ReadModels()
    let asOf = AsOf(position: space.position, now: .latest, house: House())
    guard (try? space.forEachFact(until: asOf) { models.apply($0) }) != nil else { return [] }
    let erasures = try? models.erasures.erasures(at: now) {
      (stream, last, body) throws(LogError) in
      try space.store.replay(stream, upTo: last, body)
    }
    return erasures ?? []
  }

  /// Records a repair that was carried out and has no fact yet.
  ///
  /// Every writer calls this at opening.
  func recordRepair() throws(LogError) {
    guard isWritable, let record = try store.unrecordedRepair() else { return }
    var event = LogRepaired()
    event.segment = record.segment.split(separator: "/").last.map(String.init) ?? record.segment
    event.offset = record.offset
    event.movedBytes = record.movedBytes
    event.firstLost = record.firstLost
    let fact = event
    let submission = try state.withLock { (state) throws(LogError) in
      try submit(
        [Decision.Draft(stream: .house, event: .logRepaired(fact))],
        envelope: ownEnvelope(.administrator("repair"), &state), state: &state)
    }
    try awaitDurable(.append(submission))
    try store.forgetRepair()
    state.withLock { $0.recordedRepair = submission.positions.upperBound }
  }
}
