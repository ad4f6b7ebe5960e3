public import Digests
public import Notation

/// Asks for a change of the dossier (UM-27).
public struct FileChangeRequest: Described {
  /// What is to be changed.
  public var kind = ChangeRequestKind.other
  /// What the dossier is to say afterwards, as the named texts that the kind needs (P3).
  public var content = Particulars()
  /// The SHA-256 digests of attached documents, which the core never holds (P3); empty for none.
  public var attachments: [Digest] = []
  /// The sequence of the entry that the member saw, 0 for none; absent when the host does not track
  /// it.
  public var seen: Int?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("kind", &kind)
    fields("content", &content, .sensitive)
    fields.list("attachments", &attachments, .sensitive)
    fields("seen", &seen)
  }
}

/// Names a change request; `takeUp…`, `apply…` and `withdrawChangeRequest` share it.
public struct ChangeRequestAction: Described {
  /// The id of the change request.
  public var request = Token(bits: 0)

  /// Makes the action with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }
}

/// Asks the member for something that a change request lacks.
public struct AskInformation: Described {
  /// The id of a request that is pending.
  public var request = Token(bits: 0)
  /// The question to the member (P2), at most 10,000 code points.
  public var text = UntrustedText("")

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("text", &text, .identifying)
  }
}

/// Supplies what was asked.
public struct SupplyInformation: Described {
  /// The id of a request for which something was asked, before its time is over.
  public var request = Token(bits: 0)
  /// The texts that are added or corrected (P3); absent when only documents come.
  public var content: Particulars?
  /// The SHA-256 digests of further documents (P3); empty for none.
  public var attachments: [Digest] = []

  /// Makes the action with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("content", &content, .sensitive)
    fields.list("attachments", &attachments, .sensitive)
  }
}

/// Accepts or rejects a change request.
public struct DecideChangeRequest: Described {
  /// The id of a request that is pending.
  public var request = Token(bits: 0)
  /// Whether it is accepted; who filed it may only reject it (edge 33, ASVS 5.0 2.3.5).
  public var accept = false
  /// Of a rejection: why, as a short code that will stand in clear in the log; absent for nothing.
  public var reason: Slug?
  /// Of a rejection: what the member is told (P2); absent for nothing.
  public var text: UntrustedText?
  /// Of a rejection: internal words, never shown to the member (P2, edge 47); absent for nothing.
  public var note: UntrustedText?

  /// Makes a rejection with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("accept", &accept)
    fields("reason", &reason)
    fields("text", &text, .identifying)
    fields("note", &note, .identifying)
  }
}
