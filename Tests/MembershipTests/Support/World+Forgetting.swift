import Membership
import Notation
import Testing

/// The vault of a world erases at the first permitted millisecond.
///
/// If an erased value is still needed later, the test fails.
extension World {
  /// Records the erasures that a fact orders.
  func note(ordersOf fact: RecordedEvent, before: Member?, after: Member) {
    let verifiers = before?.verifiers ?? []
    for order in after.superseding(verifiers, by: fact) {
      #expect(order.fact == fact.position && order.position < fact.position)
      #expect(order.due >= fact.at)
      #expect(state.erased[order.position] == nil, "ordered twice")
      state.orders.append(order)
      state.erased[order.position] = order.due
    }
    guard case .memberErased(let event) = fact.event else { return }
    for earlier in state.facts where earlier.stream == fact.stream && earlier.event.isSealing {
      guard let privateClass = earlier.event.privateClass, event.classes.contains(privateClass)
      else { continue }
      state.erased[earlier.position] = min(state.erased[earlier.position] ?? fact.at, fact.at)
    }
  }

  /// Returns whether the private part of a fact is erased by now.
  static func isErased(_ position: Int, in state: State) -> Bool {
    state.erased[position].map { $0 <= state.now } ?? false
  }

  /// Returns the event at a position, without private values that the vault has erased.
  static func open(_ position: Int, in state: State) -> Event? {
    guard state.facts.indices.contains(position - 1) else { return nil }
    let fact = state.facts[position - 1]
    guard isErased(position, in: state) else { return fact.event }
    if [.verifier, .question].contains(fact.event.privateClass) {
      let isOver = hasEnded(fact.stream, in: state)
      #expect(isOver, "a verifier was erased that something compares with")
    }
    let parts = EventCodec.encode(fact.event)
    return try? parts.data.withUnsafeBufferPointer {
      try EventCodec.decode(
        type: fact.event.name, schema: fact.event.schema,
        data: $0, privatePart: .erased)
    }
  }

  private static func hasEnded(_ stream: String, in state: State) -> Bool {
    guard case .member(let id)? = StreamName(stream) else { return false }
    return state.members[id]?.hasEnded == true
  }
}
