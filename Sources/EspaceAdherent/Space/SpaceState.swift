import Digests
import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

/// The state of a space in memory, protected by its lock.
struct SpaceState {
  /// The durable, settled state, from which queries are answered.
  var settled: SettledState
  /// The members with queued facts that are not durable yet.
  ///
  /// Decisions read them first.
  var queuedMembers: [Token: CachedMember] = [:]
  var queuedHouse: House?
  /// The members by number, identifier and address; `nil` without the vault.
  var directory: Directory?
  /// Whether damage kept a name out of the directory.
  ///
  /// A text that is not found may then still name a member.
  var isDirectoryPartial = false
  /// The reason for not using the snapshot on the disk.
  var unusedSnapshot: SnapshotFault?
  /// The damage in the vault that a reader found and skipped.
  var vaultDamage: Damage?
  /// The facts submitted and not yet settled, in order of position, one array per append.
  var awaiting: [[PendingFact]] = []
  /// The steps of these facts in the erasures, in order of position.
  private(set) var queuedChanges: [Erasures.Change] = []
  var refusals = RefusalTraffic()
  /// The action ids in the streams.
  var actionIndex = ActionIndex()
  /// The actions of erased members, by id, and the erased members that were searched for actions.
  var erasedActions: (owners: [UUID: Token], members: Set<Token>) = ([:], [])
  /// Whether a batch that overwrites erased values is scheduled.
  var isRedactionDue = false
  /// The last position at which a background snapshot was scheduled.
  var snapshotTriedAt = 0
  /// Whether the snapshot that this space continues from was removed from the disk.
  var isSnapshotDropped = false
  var isClosed = false
  var random: Randomness
  /// The position of the fact by which opening recorded a repair.
  var recordedRepair: Int?

  init(_ settled: SettledState, random: Randomness) {
    (self.settled, self.random) = (settled, random)
  }

  /// The house as decisions see it, with queued facts.
  var house: House { queuedHouse ?? settled.house }

  /// The erasures as decisions see them, with those that queued facts order.
  ///
  /// - Complexity: O(1) without a queued trace or erasure, otherwise O(traces).
  var erasures: Erasures { settled.erasures.taking(queuedChanges) }

  /// The erasures as decisions see them, for opening values: a queued trace makes no difference.
  var erasuresOfValues: Erasures {
    queuedChanges.contains(where: \.isErasing) ? erasures : settled.erasures
  }

  /// Settles the facts that became durable.
  mutating func publish(through position: Int, in members: MemberCache) {
    while let append = awaiting.first, let last = append.last, last.fact.position <= position {
      awaiting.removeFirst()
      publish(append, in: members)
    }
    if awaiting.isEmpty { queuedHouse = nil }
    queuedChanges.removeAll { $0.position <= settled.position }
  }

  /// Queues the facts of an append, which decisions know from now on.
  mutating func enqueue(_ append: [PendingFact]) {
    awaiting.append(append)
    queuedChanges += append.compactMap(\.change)
  }

  /// Settles the facts of one append that became durable.
  mutating func publish(_ append: [PendingFact], in members: MemberCache) {
    for next in append { publish(next) }
    members.update(to: settled.position, append.compactMap(\.after?.state))
  }

  private mutating func publish(_ next: PendingFact) {
    let fact = next.fact
    settled.apply(fact, orders: next.orders, change: next.change)
    if case .memberErased(let event) = fact.event, event.isFull,
      case .member(let id)? = fact.streamName
    {
      directory?.remove([id])
    }
    guard let (state, first) = next.after else { return }
    settled.note(state.member, from: first)
    if queuedMembers[state.member.id] === state { queuedMembers[state.member.id] = nil }
  }

  /// Discards the queued facts.
  ///
  /// After a failure it is unknown whether they are on the disk.
  mutating func discardQueue() {
    (awaiting, queuedChanges) = ([], [])
    queuedMembers = [:]
    queuedHouse = nil
    actionIndex = ActionIndex()
  }
}

extension SpaceState {
  /// Settles the durable facts that are not settled yet.
  ///
  /// - Complexity: O(those facts), plus the histories of their members that are not cached.
  mutating func catchUp(with store: LogStore, _ members: MemberCache) throws(LogError) {
    let first = settled.position + 1
    let last = store.durablePosition
    guard first <= last else { return }
    try store.scan(first...last) { (view) throws(LogError) in
      let fact = RecordedEvent(view)
      guard case .member(let id)? = fact.streamName else {
        publish([PendingFact(fact)], in: members)
        return true
      }
      var member = try members.member(id) ?? Member(id: id)
      var next = PendingFact(fact, into: &member, keepsWork: settled.erasures.keepsWork)
      next.after = (CachedMember(member), fact.position)
      publish([next], in: members)
      return true
    }
    guard directory != nil else { return }
    try noteNames(in: store, at: try names(in: store, first...last))
  }

  /// Adds the names that facts give to the directory.
  ///
  /// A reader skips damage in the vault and notes the first one. A writer throws it.
  ///
  /// - Parameters:
  ///   - positions: The positions of such facts, in order. They are opened on two cores.
  ///   - progress: Called now and then with the number of opened facts.
  mutating func noteNames(
    in store: LogStore, at positions: [Int], _ progress: MemberSpace.ProgressHandler = { _ in }
  ) throws(LogError) {
    guard let directory, !positions.isEmpty else { return }
    let values = VaultReader(store: store, erasures: settled.erasures)
    let opened = Mutex((names: 0, rows: [TableRow]()))
    opened.withLock { $0.rows.reserveCapacity(positions.count) }
    let shares = try onBothCores { (part) throws(LogError) in
      var share = NameShare()
      let half = positions[positions.count * part / 2..<positions.count * (part + 1) / 2]
      var secrets = PrivatePartReader(store, from: half.first ?? 1)
      try store.visit(half) { (view) throws(LogError) in
        try share.note(view, values: values, secrets: &secrets, directory: directory)
        guard share.isReportDue else { return }
        opened.withLock { opened in
          opened.names += NameShare.namesBetweenReports
          opened.rows += share.takeRows()
          progress(SpaceProgress(.naming, facts: opened.names, of: positions.count))
        }
      }
      opened.withLock { $0.rows += share.takeRows() }
      return share
    }
    self.directory?.add(
      opened.withLock { opened in
        defer { opened.rows = [] }
        return opened.rows
      })
    for share in shares {
      vaultDamage = vaultDamage ?? share.damage
      if share.damage != nil { isDirectoryPartial = true }
    }
  }

  /// Returns the positions of facts in a range that may give a name.
  func names(in store: LogStore, _ positions: ClosedRange<Int>) throws(LogError) -> [Int] {
    var names: [Int] = []
    try store.scan(positions) { (view) throws(LogError) in
      if view.isSealed, Event.findsMembers(type: String(decoding: view.type, as: UTF8.self)) {
        names.append(view.position)
      }
      return true
    }
    return names
  }
}

/// The names that one thread found in the facts.
private struct NameShare: Sendable {
  /// The number of names opened between two progress reports.
  static let namesBetweenReports = 256

  var damage: Damage?
  private var rows: [TableRow] = []
  private var names = 0

  /// Whether a progress report is due.
  var isReportDue: Bool { names.isMultiple(of: Self.namesBetweenReports) }

  /// Returns the rows that were found since the last call.
  mutating func takeRows() -> [TableRow] {
    defer { rows.removeAll(keepingCapacity: true) }
    return rows
  }

  mutating func note(
    _ view: RecordView, values: VaultReader, secrets: inout PrivatePartReader, directory: Directory
  ) throws(LogError) {
    names += 1
    do throws(LogError) {
      let secret = try values.secret(of: view) { secrets.part(of: view) }
      rows += directory.rows(of: RecordedEvent(view, secret: secret))
    } catch {
      guard values.store.access == .reading, let found = error.damage else { throw error }
      damage = damage ?? found
    }
  }
}

/// The state of a space after the settled facts, without the members' states.
struct SettledState {
  /// The position of the last fact in the state; `at` is its instant.
  var position = 0
  var at: Instant?
  var house = House()
  var members = MemberTable()
  /// The rows of `accounts` and `pending`.
  var rows = AccountRows()
  var erasures: Erasures
  /// The reason why rows of the snapshot are not as they were written.
  ///
  /// No snapshot is then written on it.
  private(set) var fault: SnapshotFault?

  /// Creates the state of an empty log.
  ///
  /// - Parameter keepsErasingWork: Whether the vault values to overwrite are kept, which a writer
  ///   needs.
  init(keepsErasingWork: Bool = true) { erasures = Erasures(keepsWork: keepsErasingWork) }

  /// Folds the next fact, except into its member's state.
  mutating func apply(_ fact: RecordedEvent, orders: [ErasureOrder], change: Erasures.Change?) {
    position = fact.position
    at = fact.at
    erasures.take(orders)
    if let change { erasures.take(change) }
    if fact.streamName == .house { house.evolve(fact) }
  }

  /// Stores a member's state after new facts, the first of which is at a position.
  mutating func note(_ member: Member, from first: Int) {
    do throws(SnapshotFault) { try members.note(member, from: first) } catch { fault = error }
    rows.note(AccountContent.record(of: member), of: member.id)
  }
}
