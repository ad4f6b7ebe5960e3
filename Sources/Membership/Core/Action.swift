import Notation

/// The names of the actions, as in `do`.
public enum ActionName: String, Sendable, CaseIterable, WireEnum {
  // House, feed, staff

  /// Sets the rules of the house (administrator).
  case setHouseRules
  /// Publishes a text of the CGU (administrator; UM-19).
  case publishCGU
  /// Enrols a person as a member (feed; FM-5, UM-10, MR-5).
  case enrolMember
  /// Records a value of the dossier, an e-mail address or a beneficiary (feed, adviser; FM-17).
  case recordDossier
  /// Assigns a new printed access code (feed, adviser; UM-37).
  case assignAccessCode
  /// Draws the secret of a letter being printed (feed; AP-7, MG-7).
  case dispatchLetter
  /// Reports the outcome of a delivery (carrier; FM-17, AP-7).
  case reportDelivery
  /// Requires the member to choose a new password (adviser, administrator; edge 30).
  case requireNewPassword
  /// Blocks access (adviser, administrator; edge 9).
  case blockAccess
  /// Restores access and clears failures (adviser, administrator; edge 9).
  case restoreAccess
  /// Closes an account (feed, adviser, member in session; edges 9, 32).
  case closeAccount
  /// Records the deadlines that passed (clock; edges 13 to 16).
  case sweep

  // Visitors

  /// Step 1 of a registration: number and access code (UM-10, UM-12).
  case startRegistration
  /// Step 2: password, e-mail address, question (UM-13 to UM-16).
  case fillRegistration
  /// Step 3, or an acceptance in session (UM-19, edge 34).
  case acceptCGU
  /// Declines the CGU (edge 35).
  case declineCGU
  /// Step 4: confirms an address by its link (UM-18, UM-20 to UM-23).
  case confirmEmail
  /// Requests another mail with the generated identifier (FM-6, FM-23).
  case requestIdentifier
  /// Requests a code or a link (FM-9, FM-13, AP-6, UM-35).
  ///
  /// In session, it requests a link that certifies an address.
  case requestCode
  /// Verifies a typed code (AP-12, MR-14, MG-16).
  case verifyCode
  /// Answers the secret question (UM-34).
  case answerQuestion
  /// Requests a letter (AP-7, MG-7).
  case requestLetter
  /// Sets a password by a grant or a link (FM-7, AP-14, MR-15, MG-17).
  case setPassword
  /// Signs in (FM-2, AP-18, UM-5, MR-5, MG-20).
  case signIn
  /// Reports the loss of the printed access code (UM-37).
  case reportLostAccessCode

  // Members in session, and advisers for them

  /// Ends the session (member).
  case signOut
  /// Replaces the password, given the current one (member).
  case changePassword
  /// Gives a new address, pending until it is certified (member; edge 5).
  case changeEmail
  /// Sets whether the e-mail address may be disclosed (member, adviser; UM-15).
  case setDisclosure
  /// Enrols a device (member; MG-9).
  case enrolDevice
  /// Blocks a device until it is unblocked (member, adviser; MG-8, MG-10).
  case blockDevice
  /// Unblocks a device (member, adviser; MG-8, MG-10).
  case unblockDevice
  /// Removes a device permanently (member, adviser; MG-8, edge 39).
  case removeDevice
  /// Requests a change of the dossier (member, adviser; UM-27).
  case fileChangeRequest
  /// Starts work on a request (adviser; UM-27).
  case takeUpChangeRequest
  /// Asks the member for missing information (adviser; UM-27).
  case askInformation
  /// Supplies the requested information (member, adviser; UM-27).
  case supplyInformation
  /// Accepts or rejects a request (adviser; UM-27, edges 33, 36).
  case decideChangeRequest
  /// Writes an accepted request to the dossier (feed; UM-27, edge 36).
  case applyChangeRequest
  /// Withdraws a request (member; UM-27, edge 36).
  case withdrawChangeRequest

  // Erasure and consultation

  /// Requests erasure (member, administrator; RGPD 17, 12(3)).
  case requestErasure
  /// Erases a member, or the values that need not be kept (administrator; edges 45, 46).
  case eraseMember
  /// Sets or lifts a legal hold (administrator; edge 46).
  case setLegalHold
  /// States the purpose of a reading of sealed values (auditor, adviser; edge 47).
  case consult

  /// Whether a visitor reads the same text for every refusal, with a known or unknown number.
  ///
  /// These are the actions with a ★ in section 4 of the catalogue. For `requestIdentifier`,
  /// `requestCode`, `requestLetter` and `reportLostAccessCode`, an acceptance reads the same too.
  /// All of them cost the same syncs, with or without a recorded fact.
  public var isUniform: Bool {
    switch self {
    case .startRegistration, .requestIdentifier, .requestCode, .verifyCode, .answerQuestion,
      .requestLetter, .signIn, .reportLostAccessCode:
      true
    default: false
    }
  }

  /// Whether every outcome costs a visitor the same writes and syncs, recorded or not.
  ///
  /// It holds for the uniform actions and for `setPassword`. Without a right, the time of
  /// `setPassword` must not reveal whether a number is known.
  package var writesAlike: Bool { isUniform || self == .setPassword }

  package static let wireNames = WireNames<ActionName>()
}

/// The input of a decision: one case per action.
///
/// `ActionTable` binds each case to its name. The enum is indirect, because an action is passed on
/// more often than it is read.
public indirect enum Action: Sendable, Equatable {
  case setHouseRules(SetHouseRules)
  case publishCGU(PublishCGU)
  case enrolMember(EnrolMember)
  case recordDossier(RecordDossier)
  case assignAccessCode(AssignAccessCode)
  case dispatchLetter(DispatchLetter)
  case reportDelivery(ReportDelivery)
  case requireNewPassword(RequireNewPassword)
  case blockAccess(BlockAccess)
  case restoreAccess(RestoreAccess)
  case closeAccount(CloseAccount)
  case sweep(Sweep)
  case startRegistration(StartRegistration)
  case fillRegistration(FillRegistration)
  case acceptCGU(AcceptCGU)
  case declineCGU(DeclineCGU)
  case confirmEmail(ConfirmEmail)
  case requestIdentifier(RequestIdentifier)
  case requestCode(RequestCode)
  case verifyCode(VerifyCode)
  case answerQuestion(AnswerQuestion)
  case requestLetter(RequestLetter)
  case setPassword(SetPassword)
  case signIn(SignIn)
  case reportLostAccessCode(ReportLostAccessCode)
  case signOut(SignOut)
  case changePassword(ChangePassword)
  case changeEmail(ChangeEmail)
  case setDisclosure(SetDisclosure)
  case enrolDevice(EnrolDevice)
  case blockDevice(BlockDevice)
  case unblockDevice(UnblockDevice)
  case removeDevice(RemoveDevice)
  case fileChangeRequest(FileChangeRequest)
  case takeUpChangeRequest(TakeUpChangeRequest)
  case askInformation(AskInformation)
  case supplyInformation(SupplyInformation)
  case decideChangeRequest(DecideChangeRequest)
  case applyChangeRequest(ApplyChangeRequest)
  case withdrawChangeRequest(WithdrawChangeRequest)
  case requestErasure(RequestErasure)
  case eraseMember(EraseMember)
  case setLegalHold(SetLegalHold)
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

/// The table of all actions.
///
/// An action's name, actors and refusals are static members of its payload.
package enum ActionTable {
  /// One action: its name, its rules, and the function that reads it.
  package struct Entry: Sendable {
    /// The name, as in `do`.
    package let name: ActionName
    /// The roles that may act; if there is one role only, `by` may be absent.
    package let actors: [ActorID.Role]
    /// The reasons for which it may be refused, in the order of the checks, without the shared
    /// ones.
    package let refusals: [RefusalReason]
    /// The types of events that an accepted action may append first.
    package let firstEvents: [String]
    /// Its own fields, in the catalogue's order.
    package let listing: [FieldDescription]
    let read: @Sendable (inout Fields) -> Action

    fileprivate init<Payload: ActionPayload>(_ wrap: @escaping @Sendable (Payload) -> Action) {
      name = Payload.name
      actors = Payload.actors
      refusals = Payload.refusals
      firstEvents = Payload.firstEvents.map { $0.name }
      listing = Payload.listing
      read = { fields in
        var payload = Payload()
        payload.describe(&fields)
        return wrap(payload)
      }
    }
  }

  /// Returns the entry for a name.
  package static func entry(_ name: ActionName) -> Entry { byName[name] ?? make(name) }

  /// All actions, in the order of the catalogue.
  package static let entries = ActionName.allCases.map(make)

  private static let byName = entries.reduce(into: [:]) { $0[$1.name] = $1 }

  /// The reasons shared by all actions (catalogue section 5).
  package static let sharedRefusals: [RefusalReason] = [
    .unknownMember, .erased, .closed, .accessBlocked, .notAllowed, .sessionUnknown, .sessionEnded,
    .requiredActionFirst,
  ]

  /// The types of events that at least one action lists in `firstEvents`.
  private static let listed = Set(entries.flatMap(\.firstEvents))

  /// Returns whether another action lists a type of event, and this one does not.
  static func excludes(_ name: ActionName, _ type: String) -> Bool {
    listed.contains(type) && !entry(name).firstEvents.contains(type)
  }

  /// Makes the entry of a name; the compiler asks for a row for each name.
  private static func make(_ name: ActionName) -> Entry {
    switch name {
    case .setHouseRules: Entry(Action.setHouseRules)
    case .publishCGU: Entry(Action.publishCGU)
    case .enrolMember: Entry(Action.enrolMember)
    case .recordDossier: Entry(Action.recordDossier)
    case .assignAccessCode: Entry(Action.assignAccessCode)
    case .dispatchLetter: Entry(Action.dispatchLetter)
    case .reportDelivery: Entry(Action.reportDelivery)
    case .requireNewPassword: Entry(Action.requireNewPassword)
    case .blockAccess: Entry(Action.blockAccess)
    case .restoreAccess: Entry(Action.restoreAccess)
    case .closeAccount: Entry(Action.closeAccount)
    case .sweep: Entry(Action.sweep)
    case .startRegistration: Entry(Action.startRegistration)
    case .fillRegistration: Entry(Action.fillRegistration)
    case .acceptCGU: Entry(Action.acceptCGU)
    case .declineCGU: Entry(Action.declineCGU)
    case .confirmEmail: Entry(Action.confirmEmail)
    case .requestIdentifier: Entry(Action.requestIdentifier)
    case .requestCode: Entry(Action.requestCode)
    case .verifyCode: Entry(Action.verifyCode)
    case .answerQuestion: Entry(Action.answerQuestion)
    case .requestLetter: Entry(Action.requestLetter)
    case .setPassword: Entry(Action.setPassword)
    case .signIn: Entry(Action.signIn)
    case .reportLostAccessCode: Entry(Action.reportLostAccessCode)
    case .signOut: Entry(Action.signOut)
    case .changePassword: Entry(Action.changePassword)
    case .changeEmail: Entry(Action.changeEmail)
    case .setDisclosure: Entry(Action.setDisclosure)
    case .enrolDevice: Entry(Action.enrolDevice)
    case .blockDevice: Entry(Action.blockDevice)
    case .unblockDevice: Entry(Action.unblockDevice)
    case .removeDevice: Entry(Action.removeDevice)
    case .fileChangeRequest: Entry(Action.fileChangeRequest)
    case .takeUpChangeRequest: Entry(Action.takeUpChangeRequest)
    case .askInformation: Entry(Action.askInformation)
    case .supplyInformation: Entry(Action.supplyInformation)
    case .decideChangeRequest: Entry(Action.decideChangeRequest)
    case .applyChangeRequest: Entry(Action.applyChangeRequest)
    case .withdrawChangeRequest: Entry(Action.withdrawChangeRequest)
    case .requestErasure: Entry(Action.requestErasure)
    case .eraseMember: Entry(Action.eraseMember)
    case .setLegalHold: Entry(Action.setLegalHold)
    case .consult: Entry(Action.consult)
    }
  }
}
