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
  /// Calls a visitor with the payload; returns `nil` for an event that this version does not know.
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
