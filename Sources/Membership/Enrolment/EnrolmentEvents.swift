import Digests
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

extension IdentifierAssigned.Kind: WireEnum {
  package static let wireNames = WireNames<IdentifierAssigned.Kind>()
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

extension Member {
  /// A loss of the printed access code.
  public struct AccessCodeLoss: Sendable, Equatable {
    /// The id of the report.
    public let id: Token
    /// The fact that holds the address typed.
    public let mark: Mark
    /// The fact that gave a new code, which settles every report before it; `nil` while none did.
    public internal(set) var reissued: Mark?
  }
}
