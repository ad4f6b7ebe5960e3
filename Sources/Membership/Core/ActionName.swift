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
