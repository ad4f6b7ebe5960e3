import Digests
import Notation

/// Requests a one-time code or link.
public struct RequestCode: ActionPayload {
  package static let name = ActionName.requestCode
  package static let actors: [ActorID.Role] = [.visitor, .member]
  package static let refusals: [RefusalReason] = [
    .ambiguousMember, .notOffered, .antiRobotFailed, .notActivated, .tooSoon, .tooMany,
    .noChannelKnown, .emailNotCertified,
  ]
  package static let firstEvents: [any EventPayload.Type] = [CodeRequested.self]

  /// The channel that the visitor chose (AP-6); a letter has a separate action.
  public var channel = Channel.email
  /// The page that asks, required for a code, which is valid only on that page (AP-13).
  public var page: Page?
  /// `certifyEmail` in session, and `nil` for a visitor.
  ///
  /// A visitor's purpose follows from the member's state.
  public var purpose: CodePurpose?
  /// The result of the anti-robot image; `nil` is a failure where the house asks for the image.
  public var antiRobot: AntiRobot?

  /// Makes a request by e-mail, to be changed as needed.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("channel", &channel)
    fields("page", &page, .pseudonymous)
    fields("purpose", &purpose)
    fields("antiRobot", &antiRobot)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard decider.actor != .member else {
      try decider.requestCertification(self)
      return
    }
    guard purpose == nil else { throw .invalid(field: "purpose", why: "only in session") }
    let path = decider.rules.recovery.paths.first {
      $0.channel == channel && $0.channel != .letter
    }
    if path?.artefact == .code, page == nil { throw .invalid(field: "page", why: "missing") }
    let member = try decider.findByVisitor(decider.rules.identifiers.foundBy)
    guard let path else { throw decider.refuse(.notOffered) }
    try decider.requireAntiRobot(antiRobot)
    if try decider.resendActivation(member) { return }
    if decider.rules.account.start == .activationLink, member.activation == nil {
      throw decider.refuse(.notActivated)
    }
    try decider.requireQuietRequests(member, on: path.artefact == .code ? page : nil)
    let (to, address) = try decider.requireChannel(channel, of: member)
    decider.issue(Decider.Issue(purpose: .setPassword, path: path, to: to, page: page), to: address)
  }
}

/// Verifies a typed one-time code (AP-12, MR-14, MG-16).
public struct VerifyCode: ActionPayload {
  package static let name = ActionName.verifyCode
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .ambiguousMember, .noCode, .wrongPage, .expired, .consumed, .superseded, .exhausted, .ended,
    .codeMalformed, .locked, .mismatch,
  ]
  package static let firstEvents: [any EventPayload.Type] = [CodeVerified.self]

  /// The page on which the code is typed, which may then set the new password; required.
  public var page: Page?
  /// The code as typed (S); spaces, hyphens, case and full-width forms do not matter (edge 12).
  public var code = UntrustedText("")

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("code", &code, .verifier)
  }

  /// Verifies a one-time code on the page that asked for it, or a letter's code on any page.
  ///
  /// A text that matches a dead code is refused with that code's state, and counts on no other code
  /// (edge 1). A live code of another page is not compared at all (edge 2).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    let page = try decider.require(page: self.page)
    let member = try decider.findByVisitor(decider.rules.identifiers.foundBy)
    let codes = member.codes.filter { $0.artefact == .code }
    let live = codes.filter { $0.standing(at: decider.now) == .live }
    let onPage = live.last { $0.page == page.digest }
    var refusal = Refusal(.noCode)
    refusal.page = page
    if let onPage {
      try decider.requireFewWrongCodes(member, for: onPage, else: refusal)
      if decider.isTyped(self.code, onPage) {
        decider.accept(onPage, on: page)
        return
      }
    }
    if let dead = codes.last(where: {
      $0.standing(at: decider.now) != .live && decider.isTyped(self.code, $0)
    }) {
      refusal.code = dead
      refusal.reason = dead.standing(at: decider.now).refusal
      throw .refused(refusal)
    }
    let letter = live.last { $0.channel == .letter }
    if let open = onPage ?? letter,
      ![onPage, letter].contains(where: { $0.map { decider.isOfForm(self.code, of: $0) } ?? false })
    {
      refusal.code = open
      refusal.reason = .codeMalformed
      throw .refused(refusal)
    }
    if let letter {
      if try decider.isRight(
        self.code, letter: letter, member: member, refusal: refusal, isOnlyOne: onPage == nil)
      {
        decider.accept(letter, on: page)
        return
      }
    }
    refusal.code = onPage ?? live.last ?? codes.last { $0.page == page.digest } ?? codes.last
    if onPage != nil {
      refusal.reason = .mismatch
      refusal.counted = true
    } else if let code = refusal.code {
      let standing = code.standing(at: decider.now)
      refusal.reason = standing == .live ? .wrongPage : standing.refusal
    }
    throw .refused(refusal)
  }
}

extension Decider {
  /// Sends the activation mail again and keeps the first deadline (UM-20, UM-24).
  mutating func resendActivation(_ member: Member) throws(Interruption) -> Bool {
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

  mutating func requestCertification(_ action: RequestCode) throws(Interruption) {
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

  /// Returns the destination and the address of a channel, or refuses (AP-6).
  func requireChannel(
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
