import Notation

/// Records the purpose of reading sealed values, before they are read (edge 47).
public struct Consult: ActionPayload {
  package static let name = ActionName.consult
  package static let actors: [ActorID.Role] = [.auditor, .adviser]
  package static let refusals: [RefusalReason] = [.purposeMissing]
  package static let firstEvents: [any EventPayload.Type] = [RecordConsulted.self]

  /// The subject of the consultation.
  ///
  /// A listing is about all members, so a request for one may not name a member.
  public var what = Consulted.account
  /// The purpose, in the reader's own words (P2), at most 10,000 code points.
  public var purpose = UntrustedText("")

  /// Makes the action with an empty purpose, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("purpose", &purpose, .identifying)
  }

  /// Records the purpose of reading sealed values, and changes no state (edge 47).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard CappedText.fits(purpose.text, within: CappedText.freeText) else {
      throw .invalid(field: "purpose", why: "too long")
    }
    guard !VisibleText.isBlank(purpose.text) else { throw decider.refuse(.purposeMissing) }
    let stream: StreamName = decider.subject.map { .member($0.id) } ?? .house
    let event = Event.recordConsulted(
      .make {
        $0.what = what
        $0.purpose = .open(purpose.text)
      })
    decider.drafts.append(Decision.Draft(stream: stream, event: event))
  }
}

/// `record.consulted`: an auditor or adviser gave the purpose of reading sealed values
/// (ASVS 5.0 16.3.2, edge 47).
///
/// The fact is in the member's stream, or in `house` for a listing. It changes no state.
public struct RecordConsulted: EventPayload {
  package static let name = "record.consulted"
  package static let keeping = Keeping.trace
  package static let seals: [PrivateClass] = [.trace]
  package static let internalFields: Set<String> = ["purpose"]
  package static let serves = "edge 47"

  /// The subject of the consultation.
  public var what = Consulted.account
  /// The purpose, in the reader's own words (P2), at most 10,000 code points.
  public var purpose = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields.sealed("purpose", &purpose, .identifying)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {}
}

/// The subjects of a consultation, sealed values included.
public enum Consulted: String, Sendable, CaseIterable, WireEnum {
  /// One account.
  case account
  /// The list of all accounts.
  case accounts
  /// The worklist.
  case pending
  /// One member's history.
  case history
  /// All the data that is held about one member.
  case export
  /// The changes of one member between two instants.
  case diff
  /// One member's history, fact by fact, with the account beside each fact.
  case step

  /// Whether it is about all members.
  ///
  /// It then names no member, and its fact is in the house's stream.
  public var isListing: Bool { self == .accounts || self == .pending }

  package static let wireNames = WireNames<Consulted>()
}
