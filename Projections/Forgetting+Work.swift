package import Membership
package import Notation

/// What is to be overwritten in the vault by order of facts, until somebody has done it.
extension Forgetting {
  /// The history of one member, to be gone through because of one fact.
  package struct MemberWork: Sendable, Hashable {
    package let member: Token
    package let fact: Int
  }

  /// The members of whom nothing is left.
  package var erasedMembers: [Token] { erasedMembers(after: 0) }

  /// Those of them who were erased by a fact behind a position.
  package func erasedMembers(after position: Int) -> [Token] {
    erasures.filter { $0.value.contains { $0.isFull && $0.fact > position } }.map(\.key)
  }

  /// Whether anything is waiting to be overwritten, now or later.
  package var hasWork: Bool { !orders.isEmpty || !members.isEmpty }

  /// Values to overwrite: single ones, and those of whole members.
  package struct Work: Sendable {
    package let orders: [ErasureOrder]
    package let members: [MemberWork]
  }

  /// What may have been overwritten by an instant, told without taking it.
  package func due(at now: Instant) -> Work {
    Work(orders: orders.filter { $0.due <= now }, members: members)
  }

  /// Hands out, once, what may be overwritten by an instant.
  package mutating func takeDue(at now: Instant) -> Work {
    defer {
      orders.removeAll { $0.due <= now }
      members = []
    }
    return due(at: now)
  }

  /// The positions of the single values to overwrite, each with the fact that ordered it.
  package var ordered: [(position: Int, fact: Int)] { orders.map { ($0.position, $0.fact) } }

  /// Forgets the single values that are overwritten already: all but those at some positions.
  package mutating func keepOrders(at positions: Set<Int>) {
    orders.removeAll { !positions.contains($0.position) }
  }

  /// Takes back what could not be overwritten.
  package mutating func putBack(_ work: Work) {
    orders += work.orders
    members += work.members
  }
}
