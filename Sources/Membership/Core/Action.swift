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
  case blockAccess(AccessDecision)
  /// By an adviser or administrator: opens it again, and forgets failures.
  case restoreAccess(AccessDecision)
  /// By the feed, an adviser or the member in session: ends the account.
  case closeAccount(CloseAccount)
  /// By the clock: records the deadlines that passed.
  case sweep(NoFields)
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
  case signOut(NoFields)
  /// By the member in session: replaces the password.
  case changePassword(ChangePassword)
  /// By the member in session: gives a new address.
  case changeEmail(ChangeEmail)
  /// By the member in session or an adviser: whether the address may be passed on.
  case setDisclosure(SetDisclosure)
  /// By the member in session: enrols a device.
  case enrolDevice(EnrolDevice)
  /// By the member in session or an adviser: bars a device for now.
  case blockDevice(DeviceAction)
  /// By the member in session or an adviser: lets it in again.
  case unblockDevice(DeviceAction)
  /// By the member in session or an adviser: bars it for good.
  case removeDevice(DeviceAction)
  /// By the member in session or an adviser: asks for a change of the dossier.
  case fileChangeRequest(FileChangeRequest)
  /// By an adviser: begins to work on it.
  case takeUpChangeRequest(ChangeRequestAction)
  /// By an adviser: asks the member something.
  case askInformation(AskInformation)
  /// By the member in session or an adviser: answers.
  case supplyInformation(SupplyInformation)
  /// By an adviser: accepts or rejects it.
  case decideChangeRequest(DecideChangeRequest)
  /// By the feed: writes an accepted one into the dossier.
  case applyChangeRequest(ChangeRequestAction)
  /// By the member in session: takes it back.
  case withdrawChangeRequest(ChangeRequestAction)
  /// By the member in session or an administrator: asks that the member's values be erased.
  case requestErasure(NoFields)
  /// By an administrator: erases them, or as many of them as need not be kept.
  case eraseMember(EraseMember)
  /// By an administrator: keeps everything of the member, or no longer.
  case setLegalHold(SetLegalHold)
  /// By an auditor or adviser: says what sealed values are read for, before they are.
  case consult(Consult)
}

/// The one table that binds the names of actions to Swift types and to those who may act.
package enum ActionTable {
  /// One kind of action.
  package struct Entry: Sendable {
    /// The name, as `do` says it.
    package let name: ActionName
    /// Who may act; where it is one kind only, `by` may be absent.
    package let actors: [ActorID.Role]
    /// The fields of its own, in the catalogue's order.
    package let listing: [FieldDescription]
    let read: @Sendable (inout Fields) -> Action
  }

  /// All entries, made once: each lists its fields.
  private static let entries = ActionName.allCases.reduce(into: [:]) { entries, name in
    entries[name] = make(name)
  }

  /// The entry of a name.
  package static func entry(_ name: ActionName) -> Entry { entries[name] ?? make(name) }

  private static func make(_ name: ActionName) -> Entry {
    switch name {
    case .setHouseRules: entry(name, by: [.administrator], Action.setHouseRules)
    case .publishCGU: entry(name, by: [.administrator], Action.publishCGU)
    case .enrolMember: entry(name, by: [.mutuelle], Action.enrolMember)
    case .recordDossier: entry(name, by: [.mutuelle, .adviser], Action.recordDossier)
    case .assignAccessCode: entry(name, by: [.mutuelle, .adviser], Action.assignAccessCode)
    case .dispatchLetter: entry(name, by: [.mutuelle], Action.dispatchLetter)
    case .reportDelivery: entry(name, by: [.carrier], Action.reportDelivery)
    case .requireNewPassword:
      entry(name, by: [.adviser, .administrator], Action.requireNewPassword)
    case .blockAccess: entry(name, by: [.adviser, .administrator], Action.blockAccess)
    case .restoreAccess: entry(name, by: [.adviser, .administrator], Action.restoreAccess)
    case .closeAccount: entry(name, by: [.mutuelle, .adviser, .member], Action.closeAccount)
    case .sweep: entry(name, by: [.clock], Action.sweep)
    case .startRegistration: entry(name, by: [.visitor], Action.startRegistration)
    case .fillRegistration: entry(name, by: [.visitor], Action.fillRegistration)
    case .acceptCGU: entry(name, by: [.visitor, .member], Action.acceptCGU)
    case .declineCGU: entry(name, by: [.visitor, .member], Action.declineCGU)
    case .confirmEmail: entry(name, by: [.visitor], Action.confirmEmail)
    case .requestIdentifier: entry(name, by: [.visitor], Action.requestIdentifier)
    case .requestCode: entry(name, by: [.visitor, .member], Action.requestCode)
    case .verifyCode: entry(name, by: [.visitor], Action.verifyCode)
    case .answerQuestion: entry(name, by: [.visitor], Action.answerQuestion)
    case .requestLetter: entry(name, by: [.visitor], Action.requestLetter)
    case .setPassword: entry(name, by: [.visitor], Action.setPassword)
    case .signIn: entry(name, by: [.visitor], Action.signIn)
    case .reportLostAccessCode: entry(name, by: [.visitor], Action.reportLostAccessCode)
    case .signOut: entry(name, by: [.member], Action.signOut)
    case .changePassword: entry(name, by: [.member], Action.changePassword)
    case .changeEmail: entry(name, by: [.member], Action.changeEmail)
    case .setDisclosure: entry(name, by: [.member, .adviser], Action.setDisclosure)
    case .enrolDevice: entry(name, by: [.member], Action.enrolDevice)
    case .blockDevice: entry(name, by: [.member, .adviser], Action.blockDevice)
    case .unblockDevice: entry(name, by: [.member, .adviser], Action.unblockDevice)
    case .removeDevice: entry(name, by: [.member, .adviser], Action.removeDevice)
    case .fileChangeRequest: entry(name, by: [.member, .adviser], Action.fileChangeRequest)
    case .takeUpChangeRequest: entry(name, by: [.adviser], Action.takeUpChangeRequest)
    case .askInformation: entry(name, by: [.adviser], Action.askInformation)
    case .supplyInformation: entry(name, by: [.member, .adviser], Action.supplyInformation)
    case .decideChangeRequest: entry(name, by: [.adviser], Action.decideChangeRequest)
    case .applyChangeRequest: entry(name, by: [.mutuelle], Action.applyChangeRequest)
    case .withdrawChangeRequest: entry(name, by: [.member], Action.withdrawChangeRequest)
    case .requestErasure: entry(name, by: [.member, .administrator], Action.requestErasure)
    case .eraseMember: entry(name, by: [.administrator], Action.eraseMember)
    case .setLegalHold: entry(name, by: [.administrator], Action.setLegalHold)
    case .consult: entry(name, by: [.auditor, .adviser], Action.consult)
    }
  }

  private static func entry<Payload: Described>(
    _ name: ActionName, by actors: [ActorID.Role], _ wrap: @escaping @Sendable (Payload) -> Action
  ) -> Entry {
    Entry(name: name, actors: actors, listing: Payload.listing) { fields in
      var payload = Payload()
      payload.describe(&fields)
      return wrap(payload)
    }
  }
}

extension Action {
  /// The name, as `do` says it.
  public var name: ActionName {
    switch self {
    case .setHouseRules: .setHouseRules
    case .publishCGU: .publishCGU
    case .enrolMember: .enrolMember
    case .recordDossier: .recordDossier
    case .assignAccessCode: .assignAccessCode
    case .dispatchLetter: .dispatchLetter
    case .reportDelivery: .reportDelivery
    case .requireNewPassword: .requireNewPassword
    case .blockAccess: .blockAccess
    case .restoreAccess: .restoreAccess
    case .closeAccount: .closeAccount
    case .sweep: .sweep
    case .startRegistration: .startRegistration
    case .fillRegistration: .fillRegistration
    case .acceptCGU: .acceptCGU
    case .declineCGU: .declineCGU
    case .confirmEmail: .confirmEmail
    case .requestIdentifier: .requestIdentifier
    case .requestCode: .requestCode
    case .verifyCode: .verifyCode
    case .answerQuestion: .answerQuestion
    case .requestLetter: .requestLetter
    case .setPassword: .setPassword
    case .signIn: .signIn
    case .reportLostAccessCode: .reportLostAccessCode
    case .signOut: .signOut
    case .changePassword: .changePassword
    case .changeEmail: .changeEmail
    case .setDisclosure: .setDisclosure
    case .enrolDevice: .enrolDevice
    case .blockDevice: .blockDevice
    case .unblockDevice: .unblockDevice
    case .removeDevice: .removeDevice
    case .fileChangeRequest: .fileChangeRequest
    case .takeUpChangeRequest: .takeUpChangeRequest
    case .askInformation: .askInformation
    case .supplyInformation: .supplyInformation
    case .decideChangeRequest: .decideChangeRequest
    case .applyChangeRequest: .applyChangeRequest
    case .withdrawChangeRequest: .withdrawChangeRequest
    case .requestErasure: .requestErasure
    case .eraseMember: .eraseMember
    case .setLegalHold: .setLegalHold
    case .consult: .consult
    }
  }
}
