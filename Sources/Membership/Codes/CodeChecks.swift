import Notation

extension Decider {
  /// Limits the wrong codes of a day on all pages to the house's codes times its attempts.
  ///
  /// Beyond the limit only the first attempt at each code is compared. Guesses on other pages
  /// therefore never lock out the member with the right code.
  func requireFewWrongCodes(
    _ member: Member, for code: Member.Code, else refusal: Refusal
  ) throws(Interruption) {
    let day = now.advanced(by: -86_400_000)
    let most = min(rules.recovery.attempts * rules.meters.requestsADay, Meters.requestsKept)
    guard code.failures > 0, member.meters.wrongCodes.count(where: { $0 > day }) >= most else {
      return
    }
    var refusal = refusal
    refusal.code = code
    refusal.reason = .locked
    throw .refused(refusal)
  }

  /// Returns whether a text is a letter's code, and refuses a wrong one.
  ///
  /// A wrong text counts in the identity meter too (catalogue section 7).
  ///
  /// If the page has a live code, a wrong text is first an attempt at that code. It is counted
  /// there, and the fold counts it on the letter's code as well.
  func isRight(
    _ typed: UntrustedText, letter: Member.Code, member: Member, refusal: Refusal,
    isOnlyOne: Bool
  ) throws(Interruption) -> Bool {
    let isLocked = member.meters.identity.isLocked(at: now)
    if !isLocked, isTyped(typed, letter) { return true }
    guard isOnlyOne else { return false }
    var refusal = refusal
    refusal.code = letter
    refusal.reason = isLocked ? .locked : .mismatch
    throw isLocked
      ? refuseLocked(member.meters.identity, refusal)
      : refuseCounted(
        refusal, on: member.meters.identity, failures: rules.meters.identityFailures)
  }

  mutating func accept(_ code: Member.Code, on page: Page) {
    append(
      .codeVerified(
        .make {
          $0.code = code.id
          $0.page = page.digest
          $0.grantExpiresAt = now.advanced(by: Int64(rules.recovery.grantLifetime))
        }))
  }

  /// Returns whether a typed text has the form of the code's secret after normalization.
  ///
  /// A text of another form is neither compared nor counted.
  func isOfForm(_ typed: UntrustedText, of code: Member.Code) -> Bool {
    guard let format = CodeFormat(code.format) else { return false }
    return OneTimeCodeText.normalized(typed.text, format: format) != nil
  }

  /// Returns whether a typed text, once normalized, is the secret of an unexpired code (edge 12).
  ///
  /// The verifier of an expired code may be erased at any time, so no decision depends on it.
  func isTyped(_ typed: UntrustedText, _ code: Member.Code) -> Bool {
    guard !Deadline.isPassed(code.expiresAt, now: now), let format = CodeFormat(code.format),
      let secret = OneTimeCodeText.normalized(typed.text, format: format)
    else { return false }
    return matches(secret, code)
  }

  /// Returns the public outcome of a second click on a link, which equals the first one.
  ///
  /// The second click records no fact.
  ///
  /// - Returns: `nil` when the address of the link is not the one on file.
  private func repeated(_ code: Member.Code, of member: Member) -> PublicOutcome.Say? {
    if code.purpose == .activateAccount { return .accountReady }
    guard case .email(let id) = code.to, member.emailOnFile?.id == id else { return nil }
    return .done
  }

  /// Returns the live code of a link, or refuses.
  ///
  /// The secret is compared last, after all other checks.
  mutating func requireLink(
    _ typed: UntrustedText, for purposes: [CodePurpose], antiRobot: AntiRobot? = nil
  ) throws(Interruption) -> Member.Code {
    self.typed = nil
    guard let link = LinkText(typed.text), let member = context.member(link.member) else {
      throw refuse(.linkUnknown)
    }
    subject = member
    try requireOpen(member)
    try requireAntiRobot(antiRobot)
    guard let code = member.codes.first(where: { $0.id == link.code }), code.artefact == .link
    else {
      throw refuse(.linkUnknown)
    }
    var refusal = Refusal(.wrongPurpose)
    refusal.code = code
    guard purposes.contains(code.purpose) else { throw .refused(refusal) }
    let standing = code.standing(at: now)
    guard standing == .live else {
      refusal.reason = standing.refusal
      if standing == .consumed, request.action.name == .confirmEmail {
        refusal.repeats = repeated(code, of: member)
        refusal.isRecorded = refusal.repeats == nil
      }
      throw .refused(refusal)
    }
    guard matches(link.secret, code) else {
      refusal.reason = .linkUnknown
      refusal.counted = true
      throw .refused(refusal)
    }
    return code
  }
}

extension Member.CodeStanding {
  /// The reason for refusing a code in this state.
  var refusal: RefusalReason {
    switch self {
    case .live: .mismatch
    case .consumed: .consumed
    case .superseded: .superseded
    case .exhausted: .exhausted
    case .expired: .expired
    case .ended: .ended
    }
  }
}
