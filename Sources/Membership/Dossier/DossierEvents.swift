public import Notation

/// An entry of the dossier that holds one value at a time.
public enum DossierEntry: String, Sendable, CaseIterable {
  /// The member's name.
  case name
  /// The telephone, which receives codes by text message (AP-6).
  case phone
  /// The postal address, which receives letters (AP-7).
  case postalAddress
  /// The account that reimbursements are paid to, with an IBAN (P3).
  case bankDetails
}

extension DossierEntry: WireEnum {
  package static let wireNames = WireNames<DossierEntry>()
}

/// The sources of a value of the dossier or an e-mail address.
public enum DossierSource: String, Sendable, CaseIterable {
  /// The mutuelle's own system.
  case mutuelle
  /// An adviser, for the member (FM-17).
  case adviser
  /// The member, in step 2 of a registration (UM-14); e-mail addresses only.
  case registration
  /// The member in session, by `changeEmail`; e-mail addresses only.
  case member
  /// A change request that was accepted and applied (UM-27).
  case changeRequest
}

extension DossierSource: WireEnum {
  package static let wireNames = WireNames<DossierSource>()
}

/// `dossier.recorded`: an entry of the dossier has a new value (UM-26).
public struct DossierRecorded: EventPayload {
  package static let name = "dossier.recorded"
  package static let seals: [PrivateClass] = [.identity, .contact, .bank]
  package static let serves = "AP-6, AP-7, MG-7, UM-26, UM-27, edges 19, 36"

  /// The entry that has the new value.
  public var what = DossierEntry.name
  /// The whole new value: P2, or P3 for bank details.
  public var value = Sealed<Particulars>.absent
  /// The source of the value.
  public var source = DossierSource.mutuelle
  /// The instant from which the value holds, by default the fact's time.
  ///
  /// It may be before or after the fact.
  public var effectiveOn = Instant.earliest
  /// The applied change request (UM-27), or `nil` if staff or the feed recorded the value.
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

  package var privateClass: PrivateClass? { what.privateClass }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.dossier[what] = Member.DossierItem(
      mark: mark, source: source, effectiveOn: effectiveOn,
      replaced: member.dossier[what]?.mark)
  }
}

/// `beneficiary.recorded`: a beneficiary of the contract, or the end of their cover (UM-26).
public struct BeneficiaryRecorded: EventPayload {
  package static let name = "beneficiary.recorded"
  package static let seals: [PrivateClass] = [.identity]
  package static let serves = "UM-26, UM-27, edge 38"

  /// The id of the beneficiary, the same in every fact about one person.
  public var beneficiary = Token(bits: 0)
  /// Name, birth, relation and contacts (P3, family data), complete in each fact.
  public var details = Sealed<Particulars>.absent
  /// The instant from which the details hold or the cover ends, by default the fact's time.
  public var effectiveOn = Instant.earliest
  /// Whether the person's cover by the contract has ended.
  public var ended = false
  /// The source of the details.
  public var source = DossierSource.mutuelle
  /// The applied change request (edge 38), or `nil` if staff or the feed recorded the details.
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

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    if let index = member.beneficiaries.firstIndex(where: { $0.id == beneficiary }) {
      member.beneficiaries[index].mark = mark
      member.beneficiaries[index].ended = ended
    } else {
      member.beneficiaries.append(
        Member.Beneficiary(id: beneficiary, mark: mark, ended: ended))
    }
  }
}

extension Member {
  /// An entry of the dossier, by the fact that holds its value.
  public struct DossierItem: Sendable, Equatable {
    /// The fact that holds the value.
    public let mark: Mark
    /// The source of the value.
    public let source: DossierSource
    /// The instant from which the value holds.
    public let effectiveOn: Instant
    /// The fact of the entry that this one replaced; `nil` for the first.
    public let replaced: Mark?
  }

  /// A beneficiary of the contract.
  public struct Beneficiary: Sendable, Equatable {
    /// The id of the beneficiary.
    public let id: Token
    /// The latest fact about the person, which holds the details.
    public internal(set) var mark: Mark
    /// Whether the person's cover has ended.
    public internal(set) var ended: Bool
  }
}
