import Notation

/// Says what sealed values are about to be read for (edge 47).
public struct Consult: Described {
  /// What is read; a listing is of all members, so that none may be named beside it.
  public var what = Consulted.account
  /// What for, in the reader's own words (P2), at most 10,000 code points.
  public var purpose = UntrustedText("")

  /// Makes the action with an empty purpose, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("purpose", &purpose, .identifying)
  }
}

extension Decider {
  /// Records what sealed values are about to be read for; nothing else changes (edge 47).
  mutating func consult(_ action: Consult) throws(Interruption) {
    guard CappedText.fits(action.purpose.text, within: CappedText.freeText) else {
      throw .invalid(field: "purpose", why: "too long")
    }
    guard !VisibleText.isBlank(action.purpose.text) else { throw refuse(.purposeMissing) }
    let stream: StreamName = subject.map { .member($0.id) } ?? .house
    let event = Event.recordConsulted(
      .make {
        $0.what = action.what
        $0.purpose = .open(action.purpose.text)
      })
    drafts.append(Decision.Draft(stream: stream, event: event))
  }
}

/// `record.consulted`: someone read sealed values, and said what for (ASVS 5.0 16.3.2, edge 47).
///
/// It stands in the member's stream, or in `house` for a listing, and changes nothing.
public struct RecordConsulted: Described {
  /// What was read.
  public var what = Consulted.account
  /// What for, in the reader's own words (P2), at most 10,000 code points.
  public var purpose = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields.sealed("purpose", &purpose, .identifying)
  }
}

/// What may be read of members, sealed values included.
public enum Consulted: String, Sendable, CaseIterable, WireEnum {
  /// One account.
  case account
  /// The list of all accounts.
  case accounts
  /// The list of what is pending.
  case pending
  /// One member's history.
  case history
  /// Everything that is held about one member.
  case export
  /// What changed of one member between two moments.
  case diff
  /// One member's history, fact by fact with the account beside it.
  case step

  /// Whether it is about all members, so that no member is named and the house's stream tells it.
  public var isListing: Bool { self == .accounts || self == .pending }

  package static let wireNames = WireNames<Consulted>()
}
