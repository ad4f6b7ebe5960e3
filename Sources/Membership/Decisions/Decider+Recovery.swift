import Notation

extension Decider {
  mutating func requestIdentifier(_ action: RequestIdentifier) throws(Interruption) {
    let member = try findByVisitor([.number, .identifier, .email])
    guard rules.identifiers.scheme == .generated else { throw refuse(.notOffered) }
    try requireAntiRobot(action.antiRobot)
    try requireQuietRequests(member)
    guard let email = member.emailOnFile, let address = address(of: email),
      let identifier = identifier(at: member.generatedIdentifier)
    else { throw refuse(.noChannelKnown) }
    notify(.identifier, to: .email(email.id), address: address, secret: identifier)
    guard member.password == nil,
      let path = rules.recovery.paths.first(where: { $0.channel == .email })
    else { return }
    issue(Issue(purpose: .setPassword, path: path, to: .email(email.id)), to: address)
  }

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

  mutating func requestLetter(_ action: RequestLetter) throws(Interruption) {
    let member = try findByVisitor(rules.identifiers.foundBy)
    guard rules.recovery.paths.contains(where: { $0.channel == .letter }) else {
      throw refuse(.notOffered)
    }
    try requireAntiRobot(action.antiRobot)
    if rules.account.start == .activationLink, member.activation == nil {
      throw refuse(.notActivated)
    }
    guard let entry = member.dossier[.postalAddress], postalAddress(of: member) != nil else {
      throw refuse(.postalAddressUnknown)
    }
    let settled = ParisCalendar.adding(
      days: rules.recovery.addressSettledDays, to: entry.mark.at)
    if entry.replaced != nil, now < settled { throw refuse(.postalAddressChangedRecently) }
    guard !member.letters.contains(where: \.isDue) else { throw refuse(.letterAlreadyDue) }
    let month = ParisCalendar.adding(days: -30, to: now)
    guard member.meters.letters.count(where: { $0 > month }) < rules.meters.lettersAMonth else {
      throw refuse(.tooMany)
    }
    let letter = drawToken()
    append(
      .letterRequested(
        .make {
          $0.letter = letter
          let days = rules.recovery.letterDueDays
          $0.dueBy = ParisCalendar.adding(days: max(days - rules.recovery.postalDays, 0), to: now)
          $0.receiveBy = ParisCalendar.adding(days: days, to: now)
        }))
  }

  mutating func dispatchLetter(_ action: DispatchLetter) throws(Interruption) {
    guard let subject else { return }
    guard let letter = subject.letters.first(where: { $0.id == action.letter }) else {
      throw refuse(.unknownLetter, of: action.letter)
    }
    guard letter.isDue else { throw refuse(.letterEnded, of: action.letter) }
    if subject.block != nil { throw refuse(.accessBlocked, of: action.letter) }
    guard let path = rules.recovery.paths.first(where: { $0.channel == .letter }) else {
      throw refuse(.notOffered, of: action.letter)
    }
    guard let address = postalAddress(of: subject) else {
      throw refuse(.postalAddressUnknown, of: action.letter)
    }
    issue(
      Issue(purpose: .setPassword, path: path, to: .postalAddress, letter: letter.id), to: address)
  }

  mutating func reportDelivery(_ action: ReportDelivery) throws(Interruption) {
    guard let subject else { return }
    guard let sending = subject.deliveries.last(where: { $0.id == action.delivery }) else {
      throw refuse(.unknownDelivery, of: action.delivery)
    }
    let isNews = sending.outcome == nil || sending.outcome == .sent && action.outcome != .sent
    guard isNews else { throw refuse(.alreadyReported, of: action.delivery) }
    append(
      .deliveryReported(
        .make {
          $0.delivery = action.delivery
          $0.outcome = action.outcome
          $0.reason = action.reason?.text
        }))
    guard action.outcome == .bounced, case .email(let id) = sending.to,
      let email = subject.emails.first(where: { $0.id == id }),
      email.state == .onFile || email.state == .pending
    else { return }
    append(
      .emailInvalidated(
        .make {
          $0.email = id
          $0.reason = .bounced
        }))
  }

  mutating func reportLostAccessCode(_ action: ReportLostAccessCode) throws(Interruption) {
    // Before the member is looked for, so that everyone is told alike.
    typed = nil
    let address = try address(action.email)
    typed = request.member
    let member = try findByVisitor([.number])
    guard rules.identifiers.scheme == .accessCodeOrEmail else { throw refuse(.notOffered) }
    try requireQuietRequests(member)
    let onFile = member.emailOnFile.flatMap { self.address(of: $0) }.flatMap {
      EmailAddress(typed: $0)
    }
    let loss = drawToken()
    append(
      .accessCodeLossReported(
        .make {
          $0.loss = loss
          $0.email = .open(String(action.email.text, atMost: CappedText.name))
          $0.matchesFile = address == onFile
        }))
  }
}
