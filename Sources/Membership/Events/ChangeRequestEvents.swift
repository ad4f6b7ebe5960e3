public import Notation

/// `change-request.filed`: the member asks for a change of the dossier (UM-27).
public struct ChangeRequestFiled: Described {
  public var request = Token(bits: 0)
  public var kind = ChangeRequestKind.other
  public var content = Sealed<Particulars>.absent
  /// The SHA-256 digests of attached documents, in hexadecimal, separated by spaces.
  public var attachments = Sealed<String>.absent
  /// The sequence of the dossier's entry that the request would replace, 0 when there is none.
  public var seen = 0
  public var dueBy = Instant.earliest

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("kind", &kind)
    fields("seen", &seen)
    fields("dueBy", &dueBy)
    fields.sealed("content", &content, .sensitive)
    fields.sealed("attachments", &attachments, .sensitive, isOptional: true)
  }
}

/// `change-request.taken-up`: an adviser works on it.
public struct ChangeRequestTakenUp: Described {
  public var request = Token(bits: 0)

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }
}

/// `change-request.information-asked`: the adviser asks the member something.
public struct ChangeRequestInformationAsked: Described {
  public var request = Token(bits: 0)
  public var text = Sealed<String>.absent
  public var dueBy = Instant.earliest

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("dueBy", &dueBy)
    fields.sealed("text", &text, .identifying)
  }
}

/// `change-request.information-supplied`: the member answered.
public struct ChangeRequestInformationSupplied: Described {
  public var request = Token(bits: 0)
  public var content = Sealed<Particulars>.absent
  public var attachments = Sealed<String>.absent
  public var dueBy = Instant.earliest

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("dueBy", &dueBy)
    fields.sealed("content", &content, .sensitive, isOptional: true)
    fields.sealed("attachments", &attachments, .sensitive, isOptional: true)
  }
}

/// `change-request.accepted`: an adviser who did not file it accepts it (edge 33).
public struct ChangeRequestAccepted: Described {
  public var request = Token(bits: 0)

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }
}

/// `change-request.rejected`: an adviser rejects it; the note is never shown to the member.
public struct ChangeRequestRejected: Described {
  public var request = Token(bits: 0)
  public var reason = ""
  public var text = Sealed<String>.absent
  public var note = Sealed<String>.absent

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("reason", &reason)
    fields.sealed("text", &text, .identifying, isOptional: true)
    fields.sealed("note", &note, .identifying, isOptional: true)
  }
}

/// `change-request.applied`: the dossier has the change, in the same append.
public struct ChangeRequestApplied: Described {
  public var request = Token(bits: 0)

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }
}

/// `change-request.withdrawn`: the member took it back.
public struct ChangeRequestWithdrawn: Described {
  public var request = Token(bits: 0)

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }
}
