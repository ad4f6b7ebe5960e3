public import Digests
public import Notation

/// Sets the rules of the house from an instant on.
public struct SetHouseRules: Described {
  /// A preset by name; or else `rules`.
  public var preset: String?
  public var rules: HouseRules?
  public var effectiveFrom: Instant?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("preset", &preset)
    fields("rules", &rules)
    fields("effectiveFrom", &effectiveFrom)
  }
}

/// Publishes a text of the CGU (UM-19).
public struct PublishCGU: Described {
  public var version = ""
  public var textDigest = Digest.zero
  public var locale = ""
  public var effectiveFrom: Instant?
  public var reacceptance = false

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("locale", &locale)
    fields("effectiveFrom", &effectiveFrom)
    fields("reacceptance", &reacceptance)
  }
}

/// Makes a person a member, with what the mutuelle has of them.
public struct EnrolMember: Described {
  public var number = Typed("")
  public var name = Typed("")
  public var email: Typed?
  public var phone: Typed?
  public var postalAddress: Particulars?
  public var bankDetails: Particulars?
  public var accessCode: Typed?
  public var legacyIdentifier: Typed?
  /// The PHC string of a password of the system before (MR-5).
  public var legacyPassword: Typed?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("number", &number, .identifying)
    fields("name", &name, .identifying)
    fields("email", &email, .identifying)
    fields("phone", &phone, .identifying)
    fields("postalAddress", &postalAddress, .identifying)
    fields("bankDetails", &bankDetails, .sensitive)
    fields("accessCode", &accessCode, .identifying)
    fields("legacyIdentifier", &legacyIdentifier, .identifying)
    fields("legacyPassword", &legacyPassword, .verifier)
  }
}

/// Records what the mutuelle knows of a member's dossier (UM-26), or an e-mail address (FM-17).
public struct RecordDossier: Described {
  /// What is recorded.
  public enum What: String, Sendable, CaseIterable, JSONRepresentable {
    case name
    case email
    case phone
    case postalAddress
    case bankDetails
    case beneficiary
  }

  public var what = What.name
  public var value: Particulars?
  public var effectiveOn: Instant?
  /// Of `email`: the address on file no longer serves (FM-17).
  public var invalid = false
  /// Of `beneficiary`: whose details these are; absent for a new one.
  public var beneficiary: Token?
  /// Of `beneficiary`: no longer one.
  public var ended = false

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("value", &value, .sensitive)
    fields("effectiveOn", &effectiveOn, .pseudonymous)
    fields.flag("invalid", &invalid)
    fields("beneficiary", &beneficiary, .pseudonymous)
    fields.flag("ended", &ended)
  }
}

/// Gives a member a new printed access code (UM-37).
public struct AssignAccessCode: Described {
  public var accessCode = Typed("")
  public var loss: Token?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("accessCode", &accessCode, .identifying)
    fields("loss", &loss, .pseudonymous)
  }
}

/// Draws the secret of a letter that is due, for the printer (AP-7).
public struct DispatchLetter: Described {
  public var letter = Token(bits: 0)

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("letter", &letter, .pseudonymous)
  }
}

/// Says what became of a message.
public struct ReportDelivery: Described {
  public var delivery = Token(bits: 0)
  public var outcome = DeliveryReported.Outcome.sent
  public var reason: String?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("delivery", &delivery, .pseudonymous)
    fields("outcome", &outcome)
    fields("reason", &reason)
  }
}

/// Makes a member choose a new password.
public struct RequireNewPassword: Described {
  public var reason = PasswordRenewalRequired.Reason.administrative

  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("reason", &reason) }
}

/// Closes or opens the way in; `blockAccess` and `restoreAccess` share it.
public struct AccessDecision: Described {
  public var reason = ""
  public var note: Typed?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("note", &note, .identifying)
  }
}

/// Ends an account.
public struct CloseAccount: Described {
  public var reason = AccountClosed.Reason.memberRequest
  public var endedOn: Instant?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("endedOn", &endedOn, .pseudonymous)
  }
}

/// An action that needs no field of its own: `sweep`, `signOut`.
public struct NoFields: Described {
  public init() {}

  package mutating func describe(_ fields: inout Fields) {}
}
