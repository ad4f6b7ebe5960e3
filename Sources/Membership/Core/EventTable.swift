import Notation

/// The one table that binds wire names to Swift types (edge 50).
package enum EventTable {
  /// One type of event: its names, what it keeps and seals, and how it is read.
  package struct Entry: Sendable {
    /// The wire name, such as `code.requested`.
    package let name: String
    /// The highest schema version that this code reads; a higher one is shown raw (edge 44).
    package let schema: Int
    /// How long its private values are kept.
    package let keeping: Keeping
    /// The classes that its private part may be of; empty for an event that seals nothing.
    package let privateClasses: [PrivateClass]
    /// The rules and edge cases that it serves, as the catalogue lists them.
    package let serves: String
    /// The name of the Swift type.
    package let swiftType: String
    /// Its fields, in the order in which they are written.
    package let listing: [FieldDescription]
    let read: @Sendable (inout Fields) -> Event
  }

  /// All types, in the order of the catalogue.
  package static let entries: [Entry] =
    houseAndEnrolment + accountAndCodes + accessAndEmail + devicesAndChangeRequests + forgetting

  private static let names = KeywordTable(entries.map(\.name))

  /// The index of a wire name's entry, or `nil` when it is not known.
  static func index(of name: UnsafeBufferPointer<UInt8>) -> Int? { names.index(of: name) }

  /// The entry of a wire name, or `nil` when it is not known.
  package static func entry(named name: String) -> Entry? {
    var name = name
    return name.withUTF8 { index(of: $0) }.map { entries[$0] }
  }

  private static func entry<Payload: Described>(
    _ name: String, _ wrap: @escaping @Sendable (Payload) -> Event, _ keeping: Keeping,
    schema: Int = 1, seals privateClasses: PrivateClass..., serves: String
  ) -> Entry {
    Entry(
      name: name, schema: schema, keeping: keeping, privateClasses: privateClasses, serves: serves,
      swiftType: "\(Payload.self)", listing: Payload.listing
    ) { fields in
      var payload = Payload()
      payload.describe(&fields)
      return wrap(payload)
    }
  }

  private static let houseAndEnrolment = [
    entry(
      "house.rules-set", Event.houseRulesSet, .fact, serves: "1.6, FM-15, MR-1, AP-17, edge 17"),
    entry("cgu.published", Event.cguPublished, .fact, serves: "UM-19, edge 34"),
    entry("log.repaired", Event.logRepaired, .fact, serves: "edge 41"),
    entry(
      "member.enrolled", Event.memberEnrolled, .fact, seals: .identity,
      serves: "FM-15, AP-8, UM-10, UM-12, MR-5, MG-12, edge 22"),
    entry(
      "identifier.assigned", Event.identifierAssigned, .fact, seals: .identity,
      serves: "FM-3, FM-4, FM-11, FM-18, UM-5, UM-11, UM-38, edge 20"),
    entry(
      "access-code.loss-reported", Event.accessCodeLossReported, .fact, seals: .contact,
      serves: "UM-36, UM-37"),
    entry(
      "dossier.recorded", Event.dossierRecorded, .fact, seals: .identity, .contact, .bank,
      serves: "AP-6, AP-7, MG-7, UM-26, UM-27, edges 19, 36"),
    entry(
      "beneficiary.recorded", Event.beneficiaryRecorded, .fact, seals: .identity,
      serves: "UM-26, UM-27, edge 38"),
  ]

  private static let accountAndCodes = [
    entry(
      "registration.started", Event.registrationStarted, .fact,
      serves: "UM-8, UM-9, UM-10, edge 31"),
    entry("identity.verified", Event.identityVerified, .fact, serves: "UM-33, UM-34, UM-35"),
    entry("identity.refused", Event.identityRefused, .trace, serves: "UM-10, UM-34, UM-38"),
    entry(
      "account.activated", Event.accountActivated, .fact,
      serves: "FM-16, AP-1, UM-22, UM-23, MR-5, edges 30, 31"),
    entry("access.blocked", Event.accessBlocked, .fact, seals: .freeText, serves: "edge 9, MG-10"),
    entry("access.restored", Event.accessRestored, .fact, seals: .freeText, serves: "edge 9"),
    entry("account.closed", Event.accountClosed, .fact, serves: "edges 9, 32, 46"),
    entry(
      "code.requested", Event.codeRequested, .fact, schema: 2, seals: .verifier,
      serves:
        "FM-7, FM-9, FM-12, FM-13, AP-6, AP-9, AP-10, UM-20, UM-21, UM-35, MR-9, MR-13, MG-13, edges 1, 4, 17"
    ),
    entry(
      "code.verified", Event.codeVerified, .fact,
      serves: "AP-12, AP-13, UM-21, MR-14, MG-16, edges 2, 8, 10"),
    entry("code.refused", Event.codeRefused, .trace, serves: "AP-13, AP-21, UM-24, edges 1 to 8"),
    entry("letter.requested", Event.letterRequested, .fact, serves: "AP-7, MG-7, edge 19"),
    entry(
      "delivery.reported", Event.deliveryReported, .fact,
      serves: "FM-5, FM-17, AP-7, AP-11, MR-12, MG-15, UM-24"),
    entry(
      "notice.issued", Event.noticeIssued, .fact,
      serves: "FM-5, FM-6, FM-21, UM-37, edges 28, 30, 37"),
    entry(
      "deadline.passed", Event.deadlinePassed, .fact,
      serves: "UM-20, UM-24, AP-7, AP-17, MG-7, edges 13 to 16"),
  ]

  private static let accessAndEmail = [
    entry(
      "password.set", Event.passwordSet, .fact, seals: .verifier,
      serves: "FM-7, FM-8, AP-14, UM-6, UM-13, UM-33, UM-39, MR-15, MR-19, MG-17, MG-18"),
    entry(
      "password.renewal-required", Event.passwordRenewalRequired, .fact, serves: "MR-7, edge 30"),
    entry("question.set", Event.questionSet, .fact, seals: .question, serves: "UM-16, UM-17"),
    entry(
      "sign-in.succeeded", Event.signInSucceeded, .trace,
      serves: "FM-2, FM-19, AP-18, UM-5, MR-5, MR-7, MG-20"),
    entry(
      "sign-in.refused", Event.signInRefused, .trace, schema: 2,
      serves: "FM-15, AP-19, UM-22, MR-6, MG-3, MG-8, edge 39"),
    entry("session.ended", Event.sessionEnded, .trace, serves: "edge 39"),
    entry(
      "action.refused", Event.actionRefused, .trace, seals: .trace,
      serves: "AP-15, MR-20, MG-18, edges 24, 26, 33, 36, 49"),
    entry(
      "email.recorded", Event.emailRecorded, .fact, seals: .contact,
      serves: "FM-12, FM-17, FM-20, UM-14, UM-15, MR-9, edges 5, 28, 29"),
    entry(
      "email.certified", Event.emailCertified, .fact, serves: "UM-18, UM-23, UM-35, edges 4, 5"),
    entry("email.invalidated", Event.emailInvalidated, .fact, serves: "FM-17, UM-34"),
    entry("email.withdrawn", Event.emailWithdrawn, .fact, serves: "UM-14, edges 5, 30"),
    entry("email.disclosure-set", Event.emailDisclosureSet, .fact, serves: "UM-15"),
    entry("cgu.accepted", Event.cguAccepted, .fact, serves: "UM-19, edge 34"),
    entry("cgu.declined", Event.cguDeclined, .fact, serves: "edge 35"),
  ]

  private static let devicesAndChangeRequests = [
    entry(
      "device.enrolled", Event.deviceEnrolled, .fact, seals: .device, serves: "MG-1, MG-9"),
    entry("device.blocked", Event.deviceBlocked, .fact, serves: "MG-8, MG-10, edge 39"),
    entry("device.unblocked", Event.deviceUnblocked, .fact, serves: "MG-8, edge 39"),
    entry("device.removed", Event.deviceRemoved, .fact, serves: "MG-8, edges 39, 40"),
    entry(
      "change-request.filed", Event.changeRequestFiled, .fact,
      seals: .identity, .contact, .bank, .freeText,
      serves: "UM-27, edges 36 to 38"),
    entry("change-request.taken-up", Event.changeRequestTakenUp, .fact, serves: "UM-27"),
    entry(
      "change-request.information-asked", Event.changeRequestInformationAsked, .fact,
      seals: .freeText, serves: "UM-27"),
    entry(
      "change-request.information-supplied", Event.changeRequestInformationSupplied, .fact,
      seals: .identity, .contact, .bank, .freeText, serves: "UM-27"),
    entry(
      "change-request.accepted", Event.changeRequestAccepted, .fact, serves: "UM-27, edges 33, 36"),
    entry(
      "change-request.rejected", Event.changeRequestRejected, .fact, seals: .freeText,
      serves: "UM-27, edge 47"),
    entry("change-request.applied", Event.changeRequestApplied, .fact, serves: "UM-27, edge 36"),
    entry(
      "change-request.withdrawn", Event.changeRequestWithdrawn, .fact, serves: "UM-27, edge 36"),
  ]

  private static let forgetting = [
    entry("legal-hold.set", Event.legalHoldSet, .fact, serves: "edge 46"),
    entry("erasure.requested", Event.erasureRequested, .fact, serves: "RGPD 12(3)"),
    entry("erasure.rejected", Event.erasureRejected, .fact, serves: "edge 46"),
    entry("member.erased", Event.memberErased, .fact, serves: "edges 45, 46"),
    entry("retention.swept", Event.retentionSwept, .fact, serves: "RGPD 5(1)e"),
    entry(
      "record.consulted", Event.recordConsulted, .trace, seals: .trace, serves: "edge 47"),
  ]
}

extension EventTable {
  /// The fields of a type that are internal to the house, so that a member is not shown them: the
  /// reasons and the notes of staff (edge 47).
  package static func internalFields(of type: String) -> Set<String> {
    switch type {
    case "access.blocked", "access.restored": ["reason", "note"]
    case "change-request.rejected": ["note"]
    case "device.blocked", "email.invalidated", "password.renewal-required": ["reason"]
    case "legal-hold.set": ["ground"]
    case "record.consulted": ["purpose"]
    default: []
    }
  }
}
