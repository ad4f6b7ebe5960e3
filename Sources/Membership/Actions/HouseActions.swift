public import Digests
public import Notation

/// Sets the rules of the house from an instant on.
public struct SetHouseRules: Described {
  /// The name of a preset, such as `mcrn`; absent when `rules` are given.
  public var preset: String?
  /// The rules in full; absent when a preset is named.
  public var rules: HouseRules?
  /// The part that changes, such as `{"password":{"minimumLength":14}}`, in the rules in force or in
  /// the preset named; absent when `rules` are given.
  package var changes: JSONPatch?
  /// From when they apply, not in the past; at once when absent.
  public var effectiveFrom: Instant?

  /// Makes the action with everything absent, to be set as needed.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("preset", &preset)
    fields("rules", &rules)
    fields("changes", &changes)
    fields("effectiveFrom", &effectiveFrom)
  }
}

/// Publishes a text of the CGU (UM-19).
public struct PublishCGU: Described {
  /// A name that no text of this house has yet.
  public var version: PlainWord = "1"
  /// The SHA-256 of the text; the core never holds the text itself.
  public var textDigest = Digest.zero
  /// The language of the text, such as `fr`.
  public var locale: PlainWord = "fr"
  /// From when it applies, not in the past; at once when absent.
  public var effectiveFrom: Instant?
  /// Whether who accepted an earlier text must accept this one (edge 34).
  public var reacceptance = false

  /// Makes the action with empty required fields, to be set one by one.
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
  /// The member number (P2): digits, as many as the house's numbers have (MG-12).
  public var number = Typed("")
  /// The person's name (P2), 1 to 200 code points.
  public var name = Typed("")
  /// The e-mail address on file (P2); absent when the mutuelle has none.
  public var email: Typed?
  /// The telephone (P2); absent when the mutuelle has none.
  public var phone: Typed?
  /// The postal address (P2): `street`, `postalCode`, `city`; absent when the mutuelle has none.
  public var postalAddress: Particulars?
  /// The bank details (P3), with an `iban`; absent when the mutuelle has none.
  public var bankDetails: Particulars?
  /// The printed access code (P2), at most 64 characters; needed where it is the scheme, and nobody
  /// else's (UM-10).
  public var accessCode: Typed?
  /// The identifier of the system before (P2), to be recognised and refused (FM-15); absent for
  /// none.
  public var legacyIdentifier: Typed?
  /// The PHC string of a password of the system before (S), where the house takes it over (MR-5);
  /// absent for none.
  public var legacyPassword: Typed?

  /// Makes the action with empty required fields, to be set one by one.
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
  /// What may be recorded: the dossier's entries, an e-mail address, a beneficiary.
  public enum What: String, Sendable, CaseIterable, JSONRepresentable {
    /// The member's name: `name` or `text`.
    case name
    /// The address on file, in place of the one before (FM-17): `email` or `text`.
    case email
    /// The telephone: `phone` or `text`.
    case phone
    /// The postal address: `street`, `postalCode`, `city`.
    case postalAddress
    /// The bank details: `iban` or `text`, checked modulo 97.
    case bankDetails
    /// A beneficiary of the contract, or the end of one (UM-26).
    case beneficiary
  }

  /// What is recorded, which decides the texts that `value` must hold.
  public var what = What.name
  /// The whole new value, as named texts (P2 or P3); absent only with `invalid`.
  public var value: Particulars?
  /// From when the value holds; the time of recording when absent.
  public var effectiveOn: Instant?
  /// Of `email`: whether the address on file no longer serves, instead of a new one (FM-17).
  public var invalid = false
  /// Of `beneficiary`: the id of the one whose details these are; absent for a new one.
  public var beneficiary: Token?
  /// Of `beneficiary`: whether the person is no longer covered; as before when absent.
  public var ended: Bool?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("value", &value, .sensitive)
    fields("effectiveOn", &effectiveOn, .pseudonymous)
    fields.flag("invalid", &invalid)
    fields("beneficiary", &beneficiary, .pseudonymous)
    fields("ended", &ended)
  }
}

/// Gives a member a new printed access code (UM-37).
public struct AssignAccessCode: Described {
  /// The new code (P2): at most 64 visible ASCII characters, and nobody else's.
  public var accessCode = Typed("")
  /// The report that it answers (UM-37); absent when the mutuelle acts by itself.
  public var loss: Token?

  /// Makes the action with an empty code, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("accessCode", &accessCode, .identifying)
    fields("loss", &loss, .pseudonymous)
  }
}

/// Draws the secret of a letter that is due, for the printer (AP-7).
public struct DispatchLetter: Described {
  /// The id of a letter that is due, from the pending list.
  public var letter = Token(bits: 0)

  /// Makes the action with a placeholder for the letter, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("letter", &letter, .pseudonymous)
  }
}

/// Says what became of a message.
public struct ReportDelivery: Described {
  /// The id that the delivery had when it was handed to the host.
  public var delivery = Token(bits: 0)
  /// What became of it.
  public var outcome = DeliveryReported.Outcome.sent
  /// What the carrier says of it, which will stand in clear in the log; absent for nothing.
  public var reason: PlainWord?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("delivery", &delivery, .pseudonymous)
    fields("outcome", &outcome)
    fields("reason", &reason)
  }
}

/// Makes a member choose a new password.
public struct RequireNewPassword: Described {
  /// Why, which decides whether the password still signs in.
  public var reason = PasswordRenewalRequired.Reason.administrative

  /// Makes the action with the reason `administrative`.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("reason", &reason) }
}

/// Closes or opens the way in; `blockAccess` and `restoreAccess` share it.
public struct AccessDecision: Described {
  /// Why, as a short code that names nobody: it will stand in clear in the log.
  public var reason: PlainWord = "unspecified"
  /// What staff add in their own words (P2), never shown to the member (edge 47); absent for
  /// nothing.
  public var note: Typed?

  /// Makes the action with an empty reason, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("note", &note, .identifying)
  }
}

/// Ends an account.
public struct CloseAccount: Described {
  /// Why; a member in session may only say `memberRequest`.
  public var reason = AccountClosed.Reason.memberRequest
  /// When the reason took effect; the time of closing when absent.
  public var endedOn: Instant?

  /// Makes the action with the reason `memberRequest`.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("endedOn", &endedOn, .pseudonymous)
  }
}

/// An action that needs no field of its own: `sweep`, `signOut`.
public struct NoFields: Described {
  /// Makes it; there is nothing to set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {}
}
