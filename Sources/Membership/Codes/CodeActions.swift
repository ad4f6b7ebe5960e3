import Digests
import Notation

/// Asks for a one-time code or link.
public struct RequestCode: Described {
  /// The way that the visitor chose (AP-6); a letter has its own action.
  public var channel = Channel.email
  /// The page that asks, required where what is sent is a code, for it is good there alone (AP-13).
  public var page: Page?
  /// Only `certifyEmail`, and only in session; absent otherwise, since it follows from the member's
  /// state.
  public var purpose: CodePurpose?
  /// What came of the anti-robot image; absent is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes a request for an e-mail, to be changed as needed.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("channel", &channel)
    fields("page", &page, .pseudonymous)
    fields("purpose", &purpose)
    fields("antiRobot", &antiRobot)
  }
}

/// Types a one-time code (AP-12, MR-14, MG-16).
public struct VerifyCode: Described {
  /// The page on which the code is typed, which becomes the page of the new password; required.
  public var page: Page?
  /// The code as typed (S); spaces, hyphens, case and full width do not matter (edge 12).
  public var code = UntrustedText("")

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("code", &code, .verifier)
  }
}

extension Decider {
  mutating func requestCode(_ action: RequestCode) throws(Interruption) {
    guard actor != .member else {
      try requestCertification(action)
      return
    }
    guard action.purpose == nil else { throw .invalid(field: "purpose", why: "only in session") }
    let path = rules.recovery.paths.first {
      $0.channel == action.channel && $0.channel != .letter
    }
    if path?.artefact == .code, action.page == nil { throw .invalid(field: "page", why: "missing") }
    let member = try findByVisitor(rules.identifiers.foundBy)
    guard let path else { throw refuse(.notOffered) }
    try requireAntiRobot(action.antiRobot)
    if try resendActivation(member) { return }
    if rules.account.start == .activationLink, member.activation == nil {
      throw refuse(.notActivated)
    }
    try requireQuietRequests(member, on: path.artefact == .code ? action.page : nil)
    let (to, address) = try requireChannel(action.channel, of: member)
    issue(Issue(purpose: .setPassword, path: path, to: to, page: action.page), to: address)
  }

  /// Sends the activation mail again; the first deadline stands (UM-20, UM-24).
  private mutating func resendActivation(_ member: Member) throws(Interruption) -> Bool {
    guard let registration = member.liveRegistration(at: now),
      registration.activationCode != nil, let id = registration.email,
      let email = member.emails.first(where: { $0.id == id })
    else { return false }
    try requireQuietRequests(member)
    guard email.state == .pending, let address = address(of: email) else {
      throw refuse(.noChannelKnown)
    }
    let path = RecoveryRules.Path(.email, .link, lifetime: rules.account.activationLifetime)
    var issue = Issue(purpose: .activateAccount, path: path, to: .email(id))
    issue.expiresAt = registration.deadline
    self.issue(issue, to: address)
    return true
  }

  private mutating func requestCertification(_ action: RequestCode) throws(Interruption) {
    guard let subject, action.purpose == .certifyEmail, action.channel == .email else {
      throw .invalid(field: "purpose", why: "in session, only certifyEmail by e-mail")
    }
    guard let email = subject.pendingEmail ?? subject.emailOnFile, email.certified == nil,
      let text = address(of: email), let address = EmailAddress(typed: text)
    else { throw refuse(.noChannelKnown) }
    let sent = subject.codes.count {
      $0.purpose == .certifyEmail && $0.mark.at > now.advanced(by: -3_600_000)
    }
    guard sent < rules.meters.requestsAnHour else { throw refuse(.tooMany) }
    issueCertification(email.id, address)
  }

  /// Where a channel leads, or a refusal (AP-6).
  private func requireChannel(
    _ channel: Channel, of member: Member
  ) throws(Interruption) -> (Destination, String) {
    switch channel {
    case .email:
      guard let email = member.emailOnFile, let address = address(of: email) else {
        let last = member.emails.last
        let isLost = rules.account.certifiesEmail && last?.state == .invalidated
        throw refuse(isLost ? .emailNotCertified : .noChannelKnown)
      }
      if rules.account.certifiesEmail, email.certified == nil, member.activation != nil {
        throw refuse(.emailNotCertified)
      }
      return (.email(email.id), address)
    case .sms:
      guard let phone = phone(of: member), PhoneNumber.receivesText(phone) else {
        throw refuse(.noChannelKnown)
      }
      return (.phone, phone)
    case .letter: throw refuse(.notOffered)
    }
  }
}
