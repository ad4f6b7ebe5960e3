import Notation

extension Decider {
  /// Types a one-time code on the page that asked for it, or a letter's code on any page.
  mutating func verifyCode(_ action: VerifyCode) throws(Interruption) {
    let page = try require(page: action.page)
    let member = try findByVisitor(rules.identifiers.foundBy)
    let codes = member.codes.filter { $0.artefact == .code }
    let onPage = codes.last { $0.page == page.digest }
    if let onPage, onPage.standing(at: now) == .live || isTyped(action.code, onPage) {
      try verify(onPage, action.code, page)
      return
    }
    if let letter = codes.last(where: { $0.channel == .letter }), letter.standing(at: now) == .live {
      try verify(letter: letter, action.code, page, member)
      return
    }
    var refusal = Refusal(.noCode)
    refusal.page = page
    refusal.code = onPage ?? codes.last { $0.standing(at: now) == .live } ?? codes.last
    if let onPage {
      refusal.reason = onPage.standing(at: now).refusal
    } else if let elsewhere = refusal.code {
      let standing = elsewhere.standing(at: now)
      refusal.reason = standing == .live ? .wrongPage : standing.refusal
    }
    throw .refused(refusal)
  }

  private mutating func verify(
    _ code: Member.Code, _ typed: Typed, _ page: Page
  ) throws(Interruption) {
    var refusal = Refusal(code.standing(at: now).refusal)
    refusal.code = code
    refusal.page = page
    guard code.standing(at: now) == .live else { throw .refused(refusal) }
    guard isTyped(typed, code) else {
      refusal.counted = true
      throw .refused(refusal)
    }
    accept(code, on: page)
  }

  /// Tries a letter's code; a wrong one counts in the meter of identity too (catalogue section 7).
  private mutating func verify(
    letter: Member.Code, _ typed: Typed, _ page: Page, _ member: Member
  ) throws(Interruption) {
    var refusal = Refusal(.locked)
    refusal.code = letter
    refusal.page = page
    guard !member.meters.identity.isLocked(at: now) else {
      throw refuseLocked(member.meters.identity, refusal)
    }
    guard isTyped(typed, letter) else {
      refusal.reason = .mismatch
      throw refuseCounted(
        refusal, on: member.meters.identity, failures: rules.meters.identityFailures)
    }
    accept(letter, on: page)
  }

  private mutating func accept(_ code: Member.Code, on page: Page) {
    append(
      .codeVerified(
        .make {
          $0.code = code.id
          $0.page = page.digest
          $0.grantExpiresAt = now.advanced(by: Int64(rules.recovery.grantLifetime))
        }))
  }

  /// Whether what was typed is the secret of a code, typing habits aside (edge 12).
  func isTyped(_ typed: Typed, _ code: Member.Code) -> Bool {
    guard let format = CodeFormat(code.format),
      let secret = OneTimeCodeText.normalized(typed.text, format: format)
    else { return false }
    return matches(secret, code)
  }

  /// Finds the live code of a link and compares its secret, last of all.
  mutating func requireLink(
    _ typed: Typed, for purposes: [CodePurpose]
  ) throws(Interruption) -> Member.Code {
    let parts = typed.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    self.typed = nil
    guard parts.count == 3, let id = Token(parts[0]), let codeID = Token(parts[1]),
      let member = knowledge.member(id)
    else { throw refuse(.linkUnknown) }
    subject = member
    try requireOpen(member)
    guard let code = member.codes.first(where: { $0.id == codeID }), code.artefact == .link else {
      throw refuse(.linkUnknown)
    }
    var refusal = Refusal(.wrongPurpose)
    refusal.code = code
    guard purposes.contains(code.purpose) else { throw .refused(refusal) }
    let standing = code.standing(at: now)
    guard standing == .live else {
      refusal.reason = standing.refusal
      throw .refused(refusal)
    }
    guard matches(parts[2], code) else {
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
