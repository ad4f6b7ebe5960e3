import Notation

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
public enum Consulted: String, Sendable, CaseIterable, Word {
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

  package static let words = Words<Consulted>()
}
