package import Notation

/// The rules of a house that decide standings at one instant.
///
/// A list makes them once, for all its members.
package struct StandingRules: Sendable {
  /// The instant.
  package let now: Instant
  private let house: House
  private let account: AccountRules
  /// The version of the rules in force; 0 without any.
  private let version: Int
  /// Whether the member must accept the CGU: the house requires it, and a text is in force.
  private let asksCGU: Bool

  /// Makes the rules in force at an instant.
  package init(of house: House, at instant: Instant) {
    (self.house, now) = (house, instant)
    let setting = house.setting(at: instant)
    (account, version) = ((setting?.rules ?? .recommended).account, setting?.version ?? 0)
    asksCGU = account.requiresCGU && house.cgu(at: instant) != nil
  }

  /// Returns the last instant before a renewal is advised of a password, if the house advises it.
  func renewalAdvised(setAt instant: Instant) -> Instant? {
    guard account.renewal == .advised else { return nil }
    return ParisCalendar.adding(months: account.renewalMonths, to: instant)
  }
}

extension Member.PasswordStanding {
  /// Makes the standing of a password.
  ///
  /// - Parameters:
  ///   - setAt: The instant at which it was set.
  ///   - via: The origin of the right to set it.
  ///   - version: The version of the rules that it satisfied.
  ///   - renewal: The reason of a demand to replace it, or `nil`.
  ///   - rules: The rules of the house at the instant of the standing.
  package init(
    setAt: Instant, via: PasswordSet.Via, rules version: Int,
    renewal: PasswordRenewalRequired.Reason?, under rules: StandingRules
  ) {
    if let renewal {
      self = renewal == .compromised ? .revoked : .renewalRequired
    } else {
      self = rules.standing(ofPasswordSetAt: setAt, via: via, rules: version)
    }
  }
}

extension StandingRules {
  fileprivate func standing(
    ofPasswordSetAt instant: Instant, via: PasswordSet.Via, rules: Int
  ) -> Member.PasswordStanding {
    switch account.renewal {
    case .none: return .inForce
    case .forced: return via == .legacy || rules < version ? .renewalRequired : .inForce
    case .advised:
      let due = renewalAdvised(setAt: instant) ?? .latest
      return Deadline.isPassed(due, now: now) ? .renewalAdvised : .inForce
    }
  }

  fileprivate func standing(accepted: String?, isDeclined: Bool) -> Member.CGUStanding {
    guard asksCGU else { return .notAsked }
    if isDeclined { return .declined }
    guard let accepted else { return .never }
    return house.isOutdated(accepted, at: now) ? .outdated : .accepted
  }

  fileprivate var certifiesEmail: Bool { account.certifiesEmail }
}

extension Member.CGUStanding {
  /// Makes the standing of the CGU for a member.
  ///
  /// - Parameters:
  ///   - accepted: The version accepted last, or `nil`.
  ///   - isDeclined: Whether a version was declined, and none was accepted since.
  ///   - rules: The rules of the house at the instant of the standing.
  package init(accepted: String?, isDeclined: Bool, under rules: StandingRules) {
    self = rules.standing(accepted: accepted, isDeclined: isDeclined)
  }
}

extension RequiredAction {
  /// Returns the actions that an active member must do.
  package static func required(
    hasNoValidEmail: Bool, hasUncertifiedEmail: Bool, password: Member.PasswordStanding,
    cgu: Member.CGUStanding, under rules: StandingRules
  ) -> [RequiredAction] {
    var required: [RequiredAction] = []
    if hasNoValidEmail { required.append(.giveEmail) }
    switch password {
    case .renewalRequired, .revoked: required.append(.setPassword)
    case .none, .inForce, .renewalAdvised: break
    }
    switch cgu {
    case .never, .outdated, .declined: required.append(.acceptCGU)
    case .notAsked, .accepted: break
    }
    if rules.certifiesEmail, hasUncertifiedEmail { required.append(.certifyEmail) }
    return required
  }
}
