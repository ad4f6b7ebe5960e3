import Notation

/// The fields of one type of event, what is known of the type, and its fold.
package protocol EventPayload: Described, Sendable {
  /// The wire name, chosen by hand and never changed, such as `code.requested`.
  static var name: String { get }
  /// The newest schema version, which is the one that is written.
  static var schema: Int { get }
  /// How long its private values are kept.
  static var keeping: Keeping { get }
  /// The classes that its private part may be of; empty for an event that seals nothing.
  static var seals: [PrivateClass] { get }
  /// The fields that a member is not shown: reasons and notes of staff (edge 47).
  static var internalFields: Set<String> { get }
  /// The rules and edge cases that it serves, as the catalogue lists them.
  static var serves: String { get }

  /// The class of this event's private part, or `nil` for a type that seals nothing.
  var privateClass: PrivateClass? { get }
  /// Whether this event has a private part, be it open, sealed or erased.
  var isSealing: Bool { get }

  /// Folds the event into the state of its member.
  ///
  /// - Parameters:
  ///   - member: The member before the event, then the member after it.
  ///   - fact: The fact that holds the event.
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
  /// What the operation changes; `Void` for an operation that only reads.
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

  /// The newest schema version of the type; 1 for an unknown event.
  package var schema: Int {
    struct Versioning: EventVisitor {
      func visit<Payload: EventPayload>(_: Payload, _: inout Void) -> Int { Payload.schema }
    }
    return Versioning()(self) ?? 1
  }

  /// The class of the event's private part, or `nil` for a type that seals nothing.
  package var privateClass: PrivateClass? {
    struct Classifying: EventVisitor {
      func visit(_ payload: some EventPayload, _: inout Void) -> PrivateClass? {
        payload.privateClass
      }
    }
    return Classifying()(self) ?? nil
  }

  /// Whether this event has a private part, be it open, sealed or erased.
  package var isSealing: Bool {
    struct Sealing: EventVisitor {
      func visit(_ payload: some EventPayload, _: inout Void) -> Bool { payload.isSealing }
    }
    return Sealing()(self) ?? false
  }

  /// Hands the payload's fields to a visitor of fields; an unknown event has none.
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
