import EventLog
package import Membership
package import Notation

/// What facts have ordered to be erased, and what of that may still stand in the vault.
///
/// From the fact on a value *is* erased, whatever the vault holds: who opens a value asks here
/// first.
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

  /// A trace that holds a value.
  struct Trace: Sendable {
    let position: Int
    let at: Instant
    /// Whose stream it stands in; `nil` for any other.
    let member: Token?
  }

  /// Whether the work is kept beside what judges a value; a reader has no use for it.
  package let keepsWork: Bool
  /// The erasures of members, those in part too; few members have any.
  var erasures: [Token: [MemberErasure]] = [:]
  var sweeps: [Sweep] = []
  /// The attempts outside their stream that went with an erased member, each with the fact.
  var namingTraces: [Int: Int] = [:]
  /// The traces that hold a value, those swept left out, in order of position.
  var traces: [Trace] = []
  /// The single values to overwrite: verifiers that died, traces that were swept.
  var orders: [ErasureOrder] = []
  /// The members to go through.
  var members: [MemberWork] = []

  /// Makes what no fact has ordered yet.
  package init(keepsWork: Bool = true) { self.keepsWork = keepsWork }

  /// Folds the next fact.
  ///
  /// - Parameters:
  ///   - fact: The fact, in order of position.
  ///   - verifiers: The verifiers of the fact's member before it; none for other streams.
  ///   - after: The member after it; absent for other streams.
  package mutating func apply(
    _ fact: RecordedEvent, from verifiers: [Member.Verifier], to after: Member?
  ) {
    if keepsWork, let after { orders += after.superseding(verifiers, by: fact) }
    if let step = Step(fact, member: after?.id, last: after?.erasures.last) { take(step) }
  }

  /// Folds what a fact says; of several facts, in the order of their positions.
  package mutating func take(_ step: Step) {
    switch step.content {
    case .trace(let member):
      traces.append(Trace(position: step.position, at: step.at, member: member))
    case .sweep(let before): sweep(Sweep(fact: step.position, before: before), at: step.at)
    case .erasure(let positions, let member, let erasure):
      erase(positions, by: step)
      guard let member, let erasure else { return }
      erasures[member, default: []].append(erasure)
      if keepsWork { members.append(MemberWork(member: member, fact: step.position)) }
    }
  }

  /// Takes the verifiers that facts have superseded.
  package mutating func take(_ orders: [ErasureOrder]) {
    if keepsWork { self.orders += orders }
  }

  private mutating func erase(_ positions: [Int], by step: Step) {
    guard !positions.isEmpty else { return }
    for position in positions {
      namingTraces[position] = step.position
      let index = traces.partitioningIndex { $0.position >= position }
      if index < traces.count, traces[index].position == position { traces.remove(at: index) }
    }
    guard keepsWork else { return }
    orders += positions.map { ErasureOrder(position: $0, fact: step.position, due: step.at) }
  }

  private mutating func sweep(_ sweep: Sweep, at instant: Instant) {
    sweeps.append(sweep)
    // The log's time never goes back, so what is due stands at the front.
    let due = traces.prefix { $0.at < sweep.before }
    if keepsWork {
      orders += due.map { ErasureOrder(position: $0.position, fact: sweep.fact, due: instant) }
    }
    traces.removeFirst(due.count)
  }

  /// How many traces before an instant hold a value that no fact has erased.
  package func traces(before instant: Instant) -> Int {
    traces.prefix { $0.at < instant }.count { trace in
      let erasures = trace.member.flatMap { self.erasures[$0] } ?? []
      return !erasures.contains { $0.covers(trace.position, .trace) }
    }
  }

  /// Whether a fact has erased values of a member; traces that were swept apart.
  package func hasErased(anythingOf member: Token) -> Bool { erasures[member] != nil }

  /// The fact that erased the private part of another fact; `nil` when it is not erased.
  ///
  /// Verifiers that died are not told: nobody is shown one, and no decision asks for one.
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
  /// Where a sealed value stands, as far as erasing is concerned.
  package struct Place: Sendable, Hashable {
    package let position: Int
    package let at: Instant
    /// Whose stream it stands in; `nil` for any other.
    package let member: Token?
    /// Its class; `nil` in a fact that this version does not know, and that goes with its member.
    package let privateClass: PrivateClass?
  }
}

extension RecordedEvent {
  /// Where the fact's private part stands, if it seals one.
  package var place: Erasures.Place {
    let member: Token? = if case .member(let id)? = streamName { id } else { nil }
    return Erasures.Place(
      position: position, at: at, member: member, privateClass: event.privateClass)
  }
}

extension Erasures.MemberErasure {
  /// Whether the value of an earlier fact of the same member goes with it; its class is `nil` in a
  /// fact that this version does not know.
  fileprivate func covers(_ position: Int, _ privateClass: PrivateClass?) -> Bool {
    guard fact > position else { return false }
    guard let privateClass else { return isFull }
    return classes.contains(privateClass)
  }
}

extension Event {
  /// Whether the event erases values of others than itself: of its member, or what it swept.
  package var erases: Bool {
    switch self {
    case .memberErased, .retentionSwept: true
    default: false
    }
  }
}

extension Erasures {
  /// What one fact says of forgetting, told apart so that streams may be folded side by side and
  /// what they say be put in order afterwards.
  package struct Step: Sendable {
    enum Content {
      /// It is a trace that holds a value: whose.
      case trace(Token?)
      /// It sweeps the traces before an instant.
      case sweep(before: Instant)
      /// It erases values of a member, and traces elsewhere that name them.
      case erasure([Int], Token?, MemberErasure?)
    }

    package let position: Int
    let at: Instant
    let content: Content

    /// Reads a fact; `nil` when it says nothing of the kind.
    ///
    /// - Parameters:
    ///   - fact: The fact.
    ///   - member: Its member; absent for other streams.
    ///   - last: The member's last erasure, the fact's included.
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

/// What is to be overwritten in the vault by order of facts, until somebody has done it.
extension Erasures {
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

extension Erasures {
  /// The attempts in which a text that names a member was typed, in any stream but a member's.
  ///
  /// - Parameters:
  ///   - names: What names the member: every number, identifier and address they were ever given.
  ///   - open: The event at a position, its private part open.
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
