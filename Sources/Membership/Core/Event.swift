import Notation

/// The content of a fact: one case per type of event.
///
/// `EventTable` binds each case to its wire name. The enum is indirect, because an event is passed
/// on more often than it is read.
public indirect enum Event: Sendable, Equatable {
  // House
  /// `house.rules-set`: the rules of the house from an instant on.
  case houseRulesSet(HouseRulesSet)
  /// `cgu.published`: a text of the general conditions.
  case cguPublished(CGUPublished)
  /// `log.repaired`: an operator moved damaged bytes out of the log.
  case logRepaired(LogRepaired)
  // Enrolment, identifiers, dossier
  /// `member.enrolled`: the first fact of a member's stream.
  case memberEnrolled(MemberEnrolled)
  /// `identifier.assigned`: a generated identifier or a printed access code.
  case identifierAssigned(IdentifierAssigned)
  /// `access-code.loss-reported`: a visitor reports that the printed access code is lost.
  case accessCodeLossReported(AccessCodeLossReported)
  /// `dossier.recorded`: an entry of the dossier has a new value.
  case dossierRecorded(DossierRecorded)
  /// `beneficiary.recorded`: a beneficiary of the contract, or the end of one.
  case beneficiaryRecorded(BeneficiaryRecorded)
  // Registration, account, access
  /// `registration.started`: step 1 of a registration is done.
  case registrationStarted(RegistrationStarted)
  /// `identity.verified`: the secret question was answered.
  case identityVerified(IdentityVerified)
  /// `identity.refused`: an attempt to prove an identity failed.
  case identityRefused(IdentityRefused)
  /// `account.activated`: the account exists.
  case accountActivated(AccountActivated)
  /// `access.blocked`: staff blocked access.
  case accessBlocked(AccessBlocked)
  /// `access.restored`: staff unblocked access.
  case accessRestored(AccessRestored)
  /// `account.closed`: the account was closed.
  case accountClosed(AccountClosed)
  // Codes, letters, deliveries, deadlines
  /// `code.requested`: a code, link or temporary password was issued.
  case codeRequested(CodeRequested)
  /// `code.verified`: a code was correct, in time and on its page.
  case codeVerified(CodeVerified)
  /// `code.refused`: an attempt with a code failed.
  case codeRefused(CodeRefused)
  /// `letter.requested`: a letter with a secret is due.
  case letterRequested(LetterRequested)
  /// `delivery.reported`: the carrier reports the outcome of a delivery.
  case deliveryReported(DeliveryReported)
  /// `notice.issued`: a notice to the member was issued.
  case noticeIssued(NoticeIssued)
  /// `deadline.passed`: the clock recorded a deadline that passed.
  case deadlinePassed(DeadlinePassed)
  // Passwords, question, sessions, other refusals
  /// `password.set`: a new password.
  case passwordSet(PasswordSet)
  /// `password.renewal-required`: the password must be replaced.
  case passwordRenewalRequired(PasswordRenewalRequired)
  /// `question.set`: a secret question and its answer.
  case questionSet(QuestionSet)
  /// `sign-in.succeeded`: the member signed in, or must do a required action first.
  case signInSucceeded(SignInSucceeded)
  /// `sign-in.refused`: an attempt to sign in failed.
  case signInRefused(SignInRefused)
  /// `session.ended`: the member signed out.
  case sessionEnded(SessionEnded)
  /// `action.refused`: any other action was refused.
  case actionRefused(ActionRefused)
  // E-mail and CGU
  /// `email.recorded`: an e-mail address, on file or pending.
  case emailRecorded(EmailRecorded)
  /// `email.certified`: its holder followed a link sent there.
  case emailCertified(EmailCertified)
  /// `email.invalidated`: an address was found invalid.
  case emailInvalidated(EmailInvalidated)
  /// `email.withdrawn`: an address was withdrawn before its certification.
  case emailWithdrawn(EmailWithdrawn)
  /// `email.disclosure-set`: whether the address may be disclosed.
  case emailDisclosureSet(EmailDisclosureSet)
  /// `cgu.accepted`: the member accepted a version of the CGU.
  case cguAccepted(CGUAccepted)
  /// `cgu.declined`: the member declined a version of the CGU.
  case cguDeclined(CGUDeclined)
  // Devices
  /// `device.enrolled`: a device with the application was enrolled.
  case deviceEnrolled(DeviceEnrolled)
  /// `device.blocked`: the device may not sign in until it is unblocked.
  case deviceBlocked(DeviceBlocked)
  /// `device.unblocked`: the device may sign in again.
  case deviceUnblocked(DeviceUnblocked)
  /// `device.removed`: the device was removed permanently.
  case deviceRemoved(DeviceRemoved)
  // Change requests
  /// `change-request.filed`: a change of the dossier was requested.
  case changeRequestFiled(ChangeRequestFiled)
  /// `change-request.taken-up`: an adviser works on the request.
  case changeRequestTakenUp(ChangeRequestTakenUp)
  /// `change-request.information-asked`: the adviser asks the member for information.
  case changeRequestInformationAsked(ChangeRequestInformationAsked)
  /// `change-request.information-supplied`: the information was supplied.
  case changeRequestInformationSupplied(ChangeRequestInformationSupplied)
  /// `change-request.accepted`: the request was accepted and waits to be applied.
  case changeRequestAccepted(ChangeRequestAccepted)
  /// `change-request.rejected`: the request was rejected.
  case changeRequestRejected(ChangeRequestRejected)
  /// `change-request.applied`: the change was written to the dossier.
  case changeRequestApplied(ChangeRequestApplied)
  /// `change-request.withdrawn`: the member withdrew the request.
  case changeRequestWithdrawn(ChangeRequestWithdrawn)
  // Erasure and consultation
  /// `legal-hold.set`: a legal hold was set or lifted; it prevents every erasure.
  case legalHoldSet(LegalHoldSet)
  /// `erasure.requested`: the erasure of the member's data is due within one month.
  case erasureRequested(ErasureRequested)
  /// `erasure.rejected`: values that must be kept, with the reason and the term.
  case erasureRejected(ErasureRejected)
  /// `member.erased`: values of the member are erased from this fact on.
  case memberErased(MemberErased)
  /// `retention.swept`: values with a retention term that is over were erased from the vault.
  case retentionSwept(RetentionSwept)
  /// `record.consulted`: a person read sealed values and stated the purpose.
  case recordConsulted(RecordConsulted)
  /// A type or schema unknown to this version; it is shown raw and the fold ignores it (edge 44).
  case unknown(UnknownEvent)
}

/// A fact with a type or schema that this version of the code does not know.
public struct UnknownEvent: Sendable, Equatable {
  /// The wire name in the record.
  public let type: String
  /// The schema version; if the name is known, it is higher than every known version.
  public let schema: Int
  /// The clear part as the record stores it: one JSON object.
  public let data: String

  /// Makes an unknown event from the parts of its record.
  public init(type: String, schema: Int, data: String) {
    self.type = type
    self.schema = schema
    self.data = data
  }
}

extension Event {
  /// Calls a visitor with the payload, or returns `nil` for an unknown event.
  ///
  /// The switch reaches every payload without an existential box.
  @inline(__always)
  func accept<Visitor: EventVisitor>(
    _ visitor: Visitor, _ state: inout Visitor.State
  ) -> Visitor.Result? {
    switch self {
    case .houseRulesSet(let payload): visitor.visit(payload, &state)
    case .cguPublished(let payload): visitor.visit(payload, &state)
    case .logRepaired(let payload): visitor.visit(payload, &state)
    case .memberEnrolled(let payload): visitor.visit(payload, &state)
    case .identifierAssigned(let payload): visitor.visit(payload, &state)
    case .accessCodeLossReported(let payload): visitor.visit(payload, &state)
    case .dossierRecorded(let payload): visitor.visit(payload, &state)
    case .beneficiaryRecorded(let payload): visitor.visit(payload, &state)
    case .registrationStarted(let payload): visitor.visit(payload, &state)
    case .identityVerified(let payload): visitor.visit(payload, &state)
    case .identityRefused(let payload): visitor.visit(payload, &state)
    case .accountActivated(let payload): visitor.visit(payload, &state)
    case .accessBlocked(let payload): visitor.visit(payload, &state)
    case .accessRestored(let payload): visitor.visit(payload, &state)
    case .accountClosed(let payload): visitor.visit(payload, &state)
    case .codeRequested(let payload): visitor.visit(payload, &state)
    case .codeVerified(let payload): visitor.visit(payload, &state)
    case .codeRefused(let payload): visitor.visit(payload, &state)
    case .letterRequested(let payload): visitor.visit(payload, &state)
    case .deliveryReported(let payload): visitor.visit(payload, &state)
    case .noticeIssued(let payload): visitor.visit(payload, &state)
    case .deadlinePassed(let payload): visitor.visit(payload, &state)
    case .passwordSet(let payload): visitor.visit(payload, &state)
    case .passwordRenewalRequired(let payload): visitor.visit(payload, &state)
    case .questionSet(let payload): visitor.visit(payload, &state)
    case .signInSucceeded(let payload): visitor.visit(payload, &state)
    case .signInRefused(let payload): visitor.visit(payload, &state)
    case .sessionEnded(let payload): visitor.visit(payload, &state)
    case .actionRefused(let payload): visitor.visit(payload, &state)
    case .emailRecorded(let payload): visitor.visit(payload, &state)
    case .emailCertified(let payload): visitor.visit(payload, &state)
    case .emailInvalidated(let payload): visitor.visit(payload, &state)
    case .emailWithdrawn(let payload): visitor.visit(payload, &state)
    case .emailDisclosureSet(let payload): visitor.visit(payload, &state)
    case .cguAccepted(let payload): visitor.visit(payload, &state)
    case .cguDeclined(let payload): visitor.visit(payload, &state)
    case .deviceEnrolled(let payload): visitor.visit(payload, &state)
    case .deviceBlocked(let payload): visitor.visit(payload, &state)
    case .deviceUnblocked(let payload): visitor.visit(payload, &state)
    case .deviceRemoved(let payload): visitor.visit(payload, &state)
    case .changeRequestFiled(let payload): visitor.visit(payload, &state)
    case .changeRequestTakenUp(let payload): visitor.visit(payload, &state)
    case .changeRequestInformationAsked(let payload): visitor.visit(payload, &state)
    case .changeRequestInformationSupplied(let payload): visitor.visit(payload, &state)
    case .changeRequestAccepted(let payload): visitor.visit(payload, &state)
    case .changeRequestRejected(let payload): visitor.visit(payload, &state)
    case .changeRequestApplied(let payload): visitor.visit(payload, &state)
    case .changeRequestWithdrawn(let payload): visitor.visit(payload, &state)
    case .legalHoldSet(let payload): visitor.visit(payload, &state)
    case .erasureRequested(let payload): visitor.visit(payload, &state)
    case .erasureRejected(let payload): visitor.visit(payload, &state)
    case .memberErased(let payload): visitor.visit(payload, &state)
    case .retentionSwept(let payload): visitor.visit(payload, &state)
    case .recordConsulted(let payload): visitor.visit(payload, &state)
    case .unknown: nil
    }
  }
}

/// The table of all types of events (edge 50).
///
/// A type's name, schema and classes are static members of its payload.
package enum EventTable {
  /// One type of event: its names, its private part, and the function that reads it.
  package struct Entry: Sendable {
    /// The wire name, such as `code.requested`.
    package let name: String
    /// The highest schema version that this code reads; a higher one is shown raw (edge 44).
    package let schema: Int
    /// The retention of its private values.
    package let keeping: Keeping
    /// The possible classes of its private part; empty for an event without a private part.
    package let privateClasses: [PrivateClass]
    /// The fields hidden from members: reasons and notes of staff (edge 47).
    package let internalFields: Set<String>
    /// The rules and edge cases behind the type, as listed in the catalogue.
    package let serves: String
    /// The name of the Swift type.
    package let swiftType: String
    /// Its fields, in writing order.
    package let listing: [FieldDescription]
    let read: @Sendable (inout Fields) -> Event

    fileprivate init<Payload: EventPayload>(_ wrap: @escaping @Sendable (Payload) -> Event) {
      name = Payload.name
      schema = Payload.schema
      keeping = Payload.keeping
      privateClasses = Payload.seals
      internalFields = Payload.internalFields
      serves = Payload.serves
      swiftType = "\(Payload.self)"
      listing = Payload.listing
      read = { fields in
        var payload = Payload()
        payload.describe(&fields)
        return wrap(payload)
      }
    }
  }

  private static let names = KeywordTable(entries.map(\.name))

  /// Returns the index of a wire name's entry, or `nil` for an unknown name.
  static func index(of name: UnsafeBufferPointer<UInt8>) -> Int? { names.index(of: name) }

  /// Returns the entry of a wire name, or `nil` for an unknown name.
  package static func entry(named name: String) -> Entry? {
    var name = name
    return name.withUTF8 { index(of: $0) }.map { entries[$0] }
  }

  /// All types, in the order of the catalogue.
  package static let entries: [Entry] = [
    Entry(Event.houseRulesSet),
    Entry(Event.cguPublished),
    Entry(Event.logRepaired),
    Entry(Event.memberEnrolled),
    Entry(Event.identifierAssigned),
    Entry(Event.accessCodeLossReported),
    Entry(Event.dossierRecorded),
    Entry(Event.beneficiaryRecorded),
    Entry(Event.registrationStarted),
    Entry(Event.identityVerified),
    Entry(Event.identityRefused),
    Entry(Event.accountActivated),
    Entry(Event.accessBlocked),
    Entry(Event.accessRestored),
    Entry(Event.accountClosed),
    Entry(Event.codeRequested),
    Entry(Event.codeVerified),
    Entry(Event.codeRefused),
    Entry(Event.letterRequested),
    Entry(Event.deliveryReported),
    Entry(Event.noticeIssued),
    Entry(Event.deadlinePassed),
    Entry(Event.passwordSet),
    Entry(Event.passwordRenewalRequired),
    Entry(Event.questionSet),
    Entry(Event.signInSucceeded),
    Entry(Event.signInRefused),
    Entry(Event.sessionEnded),
    Entry(Event.actionRefused),
    Entry(Event.emailRecorded),
    Entry(Event.emailCertified),
    Entry(Event.emailInvalidated),
    Entry(Event.emailWithdrawn),
    Entry(Event.emailDisclosureSet),
    Entry(Event.cguAccepted),
    Entry(Event.cguDeclined),
    Entry(Event.deviceEnrolled),
    Entry(Event.deviceBlocked),
    Entry(Event.deviceUnblocked),
    Entry(Event.deviceRemoved),
    Entry(Event.changeRequestFiled),
    Entry(Event.changeRequestTakenUp),
    Entry(Event.changeRequestInformationAsked),
    Entry(Event.changeRequestInformationSupplied),
    Entry(Event.changeRequestAccepted),
    Entry(Event.changeRequestRejected),
    Entry(Event.changeRequestApplied),
    Entry(Event.changeRequestWithdrawn),
    Entry(Event.legalHoldSet),
    Entry(Event.erasureRequested),
    Entry(Event.erasureRejected),
    Entry(Event.memberErased),
    Entry(Event.retentionSwept),
    Entry(Event.recordConsulted),
  ]
}
