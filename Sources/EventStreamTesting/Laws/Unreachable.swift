import Membership

extension Coverage {
  /// Why no scenario can reach a cell; `nil` for one that can be reached.
  public static func whyUnreachable(_ cell: Cell) -> String? {
    cell.isAccepted ? whyNeverAccepted(cell) : whyNeverRefused(cell)
  }

  /// Why nobody is refused an action where they stand: whoever may not do it is refused for that,
  /// so it is that the member cannot be the one whom the action is about.
  private static func whyNeverRefused(_ cell: Cell) -> String? {
    let (state, action) = (cell.state, cell.action)
    if action == .sweep {
      return "whoever is not the clock and asks for a sweep is malformed, not refused"
    }
    switch state {
    case .enrolled, .registering:
      if action == .setHouseRules || action == .publishCGU {
        return "the house's actions are about those in session alone, and here is none"
      }
    case .nobody, .active, .locked, .blocked, .closed, .erased: break
    }
    return nil
  }

  private static func whyNeverAccepted(_ cell: Cell) -> String? {
    let (state, action) = (cell.state, cell.action)
    if isAboutHouse(action) {
      return state == .nobody ? nil : "an action of the house is about no member"
    }
    if action == .enrolMember { return state == .nobody ? nil : "an enrolment makes a new member" }
    switch state {
    case .nobody: return action == .consult ? nil : "what is done about a member needs one"
    case .enrolled, .registering:
      if action.isForMembersOnly { return "there is no session before there is an account" }
    case .active, .locked: break
    case .blocked:
      if action.isForVisitors || action.isForMembersOnly {
        return "a blocked access bars every way in"
      }
      if action == .dispatchLetter { return "no letter is posted while access is blocked" }
    case .closed:
      return goesOnAfterClosing.contains(action)
        ? nil : "a closed account is only told of, held, erased"
    case .erased:
      return action == .eraseMember
        ? nil : "nothing is done with who was erased, but the same again"
    }
    return whyNotAccepted(state, action)
  }

  /// Why an action that a state does not bar is never accepted there.
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
