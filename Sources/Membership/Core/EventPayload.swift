import Notation

/// The fields of one type of event, its static properties, and its fold.
package protocol EventPayload: Described, Sendable {
  /// The wire name, chosen by hand and never changed, such as `code.requested`.
  static var name: String { get }
  /// The newest schema version, which is the version that is written.
  static var schema: Int { get }
  /// The retention of its private values.
  static var keeping: Keeping { get }
  /// The possible classes of its private part; empty for an event without a private part.
  static var seals: [PrivateClass] { get }
  /// The fields hidden from members: reasons and notes of staff (edge 47).
  static var internalFields: Set<String> { get }
  /// The rules and edge cases behind the type, as listed in the catalogue.
  static var serves: String { get }

  /// The class of this event's private part, or `nil` for a type without a private part.
  var privateClass: PrivateClass? { get }
  /// Whether this event has a private part: open, sealed or erased.
  var isSealing: Bool { get }

  /// Folds the event into the state of its member.
  ///
  /// - Parameters:
  ///   - member: The member before the event. On return, the member after it.
  ///   - fact: The fact that contains the event.
  ///   - mark: The place of the fact.
  func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark)
}

extension EventPayload {
  package static var schema: Int { 1 }
  package static var keeping: Keeping { .fact }
  package static var seals: [PrivateClass] { [] }
  package static var internalFields: Set<String> { [] }

  package var privateClass: PrivateClass? { Self.seals.first }
  package var isSealing: Bool { privateClass != nil }
}

/// One operation on the payload of any event.
protocol EventVisitor {
  /// The state that the operation changes; `Void` for an operation that only reads.
  associatedtype State
  associatedtype Result

  func visit<Payload: EventPayload>(_ payload: Payload, _ state: inout State) -> Result
}

extension EventVisitor where State == Void {
  @inline(__always)
  fileprivate func callAsFunction(_ event: Event) -> Result? {
    var state: Void = ()
    return event.accept(self, &state)
  }
}

extension Event {
  /// The wire name; for an unknown event, the name in its record.
  public var name: String {
    struct Naming: EventVisitor {
      func visit<Payload: EventPayload>(_: Payload, _: inout Void) -> String { Payload.name }
    }
    if case .unknown(let event) = self { return event.type }
    return Naming()(self) ?? ""
  }

  /// The payload; `nil` for an unknown event.
  package var payload: (any EventPayload)? {
    struct Boxing: EventVisitor {
      func visit(_ payload: some EventPayload, _: inout Void) -> any EventPayload { payload }
    }
    return Boxing()(self)
  }

  /// The newest schema version of the type; 1 for an unknown event.
  package var schema: Int {
    struct Versioning: EventVisitor {
      func visit<Payload: EventPayload>(_: Payload, _: inout Void) -> Int { Payload.schema }
    }
    return Versioning()(self) ?? 1
  }

  /// The class of the event's private part, or `nil` for a type without a private part.
  package var privateClass: PrivateClass? {
    struct Classifying: EventVisitor {
      func visit(_ payload: some EventPayload, _: inout Void) -> PrivateClass? {
        payload.privateClass
      }
    }
    return Classifying()(self) ?? nil
  }

  /// Whether this event has a private part: open, sealed or erased.
  package var isSealing: Bool {
    struct Sealing: EventVisitor {
      func visit(_ payload: some EventPayload, _: inout Void) -> Bool { payload.isSealing }
    }
    return Sealing()(self) ?? false
  }

  /// Passes the payload's fields to a field visitor; an unknown event has no fields.
  func describe(_ fields: inout Fields) {
    struct Describing: EventVisitor {
      func visit(_ payload: some EventPayload, _ fields: inout Fields) {
        var payload = payload
        payload.describe(&fields)
      }
    }
    accept(Describing(), &fields)
  }

  /// Folds the event into the state of its member; an unknown event changes nothing.
  func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    struct Folding: EventVisitor {
      let fact: RecordedEvent
      let mark: Mark

      func visit(_ payload: some EventPayload, _ member: inout Member) {
        payload.evolve(&member, by: fact, at: mark)
      }
    }
    accept(Folding(fact: fact, mark: mark), &member)
  }
}
