import Membership

extension Coverage {
  /// Returns the reason why no scenario can reach a cell, or `nil` for a reachable cell.
  public static func whyUnreachable(_ cell: Cell) -> String? {
    cell.isAccepted ? whyNeverAccepted(cell) : whyNeverRefused(cell)
  }

  /// Returns the reason why an action is never refused in a state.
  ///
  /// An actor without permission is refused in every state. A refusal is therefore unreachable only
  /// if the action cannot be about the member, or is malformed instead.
  private static func whyNeverRefused(_ cell: Cell) -> String? {
    let (state, action) = (cell.state, cell.action)
    if action == .sweep {
      return "a sweep by another actor than the clock is malformed, not refused"
    }
    switch state {
    case .enrolled, .registering:
      if action == .setHouseRules || action == .publishCGU {
        return "an action of the house concerns a member only in session, and there is no session"
      }
    case .noMember, .active, .locked, .blocked, .closed, .erased: break
    }
    return nil
  }

  private static func whyNeverAccepted(_ cell: Cell) -> String? {
    let (state, action) = (cell.state, cell.action)
    if isAboutHouse(action) {
      return state == .noMember ? nil : "an action of the house concerns no member"
    }
    if action == .enrolMember {
      return state == .noMember ? nil : "an enrolment makes a new member"
    }
    switch state {
    case .noMember: return action == .consult ? nil : "the action needs a member"
    case .enrolled, .registering:
      if action.isForMembersOnly { return "there is no session before there is an account" }
    case .active, .locked: break
    case .blocked:
      if action.isForVisitors || action.isForMembersOnly {
        return "a blocked access allows no visitor's action and no session"
      }
      if action == .dispatchLetter { return "no letter is posted while access is blocked" }
    case .closed:
      return goesOnAfterClosing.contains(action)
        ? nil : "a closed account allows only consulting, reports, holds, closing and erasure"
    case .erased:
      return action == .eraseMember
        ? nil : "an erased member allows only another erasure"
    }
    return whyNotAccepted(state, action)
  }

  /// Returns the reason why an action that the state allows is never accepted there.
  private static func whyNotAccepted(_ state: State, _ action: ActionName) -> String? {
    switch (state, action) {
    case (.enrolled, .fillRegistration), (.enrolled, .acceptCGU), (.enrolled, .declineCGU):
      "there is neither a registration nor a session"
    case (.enrolled, .answerQuestion), (.registering, .answerQuestion),
      (.enrolled, .requireNewPassword), (.registering, .requireNewPassword),
      (.enrolled, .blockDevice), (.registering, .blockDevice),
      (.enrolled, .unblockDevice), (.registering, .unblockDevice),
      (.enrolled, .removeDevice), (.registering, .removeDevice):
      "there is no question, password or device before there is an account"
    case (.active, .startRegistration), (.active, .fillRegistration): "the account exists"
    default: nil
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
}

extension ActionName {
  /// Whether only members in session perform the action.
  fileprivate var isForMembersOnly: Bool {
    switch self {
    case .signOut, .changePassword, .changeEmail, .enrolDevice, .withdrawChangeRequest: true
    default: false
    }
  }

  /// Whether visitors perform the action, without staff.
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
