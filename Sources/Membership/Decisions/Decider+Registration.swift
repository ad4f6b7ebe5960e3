import Digests
import Notation

extension Decider {
  /// Step 1 (UM-10): number and printed access code.
  mutating func startRegistration(_ action: StartRegistration) throws(Interruption) {
    let page = try require(page: action.page)
    let member = try findByVisitor([.number])
    guard rules.account.start == .activationLink else { throw refuse(.notOffered) }
    try requireAntiRobot(action.antiRobot)
    try requireIdentityUnlocked(member)
    guard member.activation == nil else { throw refuse(.alreadyActive) }
    try requireAccessCode(action.accessCode, of: member)
    let registration = drawToken()
    append(
      .registrationStarted(
        .make {
          $0.registration = registration
          $0.page = page.digest
          $0.expiresAt = now.advanced(by: Int64(rules.account.registrationLifetime))
        }))
  }

  private func requireIdentityUnlocked(_ member: Member) throws(Interruption) {
    if member.meters.identity.isLocked(at: now) { throw refuseLocked(member.meters.identity) }
  }

  /// Compares the printed access code.
  private func requireAccessCode(
    _ typed: Typed, of member: Member
  ) throws(Interruption) {
    let onFile = identifier(at: member.accessCode).flatMap(IdentifierText.folded)
    let given = IdentifierText.folded(typed.text)
    guard let onFile, let given, constantTimeEquals(Array(onFile.utf8), Array(given.utf8)) else {
      throw refuseCounted(
        Refusal(.accessCodeMismatch), on: member.meters.identity,
        failures: rules.meters.identityFailures)
    }
  }

  /// The live registration begun on a page.
  private mutating func requireRegistration(
    _ page: Page?
  ) throws(Interruption) -> Member.Registration {
    let page = try require(page: page)
    let member = try findByVisitor([.number])
    guard let registration = member.liveRegistration(at: now), registration.page == page.digest
    else { throw refuse(.noRegistration) }
    return registration
  }

  /// Step 2 (UM-13 to UM-16): password, address, question; all a draft until activation.
  mutating func fillRegistration(_ action: FillRegistration) throws(Interruption) {
    let registration = try requireRegistration(action.page)
    guard let subject else { return }
    guard registration.activationCode == nil else { throw refuse(.stepOutOfOrder) }
    let address = try address(action.email)
    try requirePassword(
      action.password, confirmation: action.confirmation, of: subject, current: nil)
    let question = try requireQuestion(action)
    let verifier = try derive(action.password.text.normalizedPassword)
    let answer = try question.map { (question) throws(Interruption) in
      (number: question.number, verifier: try derive(question.answer))
    }
    set(password: verifier, via: .registration, proof: registration.id)
    _ = record(
      email: address, source: .registration, standing: .pending,
      disclosureRefused: action.refuseDisclosure)
    if let answer {
      append(
        .questionSet(
          .make {
            $0.question = answer.number
            $0.questionSet = knowledge.house.setting(at: now)?.version ?? 0
            $0.answer = .open(answer.verifier)
          }))
    }
  }

  private func requireQuestion(
    _ action: FillRegistration
  ) throws(Interruption) -> (number: Int, answer: String)? {
    let questions = rules.recovery.questions
    guard !questions.isEmpty else { return nil }
    guard let number = action.question, (1...questions.count).contains(number) else {
      throw refuse(.questionNotOffered)
    }
    guard let typed = action.answer?.text, let answer = SecretAnswer.normalized(typed) else {
      throw refuse(.answerEmpty)
    }
    guard CappedText.fits(typed, within: CappedText.answer) else {
      throw .invalid(field: "answer", why: "too long")
    }
    if SecretAnswer.isLike(typed, question: questions[number - 1]) {
      throw refuse(.answerLikeQuestion)
    }
    if answer == SecretAnswer.normalized(action.password.text) { throw refuse(.answerLikePassword) }
    return (number, answer)
  }

  /// Step 3 (UM-19), or an acceptance in session (edge 34).
  mutating func acceptCGU(_ action: AcceptCGU) throws(Interruption) {
    let registration = actor == .member ? nil : try requireRegistration(action.page)
    guard let subject else { return }
    if let registration {
      guard registration.isFilled, registration.activationCode == nil else {
        throw refuse(.stepOutOfOrder)
      }
    }
    guard action.ticked else { throw refuse(.boxNotTicked) }
    guard let cgu = knowledge.house.cgu(at: now), cgu.version == action.version.text else {
      throw refuse(.versionNotCurrent)
    }
    guard cgu.textDigest == action.textDigest else { throw refuse(.digestMismatch) }
    let isAccepted = subject.acceptedCGU?.version == cgu.version && subject.declinedCGU == nil
    if registration == nil, isAccepted { return }
    append(
      .cguAccepted(
        .make {
          $0.version = cgu.version
          $0.textDigest = cgu.textDigest
          $0.locale = cgu.locale
        }))
    guard let email = registration?.email else { return }
    let pending = subject.emails.first { $0.id == email }
    guard let text = pending.flatMap({ address(of: $0) }) else { throw refuse(.noChannelKnown) }
    let path = RecoveryRules.Path(.email, .link, lifetime: rules.account.activationLifetime)
    issue(Issue(purpose: .activateAccount, path: path, to: .email(email)), to: text)
  }

  mutating func declineCGU(_ action: DeclineCGU) throws(Interruption) {
    if actor != .member { _ = try requireRegistration(action.page) }
    guard let subject, subject.declinedCGU?.version != action.version.text else { return }
    guard knowledge.house.cgu(at: now)?.version == action.version.text else {
      throw refuse(.versionNotCurrent)
    }
    append(.cguDeclined(.make { $0.version = action.version.text }))
  }

  /// Step 4 (UM-20 to UM-23), or the certification of a changed address.
  mutating func confirmEmail(_ action: ConfirmEmail) throws(Interruption) {
    let code = try requireLink(action.link, for: [.activateAccount, .certifyEmail])
    guard let subject, case .email(let email) = code.to else { return }
    let former = subject.emailOnFile
    append(.codeVerified(.make { $0.code = code.id }))
    append(
      .emailCertified(
        .make {
          $0.email = email
          $0.code = code.id
        }))
    if code.purpose == .activateAccount {
      append(.accountActivated(.make { $0.origin = .activationLink }))
      notifyOthers(.accountActivated, than: email)
    } else if let former, former.id != email, let address = address(of: former) {
      notify(.emailChanged, to: .email(former.id), address: address)
    }
    guard former?.id != email, let certified = subject.emails.first(where: { $0.id == email }),
      let text = address(of: certified), let parsed = EmailAddress(typed: text)
    else { return }
    warnOfSharing(parsed, email)
  }

  /// Tells the dossier's other contacts, so that a stranger with the card is found out (edge 30).
  private mutating func notifyOthers(_ topic: NoticeTopic, than email: Token) {
    guard let subject else { return }
    if let other = subject.emailOnFile, other.id != email, let address = address(of: other) {
      notify(topic, to: .email(other.id), address: address)
    }
    if let phone = phone(of: subject), PhoneNumber.receivesText(phone) {
      notify(topic, to: .phone, address: phone)
    }
    if let postal = postalAddress(of: subject) {
      notify(topic, to: .postalAddress, address: postal)
    }
  }

  /// The secret question (UM-34): number, access code and answer, none of them ever alone.
  mutating func answerQuestion(_ action: AnswerQuestion) throws(Interruption) {
    let page = try require(page: action.page)
    let given = SecretAnswer.forms(of: action.answer.text)
    let known = request.member.flatMap { members(named: $0.text, by: [.number]).first }
    let matches = try matches(given, verifierAt: known?.question?.mark.position)
    let member = try findByVisitor([.number])
    guard !rules.recovery.questions.isEmpty else { throw refuse(.notOffered) }
    try requireIdentityUnlocked(member)
    guard member.activation != nil else { throw refuse(.notActivated) }
    try requireAccessCode(action.accessCode, of: member)
    // The number alone is no secret, and a wrong one no guess: the page may leave it out (UM-17).
    // Without a question, which a compromised password ends too, there is nothing to guess.
    guard let question = member.question else { throw refuse(.notOffered) }
    if let number = action.question, question.number != number { throw refuse(.answerMismatch) }
    guard matches else {
      throw refuseCounted(
        Refusal(.answerMismatch), on: member.meters.identity,
        failures: rules.meters.identityFailures)
    }
    let identity = drawToken()
    append(
      .identityVerified(
        .make {
          $0.identity = identity
          $0.evidence = [.memberNumber, .accessCode, .answer]
          $0.page = page.digest
          $0.grantExpiresAt = now.advanced(by: Int64(rules.recovery.grantLifetime))
        }))
  }
}

extension String {
  /// The form of a password that is hashed: NFKC, or the text itself where it has no such form.
  var normalizedPassword: String { PasswordNormalization.normalized(self) ?? self }
}
