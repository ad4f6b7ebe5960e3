import Digests
import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections

/// What a space keeps in memory, under its lock.
struct SpaceState {
  /// The read models of what is durable: what answers are made of.
  var models = ReadModels()
  /// The members with facts that are queued and not yet durable: what decisions read first.
  var queuedMembers: [Token: Member] = [:]
  var queuedHouse: House?
  /// Who has which number, identifier and address; `nil` without the vault.
  var directory: Directory?
  /// What a reader found damaged in the vault, and passed over.
  var vaultDamage: Damage?
  /// The facts submitted and not yet folded into the models, in order of position.
  var awaiting: [[RecordedEvent]] = []
  var visitors = Knowledge.VisitorTraffic()
  /// The action ids of the current stream of visitors, and of the house.
  var knownActions: [String: [UUID: Int]] = [:]
  /// The actions of members who were erased, and the members who were gone through for them.
  var erasedActions: (owners: [UUID: Token], members: Set<Token>) = ([:], [])
  /// Whether a batch of values is going to be overwritten soon.
  var isRedactionDue = false
  var isClosed = false
  var random: Randomness
  /// The position of the fact that opening recorded of a repair.
  var recordedRepair: Int?

  /// A member's state as decisions see it.
  func member(_ id: Token) -> Member? { queuedMembers[id] ?? models.accounts.members[id] }

  /// The house as decisions see it.
  var house: House { queuedHouse ?? models.accounts.house }

  /// Folds facts that are queued: decisions read them, answers do not yet.
  mutating func queue(_ facts: [RecordedEvent]) {
    awaiting.append(facts)
    for fact in facts {
      directory?.apply(fact)
      switch StreamName(fact.stream) {
      case .member(let id):
        var member = member(id) ?? Member(id: id)
        member.evolve(fact)
        queuedMembers[id] = member
      case .house:
        var house = house
        house.evolve(fact)
        queuedHouse = house
        knownActions[fact.stream]?[fact.action] = fact.position
      case .visitors: knownActions[fact.stream]?[fact.action] = fact.position
      case nil: break
      }
    }
  }

  /// Folds what became durable into the read models.
  mutating func settle(through position: Int) {
    var erased: Set<Token> = []
    while let facts = awaiting.first, let last = facts.last, last.position <= position {
      awaiting.removeFirst()
      for fact in facts {
        models.apply(fact)
        guard case .member(let id)? = StreamName(fact.stream) else { continue }
        if case .memberErased(let event) = fact.event, event.isFull { erased.insert(id) }
        if queuedMembers[id]?.last?.position == fact.position { queuedMembers[id] = nil }
      }
    }
    if awaiting.isEmpty { queuedHouse = nil }
    directory?.forget(erased)
  }

  /// Forgets what was queued: after a failure nobody knows whether it is there.
  mutating func discardQueue() {
    awaiting = []
    queuedMembers = [:]
    queuedHouse = nil
  }
}
