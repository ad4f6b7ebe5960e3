import Digests
public import Notation

/// `member.enrolled`: the mutuelle enrolled a person as a member, under a number (AP-8, MG-12).
public struct MemberEnrolled: EventPayload {
  package static let name = "member.enrolled"
  package static let seals: [PrivateClass] = [.identity]
  package static let serves = "FM-15, AP-8, UM-10, UM-12, MR-5, MG-12, edge 22"

  /// The member number (P2), kept as text because leading zeros count (edge 22).
  public var number = Sealed<String>.absent
  /// The person's name (P2), shown after step 1 of a registration (UM-12).
  public var name = Sealed<String>.absent
  /// The identifier of the previous system (P2), recognised only to be refused (FM-15), or absent.
  public var legacyIdentifier = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields.sealed("number", &number, .identifying)
    fields.sealed("name", &name, .identifying)
    fields.sealed("legacyIdentifier", &legacyIdentifier, .identifying, isOptional: true)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.enrolment = member.enrolment ?? mark
  }
}

/// `identifier.assigned`: a generated identifier (FM-3), or the printed access code (UM-11).
public struct IdentifierAssigned: EventPayload {
  package static let name = "identifier.assigned"
  package static let seals: [PrivateClass] = [.identity]
  package static let serves = "FM-3, FM-4, FM-11, FM-18, UM-5, UM-11, UM-38, edge 20"

  /// The kinds of assigned identifiers.
  ///
  /// The member number and e-mail addresses are in other facts.
  public enum Kind: String, Sendable, CaseIterable {
    /// Drawn by the core once per member and never changed (FM-3, FM-18).
    case generated
    /// Printed by the mutuelle; a new one replaces the previous one (UM-11, UM-37).
    case accessCode
  }

  /// The kind of identifier.
  public var kind = Kind.generated
  /// The identifier as typed to sign in (P2).
  ///
  /// It is mailed or printed, so it is never a secret (UM-38).
  public var identifier = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("kind", &kind)
    fields.sealed("identifier", &identifier, .identifying)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    switch kind {
    case .generated: member.generatedIdentifier = member.generatedIdentifier ?? mark
    case .accessCode:
      member.accessCode = mark
      for index in member.losses.indices where member.losses[index].reissued == nil {
        member.losses[index].reissued = mark
      }
    }
  }
}

extension IdentifierAssigned.Kind: WireEnum {
  package static let wireNames = WireNames<IdentifierAssigned.Kind>()
}

/// `access-code.loss-reported`: a visitor reported the loss of the printed access code (UM-37).
public struct AccessCodeLossReported: EventPayload {
  package static let name = "access-code.loss-reported"
  package static let seals: [PrivateClass] = [.contact]
  package static let serves = "UM-36, UM-37"

  /// The id of the report, on the worklist until a new code is assigned.
  public var loss = Token(bits: 0)
  /// The address as the visitor typed it (P2), cut to 200 characters.
  ///
  /// No message is ever sent there.
  public var email = Sealed<String>.absent
  /// Whether it is the address on file, which helps the adviser to judge the report (UM-37).
  public var matchesFile = false

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("loss", &loss, .pseudonymous)
    fields("matchesFile", &matchesFile)
    fields.sealed("email", &email, .identifying)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.losses.append(Member.AccessCodeLoss(id: loss, mark: mark))
    member.meters.countRequest(fact)
  }
}

extension Member {
  /// A reported loss of the printed access code.
  public struct AccessCodeLoss: Sendable, Equatable {
    /// The id of the report.
    public let id: Token
    /// The fact that holds the typed address.
    public let mark: Mark
    /// The fact that assigned a new code, which settles every earlier report, or `nil`.
    public internal(set) var reissued: Mark?
  }
}
