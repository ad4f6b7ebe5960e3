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
  var queuedMembers: [Token: Member] = [:]
  var queuedHouse: House?
  /// Who has which number, identifier and address; `nil` without the vault.
  var directory: Directory?
  /// Why the snapshot that was there was not used.
  var unusedSnapshot: SnapshotFault?
  /// What a reader found damaged in the vault, and passed over.
  var vaultDamage: Damage?
  /// The facts submitted and not yet settled, in order of position, append by append.
  var awaiting: [[Awaiting]] = []
  var visitors = Knowledge.VisitorTraffic()
  /// The action ids of the current stream of visitors, and of the house.
  var knownActions: [String: [UUID: Int]] = [:]
  /// The actions of members who were erased, and the members who were gone through for them.
  var erasedActions: (owners: [UUID: Token], members: Set<Token>) = ([:], [])
  /// Whether a batch of values is going to be overwritten soon.
  var isRedactionDue = false
  /// Whether a snapshot is going to be written soon.
  var isSnapshotDue = false
  var isClosed = false
  var random: Randomness
  /// The position of the fact that opening recorded of a repair.
  var recordedRepair: Int?

  /// A fact that is queued, with its member's states before and after it.
  struct Awaiting {
    let fact: RecordedEvent
    let before: Member?
    let after: Member?
  }

  init(_ present: Present, random: Randomness) { (self.present, self.random) = (present, random) }

  /// The house as decisions see it.
  var house: House { queuedHouse ?? present.house }

  /// Folds facts that are queued: decisions read them, answers do not yet.
  ///
  /// - Parameter settled: The settled states of the members whom the facts are about.
  mutating func queue(_ facts: [RecordedEvent], on settled: [Token: Member]) {
    var awaiting: [Awaiting] = []
    for fact in facts {
      directory?.apply(fact)
      switch fact.streamName {
      case .member(let id):
        let before = queuedMembers[id] ?? settled[id]
        var after = before ?? Member(id: id)
        after.evolve(fact)
        queuedMembers[id] = after
        awaiting.append(Awaiting(fact: fact, before: before, after: after))
        continue
      case .house:
        var house = house
        house.evolve(fact)
        queuedHouse = house
        knownActions[fact.stream]?[fact.action] = fact.position
      case .visitors: knownActions[fact.stream]?[fact.action] = fact.position
      case nil: break
      }
      awaiting.append(Awaiting(fact: fact, before: nil, after: nil))
    }
    self.awaiting.append(awaiting)
  }

  /// Settles what became durable.
  mutating func settle(through position: Int, in members: MemberCache) {
    while let append = awaiting.first, let last = append.last, last.fact.position <= position {
      awaiting.removeFirst()
      for next in append { settle(next.fact, from: next.before, to: next.after, in: members) }
    }
    if awaiting.isEmpty { queuedHouse = nil }
  }

  /// Settles one fact.
  mutating func settle(
    _ fact: RecordedEvent, from before: Member?, to after: Member?, in members: MemberCache
  ) {
    present.apply(fact, from: before, to: after)
    members.settle(fact.position, after)
    guard let after else { return }
    if case .memberErased(let event) = fact.event, event.isFull { directory?.forget([after.id]) }
    if queuedMembers[after.id]?.last?.position == fact.position { queuedMembers[after.id] = nil }
  }

  /// Forgets what was queued: after a failure nobody knows whether it is there.
  mutating func discardQueue() {
    awaiting = []
    queuedMembers = [:]
    queuedHouse = nil
  }
}
