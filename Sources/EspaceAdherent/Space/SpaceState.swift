import Digests
import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

/// What a space keeps in memory, under its lock.
struct SpaceState {
  /// What is durable and settled: what answers are made of.
  var present: SettledState
  /// The members with facts that are queued and not yet durable: what decisions read first.
  var queuedMembers: [Token: CachedMember] = [:]
  var queuedHouse: House?
  /// Who has which number, identifier and address; `nil` without the vault.
  var directory: Directory?
  /// Whether damage kept a name out of the directory.
  ///
  /// A text that is not found may then still name a member.
  var isDirectoryPartial = false
  /// Why the snapshot that was there was not used.
  var unusedSnapshot: SnapshotFault?
  /// What a reader found damaged in the vault, and passed over.
  var vaultDamage: Damage?
  /// The facts submitted and not yet settled, in order of position, append by append.
  var awaiting: [[PendingFact]] = []
  var refusals = RefusalTraffic()
  /// The ids of the actions that streams hold.
  var knownActions = ActionIndex()
  /// The actions of members who were erased, and the members who were gone through for them.
  var erasedActions: (owners: [UUID: Token], members: Set<Token>) = ([:], [])
  /// Whether a batch of values is going to be overwritten soon.
  var isRedactionDue = false
  /// The last position at which a snapshot was going to be written soon.
  var snapshotTriedAt = 0
  /// Whether the snapshot that the space goes on from is no more on the disk.
  var isSnapshotDropped = false
  var isClosed = false
  var random: Randomness
  /// The position of the fact that opening recorded of a repair.
  var recordedRepair: Int?

  init(_ present: SettledState, random: Randomness) {
    (self.present, self.random) = (present, random)
  }

  /// The house as decisions see it.
  var house: House { queuedHouse ?? present.house }

  /// Settles what became durable.
  mutating func settle(through position: Int, in members: MemberCache) {
    while let append = awaiting.first, let last = append.last, last.fact.position <= position {
      awaiting.removeFirst()
      settle(append, in: members)
    }
    if awaiting.isEmpty { queuedHouse = nil }
  }

  /// Settles facts that became durable together.
  mutating func settle(_ append: [PendingFact], in members: MemberCache) {
    for next in append { settle(next) }
    members.settle(present.position, append.compactMap(\.after?.state))
  }

  private mutating func settle(_ next: PendingFact) {
    let fact = next.fact
    present.apply(fact, orders: next.orders, step: next.step)
    if case .memberErased(let event) = fact.event, event.isFull,
      case .member(let id)? = fact.streamName
    {
      directory?.forget([id])
    }
    guard let (state, first) = next.after else { return }
    present.note(state.member, from: first)
    if queuedMembers[state.member.id] === state { queuedMembers[state.member.id] = nil }
  }

  /// Forgets what was queued: after a failure nobody knows whether it is there.
  mutating func discardQueue() {
    awaiting = []
    queuedMembers = [:]
    queuedHouse = nil
    knownActions = ActionIndex()
  }
}

extension SpaceState {
  /// Settles the durable facts that are not settled yet.
  ///
  /// - Complexity: O(those facts), and the histories of their members who are not at hand.
  mutating func catchUp(with store: LogStore, _ members: MemberCache) throws(LogError) {
    let first = present.position + 1
    let last = store.durablePosition
    guard first <= last else { return }
    try store.scan(first...last) { (view) throws(LogError) in
      let fact = RecordedEvent(view)
      guard case .member(let id)? = fact.streamName else {
        settle([PendingFact(fact)], in: members)
        return true
      }
      var member = try members.member(id) ?? Member(id: id)
      var next = PendingFact(fact, into: &member, keepsWork: present.erasures.keepsWork)
      next.after = (CachedMember(member), fact.position)
      settle([next], in: members)
      return true
    }
    guard directory != nil else { return }
    try noteNames(in: store, at: try names(in: store, first...last))
  }

  /// Notes in the directory whom facts give a name.
  ///
  /// A reader passes damage in the vault over and keeps the first; a writer refuses it.
  ///
  /// - Parameters:
  ///   - positions: Such facts, in order; they are opened on two cores.
  ///   - progress: is told now and then how many are opened.
  mutating func noteNames(
    in store: LogStore, at positions: [Int], _ progress: MemberSpace.Telling = { _ in }
  ) throws(LogError) {
    guard let directory, !positions.isEmpty else { return }
    let values = VaultReader(store: store, erasures: present.erasures)
    let parts = Mutex(0)
    let opened = Mutex((names: 0, rows: [TableRow]()))
    opened.withLock { $0.rows.reserveCapacity(positions.count) }
    let shares = try onBothCores { () throws(LogError) in
      let part = parts.withLock { part in
        defer { part += 1 }
        return part
      }
      var share = NameShare(part: part)
      let half = positions[positions.count * part / 2..<positions.count * (part + 1) / 2]
      var secrets = PrivatePartReader(store, from: half.first ?? 1)
      try store.visit(half) { (view) throws(LogError) in
        try share.note(view, values: values, secrets: &secrets, directory: directory)
        guard share.isWorthTelling else { return }
        opened.withLock { opened in
          opened.names += NameShare.namesBetweenTellings
          opened.rows += share.takeRows()
          progress(MemberSpace.Progress(.naming, facts: opened.names, of: positions.count))
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
    for share in shares.sorted(by: { $0.part < $1.part }) {
      vaultDamage = vaultDamage ?? share.damage
      if share.damage != nil { isDirectoryPartial = true }
    }
  }

  /// The facts of a range that may give a name.
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

/// What a thread found of the names that facts give.
private struct NameShare: Sendable {
  /// How many names are opened before it is told.
  static let namesBetweenTellings = 256

  let part: Int
  var damage: Damage?
  private var rows: [TableRow] = []
  private var names = 0

  init(part: Int) { self.part = part }

  /// Whether as many names were noted as are told of at once.
  var isWorthTelling: Bool { names.isMultiple(of: Self.namesBetweenTellings) }

  /// The rows that were found since the last time.
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

/// The space as the settled facts leave it: what answers are made of, but for the members' states.
struct SettledState {
  /// The last fact that is in it, and when that was.
  var position = 0
  var at: Instant?
  var house = House()
  var members = MemberTable()
  var erasures: Erasures
  /// Why what was read of a snapshot is not as it was written; none is written on it.
  private(set) var fault: SnapshotFault?

  /// Makes the present of an empty log.
  ///
  /// - Parameter keepsErasingWork: Whether what is to be overwritten in the vault is kept, for one
  ///   who writes.
  init(keepsErasingWork: Bool = true) { erasures = Erasures(keepsWork: keepsErasingWork) }

  /// Folds the next fact, but for its member's state.
  mutating func apply(_ fact: RecordedEvent, orders: [ErasureOrder], step: Erasures.Step?) {
    position = fact.position
    at = fact.at
    erasures.take(orders)
    if let step { erasures.take(step) }
    if fact.streamName == .house { house.evolve(fact) }
  }

  /// Notes a member's state after the facts from one on.
  mutating func note(_ member: Member, from first: Int) {
    do throws(SnapshotFault) { try members.note(member, from: first) } catch { fault = error }
  }
}
