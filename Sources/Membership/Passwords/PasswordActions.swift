import Digests
import Notation

/// Sets a password, with the right of a page's grant or of a link (AP-14, FM-13).
public struct SetPassword: ActionPayload {
  package static let name = ActionName.setPassword
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .ambiguousMember, .linkUnknown, .wrongPurpose, .expired, .consumed, .superseded, .exhausted,
    .ended, .antiRobotFailed, .noGrant, .wrongPage, .grantExpired, .passwordRefused,
  ]
  package static let firstEvents: [any EventPayload.Type] = [CodeVerified.self, PasswordSet.self]

  /// The page with a grant; absent beside a link, required without one.
  public var page: Page?
  /// The three parts of the link, `<member id>.<code id>.<secret>` (S).
  ///
  /// The password consumes the link. It is absent beside a page.
  public var link: UntrustedText?
  /// The new password as typed (S), never trimmed (edge 26).
  public var password = UntrustedText("")
  /// The new password typed again (S, AP-14, MR-15).
  public var confirmation = UntrustedText("")
  /// The result of the anti-robot image (MR-16); absent is a failure if the house requires it.
  public var antiRobot: AntiRobot?

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("link", &link, .verifier)
    fields("password", &password, .verifier)
    fields("confirmation", &confirmation, .verifier)
    fields("antiRobot", &antiRobot)
  }

  /// Decides the action, with the right of a page's grant or of a link (AP-14, FM-13).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    let right = try decider.requireRight(self)
    guard let subject = decider.subject else { return }
    try decider.requirePassword(
      password, confirmation: confirmation, of: subject, current: subject.password)
    let verifier = try decider.derive(password.text.normalizedPassword)
    if let code = right.code { decider.append(.codeVerified(.make { $0.code = code.id })) }
    decider.set(password: verifier, via: right.via, proof: right.proof)
    if subject.activation == nil {
      decider.append(.accountActivated(.make { $0.origin = .firstPassword }))
    }
    decider.withdrawPendingEmail(.passwordSet)
    decider.notifyOnFile(.passwordSet)
  }
}

/// Replaces the password, given the current one.
public struct ChangePassword: ActionPayload {
  package static let name = ActionName.changePassword
  package static let actors: [ActorID.Role] = [.member]
  package static let refusals: [RefusalReason] = [
    .noPassword, .locked, .currentMismatch, .passwordRefused,
  ]
  package static let firstEvents: [any EventPayload.Type] = [PasswordSet.self]

  /// The current password (S); a wrong one counts in the sign-in meter (catalogue section 7).
  public var current = UntrustedText("")
  /// The new password as typed (S), never trimmed (edge 26).
  public var password = UntrustedText("")
  /// The new password typed again (S).
  public var confirmation = UntrustedText("")

  /// Makes the action with empty fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("current", &current, .verifier)
    fields("password", &password, .verifier)
    fields("confirmation", &confirmation, .verifier)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject, let current = subject.password else {
      throw decider.refuse(.noPassword)
    }
    let isRight = try decider.matches(
      password: self.current.text, verifierAt: current.mark.position)
    guard !subject.meters.signIn.isLocked(at: decider.now) else {
      throw decider.refuseLocked(subject.meters.signIn)
    }
    guard isRight else {
      throw decider.refuseCounted(
        Refusal(.currentMismatch), on: subject.meters.signIn,
        failures: decider.rules.meters.signInFailures)
    }
    try decider.requirePassword(
      password, confirmation: confirmation, of: subject, current: current)
    let verifier = try decider.derive(password.text.normalizedPassword)
    decider.set(password: verifier, via: .change, proof: nil)
    decider.withdrawPendingEmail(.passwordSet)
    decider.notifyOnFile(.passwordSet)
  }
}

/// Requires a member to choose a new password.
public struct RequireNewPassword: ActionPayload {
  package static let name = ActionName.requireNewPassword
  package static let actors: [ActorID.Role] = [.adviser, .administrator]
  package static let refusals: [RefusalReason] = [.noPassword]
  package static let firstEvents: [any EventPayload.Type] = [PasswordRenewalRequired.self]

  /// The reason, which determines whether the password is still valid for sign-in.
  public var reason = PasswordRenewalRequired.Reason.administrative

  /// Makes the action with the reason `administrative`.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("reason", &reason) }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject, subject.password != nil else {
      throw decider.refuse(.noPassword)
    }
    if let renewal = subject.renewal,
      renewal.reason == reason || renewal.reason == .compromised
    {
      return
    }
    decider.append(.passwordRenewalRequired(.make { $0.reason = reason }))
    guard reason == .compromised else { return }
    decider.withdrawPendingEmail(.passwordRevoked)
    decider.invalidateUncertifiedEmail()
    decider.rejectRequestsOfSessions()
  }
}

extension Decider {
  /// The right to set a password, and its origin.
  fileprivate struct Right {
    var via: PasswordSet.Via
    var proof: Token
    var code: Member.Code?
  }

  fileprivate mutating func requireRight(_ action: SetPassword) throws(Interruption) -> Right {
    if let link = action.link {
      guard action.page == nil else { throw .invalid(field: "page", why: "beside a link") }
      let code = try requireLink(link, for: [.setPassword], antiRobot: action.antiRobot)
      return Right(via: .link, proof: code.id, code: code)
    }
    let page = try require(page: action.page)
    let member = try findByVisitor(rules.identifiers.foundBy)
    try requireAntiRobot(action.antiRobot)
    let open = member.grants.filter { !$0.isSpent }
    guard let grant = open.last(where: { $0.page == page.digest }) else {
      let elsewhere = open.contains { !Deadline.isPassed($0.expiresAt, now: now) }
      throw refuse(elsewhere ? .wrongPage : .noGrant)
    }
    guard !Deadline.isPassed(grant.expiresAt, now: now) else { throw refuse(.grantExpired) }
    return Right(via: grant.via, proof: grant.proof)
  }

  /// Refuses a password that breaks the house's rules; the refusal lists all broken rules.
  func requirePassword(
    _ password: UntrustedText, confirmation: UntrustedText, of member: Member,
    current: Member.Password?
  ) throws(Interruption) {
    var broken = rules.password.breaches(
      of: password.text, confirmation: confirmation.text, context: passwordContext(of: member))
    if broken.isEmpty, let current,
      try matches(password: password.text, verifierAt: current.mark.position)
    {
      broken.append(.sameAsCurrent)
    }
    guard broken.isEmpty else {
      var refusal = Refusal(.passwordRefused)
      refusal.rules = broken
      throw .refused(refusal)
    }
  }

  mutating func set(password verifier: String, via: PasswordSet.Via, proof: Token?) {
    append(
      .passwordSet(
        .make {
          $0.verifier = .open(verifier)
          $0.kdf = kdf(of: verifier)
          $0.rules = context.house.setting(at: now)?.version ?? 0
          $0.via = via
          $0.proof = proof
        }))
  }

  /// Returns the derivation and its cost, without salt and hash; in a PHC string they come first.
  private func kdf(of verifier: String) -> String {
    let fields = verifier.split(separator: "$")
    guard fields.count >= 2, fields[1].hasPrefix("i=") else { return "unknown" }
    return "\(fields[0])/\(fields[1].dropFirst(2))"
  }
}
