import EventLog
package import Membership
package import Notation

/// What facts have ordered to be erased, and what of that may still stand in the vault.
///
/// From the fact on a value *is* erased, whatever the vault holds: who opens a value asks here
/// first.
package struct Forgetting: Sendable {
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
    if let step = Step(fact, after?.id, after?.erasures.last) { take(step) }
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

extension Forgetting {
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
  package var place: Forgetting.Place {
    let member: Token? = if case .member(let id)? = streamName { id } else { nil }
    return Forgetting.Place(
      position: position, at: at, member: member, privateClass: event.privateClass)
  }
}

extension Forgetting.MemberErasure {
  /// Whether the value of an earlier fact of the same member goes with it; its class is `nil` in a
  /// fact that this version does not know.
  fileprivate func covers(_ position: Int, _ privateClass: PrivateClass?) -> Bool {
    guard fact > position else { return false }
    guard let privateClass else { return isFull }
    return classes.contains(privateClass)
  }
}
