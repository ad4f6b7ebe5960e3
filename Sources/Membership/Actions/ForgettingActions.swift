import Notation

/// Erases a member, or as much of them as need not be kept.
public struct EraseMember: Described {
  /// Why; for `memberRequest` a request must be open.
  public var ground = ErasureGround.memberRequest

  /// Makes the action with the ground `memberRequest`.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("ground", &ground) }
}

/// Sets or lifts a legal hold (edge 46).
public struct SetLegalHold: Described {
  /// Whether values are to be held; otherwise the hold is lifted.
  public var held = false
  /// Why, as a short code that names nobody: it will stand in clear in the log.
  public var ground: PlainWord = "unspecified"

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("held", &held)
    fields("ground", &ground)
  }
}

/// Says what sealed values are about to be read for (edge 47).
public struct Consult: Described {
  /// What is read; a listing is of all members, so that none may be named beside it.
  public var what = Consulted.account
  /// What for, in the reader's own words (P2), at most 10,000 code points.
  public var purpose = Typed("")

  /// Makes the action with an empty purpose, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("purpose", &purpose, .identifying)
  }
}
