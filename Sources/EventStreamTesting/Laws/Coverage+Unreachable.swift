import Membership

extension Coverage {
  /// Why no scenario can reach a cell; `nil` for one that can be reached.
  public static func whyUnreachable(_ cell: Cell) -> String? {
    let (state, action) = (cell.state, cell.action)
    if isAboutHouse(action) {
      guard state == .nobody else { return "an action of the house is about no member" }
      return action == .sweep && !cell.isAccepted ? "a sweep is refused to nobody" : nil
    }
    if state == .nobody {
      return cell.isAccepted && action != .enrolMember && action != .consult
        ? "what is done about a member needs one" : nil
    }
    if action == .enrolMember {
      if cell.isAccepted { return "an enrolment makes a new member" }
      return state == .closed || state == .erased ? "the number of who has left is free" : nil
    }
    switch state {
    case .nobody, .active: break
    case .enrolled, .registering:
      if action.isForMembersOnly { return "there is no session before there is an account" }
    case .locked: break
    case .blocked:
      if cell.isAccepted, action.isForVisitors || action.isForMembersOnly {
        return "a blocked access bars every way in"
      }
      if cell.isAccepted, action == .dispatchLetter {
        return "no letter is posted while access is blocked"
      }
    case .closed:
      if cell.isAccepted, !goesOnAfterClosing.contains(action) {
        return "a closed account is only told of, held, erased"
      }
    case .erased:
      if cell.isAccepted { return "nothing is done with who was erased" }
      if !isByLinkOrSession(action) {
        return "who was erased is found by their id alone, which no scenario knows"
      }
    }
    return whyNotAccepted(cell)
  }

  /// Why an action that a state does not bar is never accepted there.
  private static func whyNotAccepted(_ cell: Cell) -> String? {
    guard cell.isAccepted else { return nil }
    switch (cell.state, cell.action) {
    case (.enrolled, .fillRegistration), (.enrolled, .acceptCGU), (.enrolled, .declineCGU):
      return "there is neither a registration nor a session"
    case (.enrolled, .answerQuestion), (.registering, .answerQuestion),
      (.enrolled, .requireNewPassword), (.registering, .requireNewPassword),
      (.enrolled, .blockDevice), (.registering, .blockDevice),
      (.enrolled, .unblockDevice), (.registering, .unblockDevice),
      (.enrolled, .removeDevice), (.registering, .removeDevice):
      return "there is no question, password or device before there is an account"
    case (.active, .startRegistration), (.active, .fillRegistration),
      (.locked, .fillRegistration):
      return "the account exists"
    case (.locked, .startRegistration): return "the meter of identity is locked"
    default: return nil
    }
  }

  private static func isAboutHouse(_ action: ActionName) -> Bool {
    switch action {
    case .setHouseRules, .publishCGU, .sweep: true
    default: false
    }
  }

  private static let goesOnAfterClosing: Set<ActionName> = [
    .reportDelivery, .requestErasure, .eraseMember, .setLegalHold, .consult, .closeAccount,
  ]

  /// Whether scenarios still try it by a link or a session, which begins with the member's id.
  private static func isByLinkOrSession(_ action: ActionName) -> Bool {
    switch action {
    case .confirmEmail, .setPassword, .blockDevice, .unblockDevice, .removeDevice,
      .fileChangeRequest, .supplyInformation:
      true
    default: action.isForMembersOnly
    }
  }
}

extension ActionName {
  /// Whether members in session alone do it.
  fileprivate var isForMembersOnly: Bool {
    switch self {
    case .signOut, .changePassword, .changeEmail, .enrolDevice, .withdrawChangeRequest: true
    default: false
    }
  }

  /// Whether visitors do it, without staff.
  fileprivate var isForVisitors: Bool {
    switch self {
    case .startRegistration, .fillRegistration, .acceptCGU, .declineCGU, .confirmEmail,
      .requestIdentifier, .requestCode, .verifyCode, .answerQuestion, .requestLetter, .setPassword,
      .signIn, .reportLostAccessCode:
      true
    default: false
    }
  }
}
