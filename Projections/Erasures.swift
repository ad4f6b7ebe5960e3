import EventLog
package import Membership
package import Notation

/// The erasures that facts have ordered, and the vault work that is left to complete them.
///
/// A value counts as erased from the erasing fact on, even while the vault still holds its bytes.
/// Code that opens a value therefore asks here first.
package struct Erasures: Sendable {
  /// A fact that erased the traces recorded before an instant.
  struct Sweep: Sendable {
    let fact: Int
    let before: Instant
  }

  /// A fact that erased values of a member.
  struct MemberErasure: Sendable {
    let fact: Int
    let classes: [PrivateClass]
    let isFull: Bool
  }

  /// A trace that holds a value in its private part.
  struct Trace: Sendable {
    let position: Int
    let at: Instant
    /// The member, if it is in a member's stream; `nil` for any other stream.
    let member: Token?
  }

  /// Whether pending vault work is kept beside the erasures.
  ///
  /// A reader never overwrites values, so it does not need the work.
  package let keepsWork: Bool
  /// The erasures of each member, partial ones included; few members have any.
  var erasures: [Token: [MemberErasure]] = [:]
  var sweeps: [Sweep] = []
  /// The erased traces that name a member and are in another stream, each with the erasing fact.
  var namingTraces: [Int: Int] = [:]
  /// The traces that hold a value, in order of position.
  ///
  /// Swept traces are removed, and so are the traces in `namingTraces`.
  var traces: [Trace] = []
  /// The orders to overwrite single values: superseded verifiers, and erased traces.
  var orders: [ErasureOrder] = []
  /// The members with a history to search for values to overwrite.
  var members: [MemberWork] = []

  /// Makes the erasures of an empty log.
  package init(keepsWork: Bool = true) { self.keepsWork = keepsWork }

  /// Folds the next fact.
  ///
  /// - Parameters:
  ///   - fact: The fact, in order of position.
  ///   - verifiers: The verifiers of the fact's member before the fact; empty for other streams.
  ///   - after: The member after the fact; `nil` for other streams.
  package mutating func apply(
    _ fact: RecordedEvent, from verifiers: [Member.Verifier], to after: Member?
  ) {
    if keepsWork, let after { orders += after.superseding(verifiers, by: fact) }
    if let change = Change(fact, member: after?.id, last: after?.erasures.last) { take(change) }
  }

  /// Folds the step of a fact.
  ///
  /// The steps of several facts must be folded in order of position.
  package mutating func take(_ change: Change) {
    switch change.content {
    case .trace(let member):
      traces.append(Trace(position: change.position, at: change.at, member: member))
    case .sweep(let before): sweep(Sweep(fact: change.position, before: before), at: change.at)
    case .erasure(let positions, let member, let erasure):
      erase(positions, by: change)
      guard let member, let erasure else { return }
      erasures[member, default: []].append(erasure)
      if keepsWork { members.append(MemberWork(member: member, fact: change.position)) }
    }
  }

  /// Returns the erasures after the steps of further facts, in order of position.
  package func taking(_ changes: [Change]) -> Erasures {
    guard !changes.isEmpty else { return self }
    var erasures = self
    for change in changes { erasures.take(change) }
    return erasures
  }

  /// Adds the orders for verifiers that facts have superseded, if work is kept.
  package mutating func take(_ orders: [ErasureOrder]) {
    if keepsWork { self.orders += orders }
  }

  private mutating func erase(_ positions: [Int], by change: Change) {
    guard !positions.isEmpty else { return }
    for position in positions {
      namingTraces[position] = change.position
      let index = traces.partitioningIndex { $0.position >= position }
      if index < traces.count, traces[index].position == position { traces.remove(at: index) }
    }
    guard keepsWork else { return }
    orders += positions.map { ErasureOrder(position: $0, fact: change.position, due: change.at) }
  }

  private mutating func sweep(_ sweep: Sweep, at instant: Instant) {
    sweeps.append(sweep)
    // Times in the log never decrease, so the due traces are at the front.
    let due = traces.prefix { $0.at < sweep.before }
    if keepsWork {
      orders += due.map { ErasureOrder(position: $0.position, fact: sweep.fact, due: instant) }
    }
    traces.removeFirst(due.count)
  }

  /// Returns the number of traces before an instant that hold a value and are not erased.
  package func traces(before instant: Instant) -> Int {
    traces.prefix { $0.at < instant }.count { trace in
      let erasures = trace.member.flatMap { self.erasures[$0] } ?? []
      return !erasures.contains { $0.covers(trace.position, .trace) }
    }
  }

  /// Returns whether a fact has erased values of a member; swept traces do not count.
  package func hasErased(anythingOf member: Token) -> Bool { erasures[member] != nil }

  /// Returns the fact that erased the private part of another fact, or `nil` when it is not erased.
  ///
  /// Superseded verifiers are not reported. They are never shown, and no decision asks for one.
  package func fact(erasing place: Place) -> Int? {
    if let member = place.member,
      let erasure = erasures[member]?.first(where: {
        $0.covers(place.position, place.privateClass)
      })
    {
      return erasure.fact
    }
    guard place.privateClass == .trace else { return nil }
    if let fact = namingTraces[place.position] { return fact }
    return sweeps.first { $0.fact > place.position && place.at < $0.before }?.fact
  }
}

extension Erasures {
  /// The place of a sealed value: the properties that decide whether a fact has erased it.
  package struct Place: Sendable, Hashable {
    package let position: Int
    package let at: Instant
    /// The member, if it is in a member's stream; `nil` for any other stream.
    package let member: Token?
    /// The class of the value; `nil` for an unknown type of fact, which only a full erasure covers.
    package let privateClass: PrivateClass?
  }
}

extension RecordedEvent {
  /// The place of the fact's private part, if it seals one.
  package var place: Erasures.Place {
    let member: Token? = if case .member(let id)? = streamName { id } else { nil }
    return Erasures.Place(
      position: position, at: at, member: member, privateClass: event.privateClass)
  }
}

extension Erasures.MemberErasure {
  /// Returns whether the erasure covers the value of an earlier fact of the same member.
  ///
  /// The class is `nil` for a type of fact that this version does not know. Only a full erasure
  /// covers such a fact.
  fileprivate func covers(_ position: Int, _ privateClass: PrivateClass?) -> Bool {
    guard fact > position else { return false }
    guard let privateClass else { return isFull }
    return classes.contains(privateClass)
  }
}

extension Event {
  /// Whether the event erases values of other facts: those of its member, or those that it swept.
  package var erases: Bool {
    switch self {
    case .memberErased, .retentionSwept: true
    default: false
    }
  }
}

extension Erasures {
  /// The effect of one fact on the erasures.
  ///
  /// A step is a separate value, so that streams can be folded in parallel. The steps are then put
  /// in order of position.
  package struct Change: Sendable {
    enum Content {
      /// The fact is a trace that holds a value, with the member if it is in a member's stream.
      case trace(Token?)
      /// The fact sweeps the traces before an instant.
      case sweep(before: Instant)
      /// The fact erases values of a member, and traces in other streams that name the member.
      case erasure([Int], Token?, MemberErasure?)
    }

    package let position: Int
    let at: Instant
    let content: Content

    /// Whether the fact erases values.
    package var isErasing: Bool { if case .trace = content { false } else { true } }

    /// Makes the step of a fact, or `nil` when the fact has no effect on the erasures.
    ///
    /// - Parameters:
    ///   - fact: The fact.
    ///   - member: The fact's member; `nil` for other streams.
    ///   - last: The member's last erasure, including that of the fact.
    package init?(_ fact: RecordedEvent, member: Token?, last: Member.MemberErasure?) {
      (position, at) = (fact.position, fact.at)
      switch fact.event {
      case .memberErased(let event):
        let erasure = last.flatMap { last in
          last.mark.position == fact.position
            ? MemberErasure(fact: fact.position, classes: last.classes, isFull: last.isFull) : nil
        }
        content = .erasure(event.traces, member, erasure)
      case .retentionSwept(let event) where event.kind == .traces:
        content = .sweep(before: event.before)
      default:
        guard fact.event.privateClass == .trace, fact.event.isSealing else { return nil }
        content = .trace(member)
      }
    }
  }
}

/// The vault work that facts have ordered, until it is done.
extension Erasures {
  /// The order to search the history of one member, given by one fact.
  package struct MemberWork: Sendable, Hashable {
    package let member: Token
    package let fact: Int
  }

  /// The members with every value erased.
  package var erasedMembers: [Token] { erasedMembers(after: 0) }

  /// Returns the members that a fact after a position erased in full.
  package func erasedMembers(after position: Int) -> [Token] {
    erasures.filter { $0.value.contains { $0.isFull && $0.fact > position } }.map(\.key)
  }

  /// Whether any value waits to be overwritten, now or later.
  package var hasWork: Bool { !orders.isEmpty || !members.isEmpty }

  /// Values to overwrite: single values, and those of members.
  package struct Work: Sendable {
    package let orders: [ErasureOrder]
    package let members: [MemberWork]
  }

  /// Returns the work that is due at an instant, without removing it.
  package func due(at now: Instant) -> Work {
    Work(orders: orders.filter { $0.due <= now }, members: members)
  }

  /// Removes and returns the work that is due at an instant.
  package mutating func takeDue(at now: Instant) -> Work {
    defer {
      orders.removeAll { $0.due <= now }
      members = []
    }
    return due(at: now)
  }

  /// The positions of the single values to overwrite, each with the fact that ordered it.
  package var ordered: [(position: Int, fact: Int)] { orders.map { ($0.position, $0.fact) } }

  /// Removes the orders for single values except those at some positions.
  ///
  /// The vault has overwritten the others already.
  package mutating func keepOrders(at positions: Set<Int>) {
    orders.removeAll { !positions.contains($0.position) }
  }

  /// Puts back work that could not be done.
  package mutating func putBack(_ work: Work) {
    orders += work.orders
    members += work.members
  }
}

extension Erasures {
  /// Returns the positions of attempts with a text that names a member, outside members' streams.
  ///
  /// - Parameters:
  ///   - names: Every number, identifier and address that the member was ever given.
  ///   - open: Returns the event at a position, with its private part open.
  /// - Complexity: O(traces kept).
  package func traces(
    naming names: Set<DecisionContext.LookUp>, open: (Int) -> Event?
  ) -> [Int] {
    traces.lazy.filter { $0.member == nil }.map(\.position).filter { position in
      guard case .actionRefused(let refusal)? = open(position), let typed = refusal.typed.value
      else { return false }
      return !names.isDisjoint(with: DecisionContext.LookUp.named(by: typed))
    }
  }
}
