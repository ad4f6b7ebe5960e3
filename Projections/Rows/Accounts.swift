public import Membership
public import Notation

/// The accounts: the state of every member, and of the house.
///
/// Decisions read the same states: both use the same `evolve`.
public struct Accounts: Projection {
  /// The members by id.
  public private(set) var members: [Token: Member] = [:]
  /// The members' ids in order of their first fact.
  public private(set) var order: [Token] = []
  /// The house.
  public private(set) var house = House()
  /// The position of the last folded fact.
  public private(set) var position = 0
  /// The time of the last folded fact; `nil` for an empty log.
  public private(set) var at: Instant?

  /// Makes the accounts of an empty log.
  public init() {}

  /// Folds the next fact, given the member's state after it.
  public mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
    position = fact.position
    at = fact.at
    if let member {
      if members.updateValue(member, forKey: member.id) == nil { order.append(member.id) }
    } else if fact.streamName == .house {
      house.evolve(fact)
    }
  }

  /// Returns the state of a fact's member after the fact, or `nil` for a fact of another stream.
  package func member(after fact: RecordedEvent) -> Member? {
    guard case .member(let id)? = fact.streamName else { return nil }
    var member = members[id] ?? Member(id: id)
    member.evolve(fact)
    return member
  }
}
