import Membership
import Notation
import Testing

/// A world whose vault forgets at the very millisecond at which it may, so that every test sees
/// whether something was still needed.
extension World {
  /// Notes what a fact orders to be erased.
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

  /// Whether the private part of a fact is erased by now.
  static func isErased(_ position: Int, in state: State) -> Bool {
    state.erased[position].map { $0 <= state.now } ?? false
  }

  /// The event at a position with what the vault still has of it.
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
