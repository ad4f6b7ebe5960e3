package import Membership
import Notation

/// The checks of a strict world.
///
/// A strict world treats the core as harshly as the log and the vault may:
/// - Each fact is encoded, read again and folded without its private values.
/// - A superseded verifier is erased at the first permitted millisecond.
/// - The hasher answers each question once.
/// - A refusal has a reason from the list of its action.
struct Strictness: Sendable {
  /// The breaches, in words, in order.
  var breaches: [String] = []
  /// The erasures of superseded verifiers, in the order of their facts.
  var orders: [ErasureOrder] = []
  /// The instants from which the verifiers at these positions are erased.
  var due: [Int: Instant] = [:]
}

extension World {
  /// The rules of the core that were broken, in words; empty unless the world is strict.
  ///
  /// ```swift
  /// var world = World(house: "unimutuelles", isStrict: true)
  /// _ = world.perform(request)
  /// assert(world.breaches.isEmpty)
  /// ```
  public var breaches: [String] { strictness?.breaches ?? [] }

  /// The erasures of superseded verifiers, in the order of their facts; empty unless the world is
  /// strict.
  package var orders: [ErasureOrder] { strictness?.orders ?? [] }

  /// Returns whether the verifier at a position is superseded and erased by now.
  package func isVerifierErased(_ position: Int) -> Bool {
    strictness?.due[position].map { $0 <= now } ?? false
  }

  mutating func breach(_ text: String) { strictness?.breaches.append(text) }

  /// Returns a fact as it is folded: in a strict world, as it is read from the log alone.
  mutating func folded(_ fact: RecordedEvent) -> RecordedEvent {
    guard strictness != nil else { return fact }
    if fact.event.readAgain != fact.event {
      breach("\(fact.position) \(fact.event.name) changes when it is written and read")
    }
    return RecordedEvent(
      position: fact.position, sequence: fact.sequence, stream: fact.stream, at: fact.at,
      actor: fact.actor, action: fact.action, correlation: fact.correlation, cause: fact.cause,
      event: fact.event.without(.sealed), clockWasClamped: fact.clockWasClamped)
  }

  /// Orders the erasure of the verifiers that a fact superseded.
  mutating func supersede(_ verifiers: [Member.Verifier], by fact: RecordedEvent, in after: Member)
  {
    guard strictness != nil else { return }
    for order in after.superseding(verifiers, by: fact) {
      if order.fact != fact.position || order.position >= fact.position || order.due < fact.at {
        breach("\(fact.position) orders an erasure of \(order.position) in the past")
      }
      if strictness?.due.updateValue(order.due, forKey: order.position) != nil {
        breach("\(fact.position) orders the erasure of \(order.position) again")
      }
      strictness?.orders.append(order)
    }
  }

  /// Checks a question for the hasher before it is answered.
  ///
  /// A verifier is compared before it is erased, except after the end of the account.
  mutating func check(_ question: HashQuestion) {
    if asked.contains(question) { breach("the hasher is asked the same twice") }
    guard case .matches(_, let position?) = question, facts.indices.contains(position - 1),
      case .member(let id)? = facts[position - 1].streamName, isVerifierErased(position),
      members[id]?.hasEnded == false
    else { return }
    breach("the verifier at \(position) was erased before it was compared")
  }

  /// Checks that a refusal has a reason from the list of its action.
  package mutating func check(_ decision: Decision, of action: Action) {
    guard strictness != nil, case .refused(let reason) = decision.result else { return }
    let listed = ActionTable.entry(action.name).refusals + ActionTable.sharedRefusals
    if !listed.contains(reason) {
      breach("\(action.name) is refused for \(reason), which is not in its list")
    }
  }
}

extension Event {
  /// The event after it was written and read again with its private values.
  fileprivate var readAgain: Event? {
    let parts = EventCodec.encode(self)
    guard let secret = parts.secret else { return isSealing ? nil : read(parts.data, .none) }
    return secret.withUnsafeBufferPointer { read(parts.data, $0.isEmpty ? .none : .open($0)) }
  }

  /// Returns the event as it is read without its private values.
  ///
  /// - Parameter privatePart: The reason why they are missing: `.sealed` or `.erased`.
  func without(_ privatePart: Fields.PrivatePart) -> Event {
    let parts = EventCodec.encode(self)
    return read(parts.data, parts.secret == nil ? .none : privatePart) ?? self
  }

  private func read(_ data: [UInt8], _ privatePart: Fields.PrivatePart) -> Event? {
    data.withUnsafeBufferPointer {
      try? EventCodec.decode(type: name, schema: schema, data: $0, privatePart: privatePart)
    }
  }
}
