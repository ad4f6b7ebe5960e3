public import Notation

/// The states at an instant that follow from the facts and the rules of the house.
extension Member {
  /// The states of a member (catalogue section 9).
  public enum Standing: String, Sendable, CaseIterable {
    /// The mutuelle has enrolled the person, and no account exists.
    case enrolled
    /// A registration is live, and no account exists yet (UM-22).
    case registering
    /// The account exists, also while access is blocked or locked.
    case active
    /// The account is closed permanently.
    case closed
    /// All values are erased; types, times and counts remain (edge 45).
    case erased
  }

  /// Returns the standing of the member at an instant.
  public func standing(at instant: Instant) -> Standing {
    if isErased { return .erased }
    if closure != nil { return .closed }
    if activation != nil { return .active }
    return liveRegistration(at: instant) == nil ? .enrolled : .registering
  }

  /// Returns the registration that can still be completed at an instant.
  public func liveRegistration(at instant: Instant) -> Registration? {
    guard let registration, activation == nil, !hasEnded,
      !Deadline.isPassed(registration.deadline, now: instant)
    else { return nil }
    return registration
  }

  /// The states of a password (catalogue section 3).
  public enum PasswordStanding: String, Sendable, CaseIterable {
    /// No password was ever set.
    case none
    /// The password is valid for sign-in.
    case inForce
    /// The password is valid for sign-in, and a renewal is advised (AP-17).
    case renewalAdvised
    /// The password is valid for sign-in, but only to be replaced (MR-7).
    case renewalRequired
    /// The password is compromised and not valid for sign-in (edge 30).
    case revoked
  }

  /// Returns the standing of the password at an instant.
  public func passwordStanding(of house: House, at instant: Instant) -> PasswordStanding {
    guard let password, !isErased else { return .none }
    return PasswordStanding(
      setAt: password.mark.at, via: password.via, rules: password.rules, renewal: renewal?.reason,
      under: StandingRules(of: house, at: instant))
  }

  /// Returns the last instant before a renewal of the password is advised, if the house advises it.
  package func renewalAdvisedFrom(of house: House, at instant: Instant) -> Instant? {
    guard let password else { return nil }
    return StandingRules(of: house, at: instant).renewalAdvised(setAt: password.mark.at)
  }

  /// The states of the CGU for a member (catalogue section 3).
  public enum CGUStanding: String, Sendable, CaseIterable {
    /// The house does not require the CGU, or no text is in force.
    case notAsked
    /// The member has never accepted a version.
    case never
    /// The version accepted last is still valid.
    case accepted
    /// A later text requires a new acceptance (edge 34).
    case outdated
    /// The member declined a version and has accepted no version since (edge 35).
    case declined
  }

  /// Returns the standing of the CGU for the member at an instant.
  public func cguStanding(of house: House, at instant: Instant) -> CGUStanding {
    CGUStanding(
      accepted: acceptedCGU?.version, isDeclined: declinedCGU != nil,
      under: StandingRules(of: house, at: instant))
  }

  /// Whether the address on file became invalid and no other address replaced it (FM-17).
  public var hasNoValidEmail: Bool { emailOnFile == nil && invalidEmail != nil }

  /// The address invalidated last, unless an address on file replaced it.
  public var invalidEmail: Email? {
    emailOnFile == nil ? emails.last { $0.state == .invalidated } : nil
  }

  /// Returns the pending address that can still be certified at an instant.
  ///
  /// Its registration or its link must be live (UM-24).
  public func certifiableEmail(at instant: Instant) -> Email? {
    guard let email = pendingEmail, !hasEnded else { return nil }
    if email.source == .registration {
      return liveRegistration(at: instant)?.email == email.id ? email : nil
    }
    return codes.contains { $0.to == .email(email.id) && $0.standing(at: instant) == .live }
      ? email : nil
  }

  /// Returns the actions required of the member at an instant.
  ///
  /// All except `giveEmail` must be done before the member uses the space.
  public func requiredActions(of house: House, at instant: Instant) -> [RequiredAction] {
    guard activation != nil, !hasEnded else { return [] }
    return RequiredAction.required(
      hasNoValidEmail: hasNoValidEmail,
      hasUncertifiedEmail: emailOnFile.map { $0.certified == nil } ?? false,
      password: passwordStanding(of: house, at: instant),
      cgu: cguStanding(of: house, at: instant), under: StandingRules(of: house, at: instant))
  }
}

/// An action that a member must do before using the space (catalogue section 3).
public enum RequiredAction: String, Sendable, CaseIterable {
  /// Replace the password (MR-7); before that, signing in opens no session.
  case setPassword
  /// Accept the CGU in force (UM-19, edge 34).
  case acceptCGU
  /// Certify the address on file, if the house requires it (UM-18).
  case certifyEmail
  /// Give a valid address, because the one on file bounced or staff declared it invalid (FM-17).
  ///
  /// It blocks no other action.
  case giveEmail
}

extension RequiredAction: WireEnum {
  package static let wireNames = WireNames<RequiredAction>()
}
