
/// A fact of the domain; each case is bound to its wire name in `EventTable`.
public enum Event: Sendable, Equatable {
  // House
  case houseRulesSet(HouseRulesSet)
  case cguPublished(CGUPublished)
  // Enrolment, identifiers, dossier
  case memberEnrolled(MemberEnrolled)
  case identifierAssigned(IdentifierAssigned)
  case accessCodeLossReported(AccessCodeLossReported)
  case dossierRecorded(DossierRecorded)
  case beneficiaryRecorded(BeneficiaryRecorded)
  // Registration, account, access
  case registrationStarted(RegistrationStarted)
  case identityVerified(IdentityVerified)
  case identityRefused(IdentityRefused)
  case accountActivated(AccountActivated)
  case accessBlocked(AccessBlocked)
  case accessRestored(AccessRestored)
  case accountClosed(AccountClosed)
  // Codes, letters, deliveries, deadlines
  case codeRequested(CodeRequested)
  case codeVerified(CodeVerified)
  case codeRefused(CodeRefused)
  case letterRequested(LetterRequested)
  case deliveryReported(DeliveryReported)
  case noticeIssued(NoticeIssued)
  case deadlinePassed(DeadlinePassed)
  // Passwords, question, sessions, other refusals
  case passwordSet(PasswordSet)
  case passwordRenewalRequired(PasswordRenewalRequired)
  case questionSet(QuestionSet)
  case signInSucceeded(SignInSucceeded)
  case signInRefused(SignInRefused)
  case sessionEnded(SessionEnded)
  case actionRefused(ActionRefused)
  // E-mail and CGU
  case emailRecorded(EmailRecorded)
  case emailCertified(EmailCertified)
  case emailInvalidated(EmailInvalidated)
  case cguAccepted(CGUAccepted)
  case cguDeclined(CGUDeclined)
  // Devices
  case deviceEnrolled(DeviceEnrolled)
  case deviceBlocked(DeviceBlocked)
  case deviceUnblocked(DeviceUnblocked)
  case deviceRemoved(DeviceRemoved)
  // Change requests
  case changeRequestFiled(ChangeRequestFiled)
  case changeRequestTakenUp(ChangeRequestTakenUp)
  case changeRequestInformationAsked(ChangeRequestInformationAsked)
  case changeRequestInformationSupplied(ChangeRequestInformationSupplied)
  case changeRequestAccepted(ChangeRequestAccepted)
  case changeRequestRejected(ChangeRequestRejected)
  case changeRequestApplied(ChangeRequestApplied)
  case changeRequestWithdrawn(ChangeRequestWithdrawn)
  /// A type or schema that this version does not know; shown raw, folded as nothing (edge 44).
  case unknown(UnknownEvent)
}

/// A fact whose type or schema this version of the code does not know.
public struct UnknownEvent: Sendable, Equatable {
  /// The wire name.
  public let type: String
  /// The schema version.
  public let schema: Int
  /// The clear part as compact JSON.
  public let data: String

  /// Makes an unknown event from what its record says.
  public init(type: String, schema: Int, data: String) {
    self.type = type
    self.schema = schema
    self.data = data
  }
}
