/// The input of a decision: one case per action.
///
/// `ActionTable` binds each case to its name. The enum is indirect, because an action is passed on
/// more often than it is read.
public indirect enum Action: Sendable, Equatable {
  /// By an administrator: sets the rules of the house from an instant on.
  case setHouseRules(SetHouseRules)
  /// By an administrator: publishes a text of the CGU.
  case publishCGU(PublishCGU)
  /// By the feed: enrols a person as a member.
  case enrolMember(EnrolMember)
  /// By the feed or an adviser: records a value of the dossier, an e-mail address or a beneficiary.
  case recordDossier(RecordDossier)
  /// By the feed or an adviser: assigns a new printed access code.
  case assignAccessCode(AssignAccessCode)
  /// By the feed: draws the secret of a letter that is being printed.
  case dispatchLetter(DispatchLetter)
  /// By the carrier: reports the outcome of a delivery.
  case reportDelivery(ReportDelivery)
  /// By an adviser or administrator: requires a new password.
  case requireNewPassword(RequireNewPassword)
  /// By an adviser or administrator: blocks access.
  case blockAccess(BlockAccess)
  /// By an adviser or administrator: restores access and clears failures.
  case restoreAccess(RestoreAccess)
  /// By the feed, an adviser or the member in session: closes the account.
  case closeAccount(CloseAccount)
  /// By the clock: records the deadlines that passed.
  case sweep(Sweep)
  /// By a visitor: step 1 of a registration.
  case startRegistration(StartRegistration)
  /// By a visitor: step 2 of a registration.
  case fillRegistration(FillRegistration)
  /// By a visitor as step 3, or by the member in session: accepts the CGU.
  case acceptCGU(AcceptCGU)
  /// By a visitor instead of step 3, or by the member in session: declines the CGU.
  case declineCGU(DeclineCGU)
  /// By a visitor: step 4 of a registration, or the certification of a changed address.
  case confirmEmail(ConfirmEmail)
  /// By a visitor: requests another mail with the generated identifier.
  case requestIdentifier(RequestIdentifier)
  /// By a visitor: requests a code or a link; by the member in session: a link that certifies.
  case requestCode(RequestCode)
  /// By a visitor: verifies a typed code.
  case verifyCode(VerifyCode)
  /// By a visitor: answers the secret question.
  case answerQuestion(AnswerQuestion)
  /// By a visitor: requests a letter with a secret.
  case requestLetter(RequestLetter)
  /// By a visitor with a grant or a link: sets a password.
  case setPassword(SetPassword)
  /// By a visitor: opens a session.
  case signIn(SignIn)
  /// By a visitor: reports the loss of the printed access code.
  case reportLostAccessCode(ReportLostAccessCode)
  /// By the member in session: ends the session.
  case signOut(SignOut)
  /// By the member in session: replaces the password.
  case changePassword(ChangePassword)
  /// By the member in session: gives a new address.
  case changeEmail(ChangeEmail)
  /// By the member in session or an adviser: sets whether the address may be disclosed.
  case setDisclosure(SetDisclosure)
  /// By the member in session: enrols a device.
  case enrolDevice(EnrolDevice)
  /// By the member in session or an adviser: blocks a device until it is unblocked.
  case blockDevice(BlockDevice)
  /// By the member in session or an adviser: unblocks a device.
  case unblockDevice(UnblockDevice)
  /// By the member in session or an adviser: removes a device permanently.
  case removeDevice(RemoveDevice)
  /// By the member in session or an adviser: requests a change of the dossier.
  case fileChangeRequest(FileChangeRequest)
  /// By an adviser: starts work on a change request.
  case takeUpChangeRequest(TakeUpChangeRequest)
  /// By an adviser: asks the member for information.
  case askInformation(AskInformation)
  /// By the member in session or an adviser: supplies the information.
  case supplyInformation(SupplyInformation)
  /// By an adviser: accepts or rejects a change request.
  case decideChangeRequest(DecideChangeRequest)
  /// By the feed: writes an accepted change request to the dossier.
  case applyChangeRequest(ApplyChangeRequest)
  /// By the member in session: withdraws a change request.
  case withdrawChangeRequest(WithdrawChangeRequest)
  /// By the member in session or an administrator: requests the erasure of the member's values.
  case requestErasure(RequestErasure)
  /// By an administrator: erases the member's values, or those that need not be kept.
  case eraseMember(EraseMember)
  /// By an administrator: sets or lifts a legal hold.
  case setLegalHold(SetLegalHold)
  /// By an auditor or adviser: states the purpose of a reading of sealed values, before it.
  case consult(Consult)
}

extension Action {
  /// The fields of the action, with its name, its rules and its `decide`.
  package var payload: any ActionPayload {
    switch self {
    case .setHouseRules(let payload): payload
    case .publishCGU(let payload): payload
    case .enrolMember(let payload): payload
    case .recordDossier(let payload): payload
    case .assignAccessCode(let payload): payload
    case .dispatchLetter(let payload): payload
    case .reportDelivery(let payload): payload
    case .requireNewPassword(let payload): payload
    case .blockAccess(let payload): payload
    case .restoreAccess(let payload): payload
    case .closeAccount(let payload): payload
    case .sweep(let payload): payload
    case .startRegistration(let payload): payload
    case .fillRegistration(let payload): payload
    case .acceptCGU(let payload): payload
    case .declineCGU(let payload): payload
    case .confirmEmail(let payload): payload
    case .requestIdentifier(let payload): payload
    case .requestCode(let payload): payload
    case .verifyCode(let payload): payload
    case .answerQuestion(let payload): payload
    case .requestLetter(let payload): payload
    case .setPassword(let payload): payload
    case .signIn(let payload): payload
    case .reportLostAccessCode(let payload): payload
    case .signOut(let payload): payload
    case .changePassword(let payload): payload
    case .changeEmail(let payload): payload
    case .setDisclosure(let payload): payload
    case .enrolDevice(let payload): payload
    case .blockDevice(let payload): payload
    case .unblockDevice(let payload): payload
    case .removeDevice(let payload): payload
    case .fileChangeRequest(let payload): payload
    case .takeUpChangeRequest(let payload): payload
    case .askInformation(let payload): payload
    case .supplyInformation(let payload): payload
    case .decideChangeRequest(let payload): payload
    case .applyChangeRequest(let payload): payload
    case .withdrawChangeRequest(let payload): payload
    case .requestErasure(let payload): payload
    case .eraseMember(let payload): payload
    case .setLegalHold(let payload): payload
    case .consult(let payload): payload
    }
  }

  /// The name, as in `do`.
  public var name: ActionName { type(of: payload).name }
}
