public import Notation

/// `member.enrolled`: the mutuelle made a person a member, under a number (AP-8, MG-12).
public struct MemberEnrolled: Described {
  public var number = Sealed<String>.absent
  public var name = Sealed<String>.absent
  public var legacyIdentifier = Sealed<String>.absent

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields.sealed("number", &number, .identifying)
    fields.sealed("name", &name, .identifying)
    fields.sealed("legacyIdentifier", &legacyIdentifier, .identifying, isOptional: true)
  }
}

/// `identifier.assigned`: an identifier to sign in with (FM-3), or the printed access code (UM-11).
public struct IdentifierAssigned: Described {
  /// Which of the two.
  public enum Kind: String, Sendable, CaseIterable {
    case generated
    case accessCode
  }

  public var kind = Kind.generated
  public var identifier = Sealed<String>.absent

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("kind", &kind)
    fields.sealed("identifier", &identifier, .identifying)
  }
}

extension IdentifierAssigned.Kind: JSONRepresentable {}

/// `access-code.loss-reported`: a visitor says that the printed code is lost (UM-37).
public struct AccessCodeLossReported: Described {
  public var loss = Token(bits: 0)
  public var email = Sealed<String>.absent
  public var matchesFile = false

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("loss", &loss, .pseudonymous)
    fields("matchesFile", &matchesFile)
    fields.sealed("email", &email, .identifying)
  }
}

/// `dossier.recorded`: an entry of the dossier has a new value (UM-26).
public struct DossierRecorded: Described {
  public var what = DossierEntry.name
  public var value = Sealed<Particulars>.absent
  public var source = DossierSource.mutuelle
  public var effectiveOn = Instant.earliest
  public var request: Token?

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
  public var beneficiary = Token(bits: 0)
  public var details = Sealed<Particulars>.absent
  public var effectiveOn = Instant.earliest
  public var ended = false
  public var source = DossierSource.mutuelle
  public var request: Token?

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
