public import Notation

/// What follows from the facts at an instant, under the rules of the house.
extension Member {
  /// The states of a member (catalogue section 9).
  public enum Standing: String, Sendable, CaseIterable {
    /// The mutuelle knows the person; there is no account.
    case enrolled
    /// A registration is live, still without an account (UM-22).
    case registering
    /// The account exists, whether or not access is blocked or locked.
    case active
    /// The account is closed, for good.
    case closed
    /// Every value is erased; types, times and counts remain (edge 45).
    case erased
  }

  /// Where the member stands at an instant.
  public func standing(at instant: Instant) -> Standing {
    if isErased { return .erased }
    if closure != nil { return .closed }
    if activation != nil { return .active }
    return liveRegistration(at: instant) == nil ? .enrolled : .registering
  }

  /// The registration that may still be completed at an instant.
  public func liveRegistration(at instant: Instant) -> Registration? {
    guard let registration, activation == nil, !hasEnded,
      !Deadline.isPassed(registration.deadline, now: instant)
    else { return nil }
    return registration
  }

  /// The states of a password (catalogue section 3).
  public enum PasswordStanding: String, Sendable, CaseIterable {
    /// None was ever set.
    case none
    /// It signs in.
    case inForce
    /// It signs in, and a renewal is advised (AP-17).
    case renewalAdvised
    /// It signs in, but only to be replaced (MR-7).
    case renewalRequired
    /// It does not sign in any more: it is compromised (edge 30).
    case revoked
  }

  /// Where the password stands at an instant.
  public func passwordStanding(of house: House, at instant: Instant) -> PasswordStanding {
    guard let password, !isErased else { return .none }
    if let renewal { return renewal.reason == .compromised ? .revoked : .renewalRequired }
    let rules = house.rules(at: instant).account
    switch rules.renewal {
    case .none: return .inForce
    case .forced:
      let version = house.setting(at: instant)?.version ?? 0
      return password.via == .legacy || password.rules < version ? .renewalRequired : .inForce
    case .advised:
      let due = renewalAdvisedFrom(of: house, at: instant) ?? .latest
      return Deadline.isPassed(due, now: instant) ? .renewalAdvised : .inForce
    }
  }

  /// The instant after which a renewal of the password is advised, where the house advises it.
  package func renewalAdvisedFrom(of house: House, at instant: Instant) -> Instant? {
    let rules = house.rules(at: instant).account
    guard rules.renewal == .advised, let password else { return nil }
    return ParisCalendar.adding(months: rules.renewalMonths, to: password.mark.at)
  }

  /// The states of the CGU for a member (catalogue section 3).
  public enum CGUStanding: String, Sendable, CaseIterable {
    /// The house asks for none, or no text is in force.
    case notAsked
    /// No version was ever accepted.
    case never
    /// The version accepted last still holds.
    case accepted
    /// A later text asks to be accepted anew (edge 34).
    case outdated
    /// A version was declined, and none accepted since (edge 35).
    case declined
  }

  /// Where the member stands with the CGU at an instant.
  public func cguStanding(of house: House, at instant: Instant) -> CGUStanding {
    guard house.rules(at: instant).account.requiresCGU, house.cgu(at: instant) != nil else {
      return .notAsked
    }
    if declinedCGU != nil { return .declined }
    guard let acceptedCGU else { return .never }
    return house.isOutdated(acceptedCGU.version, at: instant) ? .outdated : .accepted
  }

  /// Whether the address on file no longer serves and no other took its place (FM-17).
  public var hasNoValidEmail: Bool { emailOnFile == nil && invalidEmail != nil }

  /// The address that was found to be invalid last and that no address on file replaced since.
  public var invalidEmail: Email? {
    emailOnFile == nil ? emails.last { $0.state == .invalidated } : nil
  }

  /// The address that waits to be certified and still can be at an instant: its registration is
  /// live, or its link is (UM-24).
  public func certifiableEmail(at instant: Instant) -> Email? {
    guard let email = pendingEmail, !hasEnded else { return nil }
    if email.source == .registration {
      return liveRegistration(at: instant)?.email == email.id ? email : nil
    }
    return codes.contains { $0.to == .email(email.id) && $0.standing(at: instant) == .live }
      ? email : nil
  }

  /// Returns the actions that the member must do at an instant, all but `giveEmail` before using
  /// the space.
  public func requiredActions(of house: House, at instant: Instant) -> [RequiredAction] {
    guard activation != nil, !hasEnded else { return [] }
    var required: [RequiredAction] = []
    if hasNoValidEmail { required.append(.giveEmail) }
    switch passwordStanding(of: house, at: instant) {
    case .renewalRequired, .revoked: required.append(.setPassword)
    case .none, .inForce, .renewalAdvised: break
    }
    switch cguStanding(of: house, at: instant) {
    case .never, .outdated, .declined: required.append(.acceptCGU)
    case .notAsked, .accepted: break
    }
    if house.rules(at: instant).account.certifiesEmail, let email = emailOnFile,
      email.certified == nil
    {
      required.append(.certifyEmail)
    }
    return required
  }
}

/// Something that a member must do before using the space (catalogue section 3).
public enum RequiredAction: String, Sendable, CaseIterable {
  /// Replace the password (MR-7); until then signing in opens no session.
  case setPassword
  /// Accept the CGU in force (UM-19, edge 34).
  case acceptCGU
  /// Certify the address on file, where the house asks for it (UM-18).
  case certifyEmail
  /// Give a valid address, because the one on file bounced or staff declared it invalid (FM-17).
  ///
  /// It blocks no other action.
  case giveEmail
}

extension RequiredAction: WireEnum {
  package static let wireNames = WireNames<RequiredAction>()
}
