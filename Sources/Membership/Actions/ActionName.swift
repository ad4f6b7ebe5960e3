public import Notation

/// The names of the actions, as `do` says them.
public enum ActionName: String, Sendable, CaseIterable, JSONRepresentable {
  // House, feed, staff
  case setHouseRules, publishCGU, enrolMember, recordDossier, assignAccessCode, dispatchLetter
  case reportDelivery, requireNewPassword, blockAccess, restoreAccess, closeAccount, sweep
  // Visitors
  case startRegistration, fillRegistration, acceptCGU, declineCGU, confirmEmail
  case requestIdentifier, requestCode, verifyCode, answerQuestion, requestLetter, setPassword
  case signIn, reportLostAccessCode
  // Members in session, and advisers for them
  case signOut, changePassword, changeEmail, enrolDevice, blockDevice, unblockDevice, removeDevice
  case fileChangeRequest, takeUpChangeRequest, askInformation, supplyInformation
  case decideChangeRequest, applyChangeRequest, withdrawChangeRequest

  /// Whether a visitor is told the same whatever happened (★ in the catalogue).
  public var isUniform: Bool {
    switch self {
    case .startRegistration, .requestIdentifier, .requestCode, .verifyCode, .answerQuestion,
      .requestLetter, .signIn, .reportLostAccessCode:
      true
    default: false
    }
  }
}
