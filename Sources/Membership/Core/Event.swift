/// A fact of the domain; each case is bound to its wire name in `EventTable`.
///
/// On the heap, for it is handed on more often than it is looked into.
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
  /// `access-code.loss-reported`: a visitor says that the printed code is lost.
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
  /// `access.blocked`: staff closed the way in.
  case accessBlocked(AccessBlocked)
  /// `access.restored`: staff opened it again.
  case accessRestored(AccessRestored)
  /// `account.closed`: the end of the account.
  case accountClosed(AccountClosed)
  // Codes, letters, deliveries, deadlines
  /// `code.requested`: a code, link or temporary password was issued.
  case codeRequested(CodeRequested)
  /// `code.verified`: it was right, in time and on its page.
  case codeVerified(CodeVerified)
  /// `code.refused`: it was not.
  case codeRefused(CodeRefused)
  /// `letter.requested`: a letter with a secret is due.
  case letterRequested(LetterRequested)
  /// `delivery.reported`: the carrier says what became of a message.
  case deliveryReported(DeliveryReported)
  /// `notice.issued`: the member is told of something.
  case noticeIssued(NoticeIssued)
  /// `deadline.passed`: the clock saw that something's time is over.
  case deadlinePassed(DeadlinePassed)
  // Passwords, question, sessions, other refusals
  /// `password.set`: a new password.
  case passwordSet(PasswordSet)
  /// `password.renewal-required`: the password must be replaced.
  case passwordRenewalRequired(PasswordRenewalRequired)
  /// `question.set`: a secret question and its answer.
  case questionSet(QuestionSet)
  /// `sign-in.succeeded`: the member is in, or must first do something.
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
  /// `email.invalidated`: an address no longer serves.
  case emailInvalidated(EmailInvalidated)
  /// `email.withdrawn`: an address that waited to be certified waits no more.
  case emailWithdrawn(EmailWithdrawn)
  /// `email.disclosure-set`: whether the address may be passed on.
  case emailDisclosureSet(EmailDisclosureSet)
  /// `cgu.accepted`: the member accepted a version of the CGU.
  case cguAccepted(CGUAccepted)
  /// `cgu.declined`: the member declined one.
  case cguDeclined(CGUDeclined)
  // Devices
  /// `device.enrolled`: a device with the application.
  case deviceEnrolled(DeviceEnrolled)
  /// `device.blocked`: it may not sign in for now.
  case deviceBlocked(DeviceBlocked)
  /// `device.unblocked`: it may again.
  case deviceUnblocked(DeviceUnblocked)
  /// `device.removed`: it may never again.
  case deviceRemoved(DeviceRemoved)
  // Change requests
  /// `change-request.filed`: a change of the dossier is asked for.
  case changeRequestFiled(ChangeRequestFiled)
  /// `change-request.taken-up`: an adviser works on it.
  case changeRequestTakenUp(ChangeRequestTakenUp)
  /// `change-request.information-asked`: the adviser asks the member something.
  case changeRequestInformationAsked(ChangeRequestInformationAsked)
  /// `change-request.information-supplied`: the member answered.
  case changeRequestInformationSupplied(ChangeRequestInformationSupplied)
  /// `change-request.accepted`: it waits to be applied.
  case changeRequestAccepted(ChangeRequestAccepted)
  /// `change-request.rejected`: it is not granted.
  case changeRequestRejected(ChangeRequestRejected)
  /// `change-request.applied`: the dossier has the change.
  case changeRequestApplied(ChangeRequestApplied)
  /// `change-request.withdrawn`: the member took it back.
  case changeRequestWithdrawn(ChangeRequestWithdrawn)
  // Forgetting and reading
  /// `legal-hold.set`: nothing of the member may be erased, or it may again.
  case legalHoldSet(LegalHoldSet)
  /// `erasure.requested`: the member's data are to be erased, within a month.
  case erasureRequested(ErasureRequested)
  /// `erasure.rejected`: what must be kept is kept, and until when.
  case erasureRejected(ErasureRejected)
  /// `member.erased`: values of the member are erased, from this fact on.
  case memberErased(MemberErased)
  /// `retention.swept`: values whose term was over were erased from the vault.
  case retentionSwept(RetentionSwept)
  /// `record.consulted`: someone read sealed values, and said what for.
  case recordConsulted(RecordConsulted)
  /// A type or schema that this version does not know; shown raw, folded as nothing (edge 44).
  case unknown(UnknownEvent)
}

/// A fact whose type or schema this version of the code does not know.
public struct UnknownEvent: Sendable, Equatable {
  /// The wire name, as the record says it.
  public let type: String
  /// The schema version, higher than any known one when the name is known.
  public let schema: Int
  /// The clear part as its record writes it: one JSON object.
  public let data: String

  /// Makes an unknown event from what its record says.
  public init(type: String, schema: Int, data: String) {
    self.type = type
    self.schema = schema
    self.data = data
  }
}

extension Event {
  /// The wire name, hand-chosen and stable for ever; of an unknown event, the one its record has.
  public var name: String {
    switch self {
    case .houseRulesSet: "house.rules-set"
    case .cguPublished: "cgu.published"
    case .logRepaired: "log.repaired"
    case .memberEnrolled: "member.enrolled"
    case .identifierAssigned: "identifier.assigned"
    case .accessCodeLossReported: "access-code.loss-reported"
    case .dossierRecorded: "dossier.recorded"
    case .beneficiaryRecorded: "beneficiary.recorded"
    case .registrationStarted: "registration.started"
    case .identityVerified: "identity.verified"
    case .identityRefused: "identity.refused"
    case .accountActivated: "account.activated"
    case .accessBlocked: "access.blocked"
    case .accessRestored: "access.restored"
    case .accountClosed: "account.closed"
    case .codeRequested: "code.requested"
    case .codeVerified: "code.verified"
    case .codeRefused: "code.refused"
    case .letterRequested: "letter.requested"
    case .deliveryReported: "delivery.reported"
    case .noticeIssued: "notice.issued"
    case .deadlinePassed: "deadline.passed"
    case .passwordSet: "password.set"
    case .passwordRenewalRequired: "password.renewal-required"
    case .questionSet: "question.set"
    case .signInSucceeded: "sign-in.succeeded"
    case .signInRefused: "sign-in.refused"
    case .sessionEnded: "session.ended"
    case .actionRefused: "action.refused"
    case .emailRecorded: "email.recorded"
    case .emailCertified: "email.certified"
    case .emailInvalidated: "email.invalidated"
    case .emailWithdrawn: "email.withdrawn"
    case .emailDisclosureSet: "email.disclosure-set"
    case .cguAccepted: "cgu.accepted"
    case .cguDeclined: "cgu.declined"
    case .deviceEnrolled: "device.enrolled"
    case .deviceBlocked: "device.blocked"
    case .deviceUnblocked: "device.unblocked"
    case .deviceRemoved: "device.removed"
    case .changeRequestFiled: "change-request.filed"
    case .changeRequestTakenUp: "change-request.taken-up"
    case .changeRequestInformationAsked: "change-request.information-asked"
    case .changeRequestInformationSupplied: "change-request.information-supplied"
    case .changeRequestAccepted: "change-request.accepted"
    case .changeRequestRejected: "change-request.rejected"
    case .changeRequestApplied: "change-request.applied"
    case .changeRequestWithdrawn: "change-request.withdrawn"
    case .legalHoldSet: "legal-hold.set"
    case .erasureRequested: "erasure.requested"
    case .erasureRejected: "erasure.rejected"
    case .memberErased: "member.erased"
    case .retentionSwept: "retention.swept"
    case .recordConsulted: "record.consulted"
    case .unknown(let event): event.type
    }
  }
}

extension Event {
  /// Hands the payload's fields to a visitor; an event that is not known has none.
  func describe(_ fields: inout Fields) {
    switch self {
    case .houseRulesSet(var payload): payload.describe(&fields)
    case .cguPublished(var payload): payload.describe(&fields)
    case .logRepaired(var payload): payload.describe(&fields)
    case .memberEnrolled(var payload): payload.describe(&fields)
    case .identifierAssigned(var payload): payload.describe(&fields)
    case .accessCodeLossReported(var payload): payload.describe(&fields)
    case .dossierRecorded(var payload): payload.describe(&fields)
    case .beneficiaryRecorded(var payload): payload.describe(&fields)
    case .registrationStarted(var payload): payload.describe(&fields)
    case .identityVerified(var payload): payload.describe(&fields)
    case .identityRefused(var payload): payload.describe(&fields)
    case .accountActivated(var payload): payload.describe(&fields)
    case .accessBlocked(var payload): payload.describe(&fields)
    case .accessRestored(var payload): payload.describe(&fields)
    case .accountClosed(var payload): payload.describe(&fields)
    case .codeRequested(var payload): payload.describe(&fields)
    case .codeVerified(var payload): payload.describe(&fields)
    case .codeRefused(var payload): payload.describe(&fields)
    case .letterRequested(var payload): payload.describe(&fields)
    case .deliveryReported(var payload): payload.describe(&fields)
    case .noticeIssued(var payload): payload.describe(&fields)
    case .deadlinePassed(var payload): payload.describe(&fields)
    case .passwordSet(var payload): payload.describe(&fields)
    case .passwordRenewalRequired(var payload): payload.describe(&fields)
    case .questionSet(var payload): payload.describe(&fields)
    case .signInSucceeded(var payload): payload.describe(&fields)
    case .signInRefused(var payload): payload.describe(&fields)
    case .sessionEnded(var payload): payload.describe(&fields)
    case .actionRefused(var payload): payload.describe(&fields)
    case .emailRecorded(var payload): payload.describe(&fields)
    case .emailCertified(var payload): payload.describe(&fields)
    case .emailInvalidated(var payload): payload.describe(&fields)
    case .emailWithdrawn(var payload): payload.describe(&fields)
    case .emailDisclosureSet(var payload): payload.describe(&fields)
    case .cguAccepted(var payload): payload.describe(&fields)
    case .cguDeclined(var payload): payload.describe(&fields)
    case .deviceEnrolled(var payload): payload.describe(&fields)
    case .deviceBlocked(var payload): payload.describe(&fields)
    case .deviceUnblocked(var payload): payload.describe(&fields)
    case .deviceRemoved(var payload): payload.describe(&fields)
    case .changeRequestFiled(var payload): payload.describe(&fields)
    case .changeRequestTakenUp(var payload): payload.describe(&fields)
    case .changeRequestInformationAsked(var payload): payload.describe(&fields)
    case .changeRequestInformationSupplied(var payload): payload.describe(&fields)
    case .changeRequestAccepted(var payload): payload.describe(&fields)
    case .changeRequestRejected(var payload): payload.describe(&fields)
    case .changeRequestApplied(var payload): payload.describe(&fields)
    case .changeRequestWithdrawn(var payload): payload.describe(&fields)
    case .legalHoldSet(var payload): payload.describe(&fields)
    case .erasureRequested(var payload): payload.describe(&fields)
    case .erasureRejected(var payload): payload.describe(&fields)
    case .memberErased(var payload): payload.describe(&fields)
    case .retentionSwept(var payload): payload.describe(&fields)
    case .recordConsulted(var payload): payload.describe(&fields)
    case .unknown: break
    }
  }
}
