import Digests
import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections

/// What a space keeps in memory, under its lock.
struct SpaceState {
  /// What is durable and settled: what answers are made of.
  var present: Present
  /// The members with facts that are queued and not yet durable: what decisions read first.
  var queuedMembers: [Token: MemberState] = [:]
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
  var awaiting: [[Awaiting]] = []
  var refusals = RefusalTraffic()
  /// The ids of the actions that streams hold.
  var knownActions = KnownActions()
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

  init(_ present: Present, random: Randomness) { (self.present, self.random) = (present, random) }

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
  mutating func settle(_ append: [Awaiting], in members: MemberCache) {
    for next in append { settle(next) }
    members.settle(present.position, append.compactMap(\.after?.state))
  }

  private mutating func settle(_ next: Awaiting) {
    let fact = next.fact
    present.apply(fact, next.orders, next.step)
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
    knownActions = KnownActions()
  }
}
