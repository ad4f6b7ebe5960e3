import Digests
public import Notation

/// Ends the session.
public struct SignOut: ActionPayload {
  package static let name = ActionName.signOut
  package static let actors: [ActorID.Role] = [.member]
  package static let firstEvents: [any EventPayload.Type] = [SessionEnded.self]

  /// Makes the action, which has no fields.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {}

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let session = decider.session else { return }
    decider.append(.sessionEnded(.make { $0.session = session.digest }))
  }
}

/// Signs in (FM-2, AP-18, UM-5, MR-4, MG-20).
public struct SignIn: ActionPayload {
  package static let name = ActionName.signIn
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .unknownIdentifier, .sharedIdentifier, .legacyInvalidated, .emailNotCertified, .antiRobotFailed,
    .locked, .deviceUnknown, .deviceBlocked, .deviceRemoved, .temporaryPasswordEnded, .wrongPage,
    .notActivated, .noPassword, .passwordRevoked, .wrongPassword,
  ]
  package static let firstEvents: [any EventPayload.Type] = [
    CodeVerified.self, SignInSucceeded.self,
  ]

  /// The identifier as the visitor typed it (P2), read by the house's scheme.
  public var identifier = UntrustedText("")
  /// The password, or a letter's temporary password, as typed (S), never trimmed (edge 26).
  public var password = UntrustedText("")
  /// The page of the form, on which a temporary password allows a new password.
  ///
  /// A temporary password without a page is refused.
  public var page: Page?
  /// The id of the device that signs in with the application (MG-8), or `nil` on the web.
  public var device: Token?
  /// The result of the anti-robot image (AP-19); `nil` is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("identifier", &identifier, .identifying)
    fields("password", &password, .verifier)
    fields("page", &page, .pseudonymous)
    fields("device", &device, .pseudonymous)
    fields("antiRobot", &antiRobot)
  }

  /// Signs in (FM-2, AP-18, UM-5, MR-4, MG-20).
  ///
  /// The password is hashed before every guard, for any identifier and any outcome. The time taken
  /// therefore reveals nothing. The result counts only after every guard.
  package func decide(_ decider: inout Decider) throws(Interruption) {
    decider.typed = identifier
    let identified = decider.identify(identifier.text)
    let isRight = try decider.matches(
      password: password.text, verifierAt: identified.member?.password?.mark.position)
    decider.subject = identified.member
    guard let member = identified.member else {
      throw decider.refuse(identified.refusal ?? .unknownIdentifier)
    }
    try decider.requireOpen(member)
    if let refusal = identified.refusal { throw decider.refuse(refusal) }
    try decider.requireAntiRobot(antiRobot)
    // A lock never blocks a recovery: a letter's secret is long enough to be compared under a lock
    // too.
    if try decider.useTemporaryPassword(self, of: member) { return }
    let meter = decider.signInMeter(of: member, on: device)
    guard !meter.isLocked(at: decider.now) else { throw decider.refuseLocked(meter) }
    try decider.requireDevice(device, of: member)
    try decider.requirePasswordInForce(member, self)
    guard isRight else { throw decider.wrongPassword(.wrongPassword, of: member, in: self) }
    decider.succeed(self, member, with: identified.kind)
  }
}

extension Decider {
  /// Refuses a session with a sign-in too old for the action (ASVS 5.0 7.5.1, 7.5.3).
  func requireFreshSession() throws(Interruption) {
    guard actor == .member, let session else { return }
    let fresh = session.mark.at.advanced(by: Int64(rules.service.reauthenticationWithin))
    if Deadline.isPassed(fresh, now: now) { throw refuse(.reauthenticationNeeded) }
  }
}

extension Decider {
  /// Returns the meter that locks signing in.
  ///
  /// An enrolled device has its own meter, which only attempts on that device fill. All other
  /// attempts fill the member's.
  func signInMeter(of member: Member, on device: Token?) -> FailureMeter {
    let own = member.devices.first { $0.id == device && $0.state == .active }
    return own?.signIn ?? member.meters.signIn
  }

  /// Returns the refusal for a wrong password, with the lock that follows.
  ///
  /// A text in the form of a live temporary password was compared with that too, and counts there.
  func wrongPassword(
    _ reason: RefusalReason, of member: Member, in action: SignIn
  ) -> Interruption {
    var refusal = Refusal(reason)
    refusal.code = liveTemporaryPassword(member, for: action.password)
    return refuseCounted(
      refusal, on: signInMeter(of: member, on: action.device),
      failures: rules.meters.signInFailures)
  }

  /// Returns the live temporary password with which a text was compared.
  ///
  /// It returns `nil` for a text of another form, which is not compared.
  private func liveTemporaryPassword(_ member: Member, for typed: UntrustedText) -> Member.Code? {
    member.codes.last {
      $0.artefact == .temporaryPassword && $0.standing(at: now) == .live && isOfForm(typed, of: $0)
    }
  }

  struct IdentifiedMember {
    var member: Member?
    var kind = SignInSucceeded.IdentifierKind.memberNumber
    var refusal: RefusalReason?
  }

  /// Returns the member that an identifier names, by the house's scheme (domain.md section 1.6).
  func identify(_ text: String) -> IdentifiedMember {
    switch rules.identifiers.scheme {
    case .memberNumber:
      return IdentifiedMember(
        member: members(named: text, by: [.number]).first, kind: .memberNumber)
    case .generated:
      if let member = members(named: text, by: [.identifier]).first {
        return IdentifiedMember(member: member, kind: .generated)
      }
      guard let folded = IdentifierText.folded(text),
        let member = holders(of: .legacyIdentifier(folded)).first
      else { return IdentifiedMember() }
      return IdentifiedMember(member: member, kind: .generated, refusal: .legacyInvalidated)
    case .accessCodeOrEmail:
      guard text.contains("@") else {
        return IdentifiedMember(
          member: members(named: text, by: [.accessCode]).first, kind: .accessCode)
      }
      let found = members(named: text, by: [.email])
      guard found.count < 2 || rules.identifiers.sharedEmail != .notAsLogin else {
        return IdentifiedMember(member: nil, kind: .email, refusal: .sharedIdentifier)
      }
      let isCertified = found.first?.emailOnFile?.certified != nil
      let member = found.first
      return IdentifiedMember(
        member: member, kind: .email,
        refusal: member != nil && !isCertified ? .emailNotCertified : nil)
    }
  }

  func requireDevice(_ id: Token?, of member: Member) throws(Interruption) {
    guard let id else { return }
    var refusal = Refusal(.deviceUnknown)
    refusal.device = id
    if let device = member.devices.first(where: { $0.id == id }) {
      switch device.state {
      case .active: return
      case .blocked: refusal.reason = .deviceBlocked
      case .removed: refusal.reason = .deviceRemoved
      }
    }
    throw .refused(refusal)
  }

  /// Accepts a letter's temporary password, which opens no session (AP-7).
  ///
  /// It only allows the page to set a password.
  ///
  /// - Returns: Whether the text was a temporary password of the member.
  mutating func useTemporaryPassword(
    _ action: SignIn, of member: Member
  ) throws(Interruption) -> Bool {
    let letters = member.codes.filter { $0.artefact == .temporaryPassword }
    guard let code = letters.last(where: { isTyped(action.password, $0) }) else { return false }
    try requireDevice(action.device, of: member)
    guard code.standing(at: now) == .live else { throw refuse(.temporaryPasswordEnded) }
    guard let page = action.page else { throw refuse(.wrongPage) }
    append(
      .codeVerified(
        .make {
          $0.code = code.id
          $0.page = page.digest
          $0.grantExpiresAt = now.advanced(by: Int64(rules.recovery.grantLifetime))
        }))
    return true
  }

  func requirePasswordInForce(
    _ member: Member, _ action: SignIn
  ) throws(Interruption) {
    guard member.activation != nil || rules.account.start != .activationLink else {
      throw refuse(.notActivated)
    }
    // A text in the form of a live temporary password was compared with that, so it counts.
    let mayBeTemporary = liveTemporaryPassword(member, for: action.password) != nil
    switch member.passwordStanding(of: context.house, at: now) {
    case .none:
      throw mayBeTemporary
        ? wrongPassword(.noPassword, of: member, in: action) : refuse(.noPassword)
    case .revoked:
      throw mayBeTemporary
        ? wrongPassword(.passwordRevoked, of: member, in: action) : refuse(.passwordRevoked)
    case .inForce, .renewalAdvised, .renewalRequired: return
    }
  }

  mutating func succeed(
    _ action: SignIn, _ member: Member, with kind: SignInSucceeded.IdentifierKind
  ) {
    let required = member.requiredActions(of: context.house, at: now)
    let opens = !required.contains(.setPassword)
    let session = "\(member.id).\(drawKeyText())"
    if opens { openedSession = UntrustedText(session) }
    append(
      .signInSucceeded(
        .make {
          $0.identifier = kind
          $0.session = opens ? SHA256.hash(Array(session.utf8)) : nil
          $0.expiresAt = opens ? now.advanced(by: Int64(rules.service.sessionLifetime)) : nil
          $0.device = action.device
          $0.required = required
        }))
  }
}
