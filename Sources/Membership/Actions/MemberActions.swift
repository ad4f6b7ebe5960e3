public import Digests
public import Notation

/// Replaces the password, knowing the current one.
public struct ChangePassword: Described {
  public var current = Typed("")
  public var password = Typed("")
  public var confirmation = Typed("")

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("current", &current, .verifier)
    fields("password", &password, .verifier)
    fields("confirmation", &confirmation, .verifier)
  }
}

/// Gives a new e-mail address, pending until it is certified.
public struct ChangeEmail: Described {
  public var email = Typed("")

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .identifying)
  }
}

/// Enrols a device (MG-9).
public struct EnrolDevice: Described {
  public var label = Typed("")
  public var platform = ""

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("label", &label, .identifying)
    fields("platform", &platform)
  }
}

/// Names a device; `blockDevice`, `unblockDevice` and `removeDevice` share it (MG-8).
public struct DeviceAction: Described {
  public var device = Token(bits: 0)
  public var reason: String?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("reason", &reason)
  }
}

/// Asks for a change of the dossier (UM-27).
public struct FileChangeRequest: Described {
  public var kind = ChangeRequestKind.other
  public var content = Particulars()
  public var attachments: [Digest] = []
  /// The sequence of the entry that the member saw; 0 for none.
  public var seen: Int?

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
  public var request = Token(bits: 0)

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }
}

/// Asks the member for something that a change request lacks.
public struct AskInformation: Described {
  public var request = Token(bits: 0)
  public var text = Typed("")

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("text", &text, .identifying)
  }
}

/// Supplies what was asked.
public struct SupplyInformation: Described {
  public var request = Token(bits: 0)
  public var content: Particulars?
  public var attachments: [Digest] = []

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("content", &content, .sensitive)
    fields.list("attachments", &attachments, .sensitive)
  }
}

/// Accepts or rejects a change request.
public struct DecideChangeRequest: Described {
  public var request = Token(bits: 0)
  public var accept = false
  public var reason: String?
  /// To the member.
  public var text: Typed?
  /// Internal, never shown to the member (edge 47).
  public var note: Typed?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("accept", &accept)
    fields("reason", &reason)
    fields("text", &text, .identifying)
    fields("note", &note, .identifying)
  }
}
