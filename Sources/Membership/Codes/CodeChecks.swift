import Notation

extension Decider {
  /// Limits the wrong codes of a day on all pages to the house's codes times its attempts.
  ///
  /// Beyond the limit only the first attempt at each code is compared. Guesses on other pages
  /// therefore never lock out the member who types the right code.
  func requireFewWrongCodes(
    _ member: Member, _ code: Member.Code, _ refusal: Refusal
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

  /// Tries a letter's code; a wrong one counts in the meter of identity too (catalogue section 7).
  ///
  /// Beside a live code of the page, what was typed is first of all that code's: a wrong text is
  /// counted there, and the fold counts it on the letter's code as well.
  func isRight(
    _ typed: UntrustedText, _ letter: Member.Code, _ member: Member, _ refusal: Refusal,
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

  /// Whether a typed text has the form of the code's secret after normalization.
  ///
  /// A text of another form is neither compared nor counted.
  func isOfForm(_ typed: UntrustedText, of code: Member.Code) -> Bool {
    guard let format = CodeFormat(code.format) else { return false }
    return OneTimeCodeText.normalized(typed.text, format: format) != nil
  }

  /// Whether what was typed is the secret of a code whose time is not over, typing habits aside
  /// (edge 12).
  ///
  /// Past its time a code's verifier may be gone; nothing is decided by whether it is yet.
  func isTyped(_ typed: UntrustedText, _ code: Member.Code) -> Bool {
    guard !Deadline.isPassed(code.expiresAt, now: now), let format = CodeFormat(code.format),
      let secret = OneTimeCodeText.normalized(typed.text, format: format)
    else { return false }
    return matches(secret, code)
  }

  /// What a second click on a link hears, without a fact: the same as the first.
  ///
  /// - Returns: `nil` when the address of the link is no longer the one on file.
  private func repeated(_ code: Member.Code, of member: Member) -> PublicOutcome.Say? {
    if code.purpose == .activateAccount { return .accountReady }
    guard case .email(let id) = code.to, member.emailOnFile?.id == id else { return nil }
    return .done
  }

  /// Finds the live code of a link and compares its secret, last of all.
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
  /// The reason to refuse a code that stands so.
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
