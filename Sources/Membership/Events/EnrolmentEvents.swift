public import Notation

/// `member.enrolled`: the mutuelle made a person a member, under a number (AP-8, MG-12).
public struct MemberEnrolled: Described {
  /// The member number (P2), digits kept as text because leading zeros count (edge 22).
  public var number = Sealed<String>.absent
  /// The person's name (P2), shown after step 1 of a registration (UM-12).
  public var name = Sealed<String>.absent
  /// The identifier of the system before (P2), recognised only to be refused (FM-15); absent when
  /// there was none.
  public var legacyIdentifier = Sealed<String>.absent

  /// Makes the event with no value yet, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields.sealed("number", &number, .identifying)
    fields.sealed("name", &name, .identifying)
    fields.sealed("legacyIdentifier", &legacyIdentifier, .identifying, isOptional: true)
  }
}

/// `identifier.assigned`: an identifier to sign in with (FM-3), or the printed access code (UM-11).
public struct IdentifierAssigned: Described {
  /// Where an assigned identifier comes from; member number and e-mail address stand in facts of
  /// their own.
  public enum Kind: String, Sendable, CaseIterable {
    /// Drawn by the core, once for each member and never changed (FM-3, FM-18).
    case generated
    /// Printed by the mutuelle; a new one replaces the one before (UM-11, UM-37).
    case accessCode
  }

  /// Which identifier of the member this is.
  public var kind = Kind.generated
  /// The identifier as it is typed to sign in (P2); mailed or printed, so never a secret (UM-38).
  public var identifier = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("kind", &kind)
    fields.sealed("identifier", &identifier, .identifying)
  }
}

extension IdentifierAssigned.Kind: Word {
  package static let words = Words<IdentifierAssigned.Kind>()
}

/// `access-code.loss-reported`: a visitor says that the printed code is lost (UM-37).
public struct AccessCodeLossReported: Described {
  /// The id of the report, in the pending list until a new code is assigned.
  public var loss = Token(bits: 0)
  /// The address as the visitor typed it (P2), cut to 200 characters; nothing is ever sent there.
  public var email = Sealed<String>.absent
  /// Whether it is the address on file, for the adviser who judges the report (UM-37).
  public var matchesFile = false

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("loss", &loss, .pseudonymous)
    fields("matchesFile", &matchesFile)
    fields.sealed("email", &email, .identifying)
  }
}

/// `dossier.recorded`: an entry of the dossier has a new value (UM-26).
public struct DossierRecorded: Described {
  /// The entry whose value this replaces.
  public var what = DossierEntry.name
  /// The whole new value: P2, of bank details P3.
  public var value = Sealed<Particulars>.absent
  /// Who gave the value.
  public var source = DossierSource.mutuelle
  /// From when the value holds, which may be before or after the fact; the fact's time by default.
  public var effectiveOn = Instant.earliest
  /// The change request that was applied (UM-27); absent when staff or the feed recorded the value.
  public var request: Token?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("source", &source)
    fields("effectiveOn", &effectiveOn, .pseudonymous)
    fields("request", &request, .pseudonymous)
    fields.sealed("value", &value, what == .bankDetails ? .sensitive : .identifying)
  }
}

/// `beneficiary.recorded`: a beneficiary of the contract, or the end of one (UM-26).
public struct BeneficiaryRecorded: Described {
  /// The id of the beneficiary, the same in every fact about one person.
  public var beneficiary = Token(bits: 0)
  /// Name, birth, relation, contacts (P3, family data), whole at each recording.
  public var details = Sealed<Particulars>.absent
  /// From when the details hold, or the cover ends; the fact's time by default.
  public var effectiveOn = Instant.earliest
  /// Whether the person is no longer covered by the contract.
  public var ended = false
  /// Who gave the details.
  public var source = DossierSource.mutuelle
  /// The change request that was applied (edge 38); absent when staff or the feed recorded the
  /// details.
  public var request: Token?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("beneficiary", &beneficiary, .pseudonymous)
    fields("effectiveOn", &effectiveOn, .pseudonymous)
    fields("ended", &ended)
    fields("source", &source)
    fields("request", &request, .pseudonymous)
    fields.sealed("details", &details, .sensitive)
  }
}
