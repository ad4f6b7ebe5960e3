/// What the core is asked to do; each case is bound to its name in `ActionTable`.
///
/// On the heap, for it is handed on more often than it is looked into.
public indirect enum Action: Sendable, Equatable {
  /// By an administrator: the rules of the house from an instant on.
  case setHouseRules(SetHouseRules)
  /// By an administrator: a text of the CGU.
  case publishCGU(PublishCGU)
  /// By the feed: a person becomes a member.
  case enrolMember(EnrolMember)
  /// By the feed or an adviser: a value of the dossier, an e-mail address, a beneficiary.
  case recordDossier(RecordDossier)
  /// By the feed or an adviser: a new printed access code.
  case assignAccessCode(AssignAccessCode)
  /// By the feed: draws the secret of a letter that is being printed.
  case dispatchLetter(DispatchLetter)
  /// By the carrier: what became of a message.
  case reportDelivery(ReportDelivery)
  /// By an adviser or administrator: the password must be replaced.
  case requireNewPassword(RequireNewPassword)
  /// By an adviser or administrator: closes the way in.
  case blockAccess(BlockAccess)
  /// By an adviser or administrator: opens it again, and forgets failures.
  case restoreAccess(RestoreAccess)
  /// By the feed, an adviser or the member in session: ends the account.
  case closeAccount(CloseAccount)
  /// By the clock: records the deadlines that passed.
  case sweep(Sweep)
  /// By a visitor: step 1 of a registration.
  case startRegistration(StartRegistration)
  /// By a visitor: step 2.
  case fillRegistration(FillRegistration)
  /// By a visitor as step 3, or by the member in session.
  case acceptCGU(AcceptCGU)
  /// By a visitor in place of step 3, or by the member in session.
  case declineCGU(DeclineCGU)
  /// By a visitor: step 4, or the certification of a changed address.
  case confirmEmail(ConfirmEmail)
  /// By a visitor: the generated identifier once more.
  case requestIdentifier(RequestIdentifier)
  /// By a visitor: a code or a link; by the member in session: a link that certifies.
  case requestCode(RequestCode)
  /// By a visitor: types a code.
  case verifyCode(VerifyCode)
  /// By a visitor: answers the secret question.
  case answerQuestion(AnswerQuestion)
  /// By a visitor: a letter with a secret.
  case requestLetter(RequestLetter)
  /// By a visitor with a grant or a link: sets a password.
  case setPassword(SetPassword)
  /// By a visitor: opens a session.
  case signIn(SignIn)
  /// By a visitor: the printed access code is lost.
  case reportLostAccessCode(ReportLostAccessCode)
  /// By the member in session: ends the session.
  case signOut(SignOut)
  /// By the member in session: replaces the password.
  case changePassword(ChangePassword)
  /// By the member in session: gives a new address.
  case changeEmail(ChangeEmail)
  /// By the member in session or an adviser: whether the address may be passed on.
  case setDisclosure(SetDisclosure)
  /// By the member in session: enrols a device.
  case enrolDevice(EnrolDevice)
  /// By the member in session or an adviser: bars a device for now.
  case blockDevice(BlockDevice)
  /// By the member in session or an adviser: lets it in again.
  case unblockDevice(UnblockDevice)
  /// By the member in session or an adviser: bars it for good.
  case removeDevice(RemoveDevice)
  /// By the member in session or an adviser: asks for a change of the dossier.
  case fileChangeRequest(FileChangeRequest)
  /// By an adviser: begins to work on it.
  case takeUpChangeRequest(TakeUpChangeRequest)
  /// By an adviser: asks the member something.
  case askInformation(AskInformation)
  /// By the member in session or an adviser: answers.
  case supplyInformation(SupplyInformation)
  /// By an adviser: accepts or rejects it.
  case decideChangeRequest(DecideChangeRequest)
  /// By the feed: writes an accepted one into the dossier.
  case applyChangeRequest(ApplyChangeRequest)
  /// By the member in session: takes it back.
  case withdrawChangeRequest(WithdrawChangeRequest)
  /// By the member in session or an administrator: asks that the member's values be erased.
  case requestErasure(RequestErasure)
  /// By an administrator: erases them, or as many of them as need not be kept.
  case eraseMember(EraseMember)
  /// By an administrator: keeps everything of the member, or no longer.
  case setLegalHold(SetLegalHold)
  /// By an auditor or adviser: says what sealed values are read for, before they are.
  case consult(Consult)
}

extension Action {
  /// The fields of the action, with its name, its rules and its decision.
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

  /// The name, as `do` says it.
  public var name: ActionName { type(of: payload).name }
}
