import Digests
public import Notation

/// Enrols a person as a member, with the values that the mutuelle holds.
public struct EnrolMember: ActionPayload {
  package static let name = ActionName.enrolMember
  package static let actors: [ActorID.Role] = [.mutuelle]
  package static let refusals: [RefusalReason] = [
    .numberTaken, .emailMalformed, .fieldMissing, .accessCodeTaken, .ibanInvalid,
    .postalCodeInvalid, .notOffered,
  ]
  package static let firstEvents: [any EventPayload.Type] = [MemberEnrolled.self]

  /// The member number (P2), with a number of digits that the house's rules allow (MG-12).
  public var number = UntrustedText("")
  /// The person's name (P2), 1 to 200 code points.
  public var name = UntrustedText("")
  /// The e-mail address on file (P2), or `nil`.
  public var email: UntrustedText?
  /// The telephone (P2), or `nil`.
  public var phone: UntrustedText?
  /// The postal address (P2): `street`, `postalCode`, `city`, or `nil`.
  public var postalAddress: Particulars?
  /// The bank details (P3), with an `iban`, or `nil`.
  public var bankDetails: Particulars?
  /// The printed access code (P2), at most 64 characters, which no other member has (UM-10).
  ///
  /// It is required where the house signs in with access codes.
  public var accessCode: UntrustedText?
  /// The identifier of the previous system (P2), recognised only to be refused (FM-15), or `nil`.
  public var legacyIdentifier: UntrustedText?
  /// The PHC string of a password of the previous system (S), or `nil`.
  ///
  /// Only a house that takes over such passwords accepts it (MR-5).
  public var legacyPassword: UntrustedText?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("number", &number, .identifying)
    fields("name", &name, .identifying)
    fields("email", &email, .identifying)
    fields("phone", &phone, .identifying)
    fields("postalAddress", &postalAddress, .identifying)
    fields("bankDetails", &bankDetails, .sensitive)
    fields("accessCode", &accessCode, .identifying)
    fields("legacyIdentifier", &legacyIdentifier, .identifying)
    fields("legacyPassword", &legacyPassword, .verifier)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    decider.typed = self.number
    guard
      let number = MemberNumber.canonical(
        self.number.text, lengths: decider.rules.identifiers.numberLengths)
    else { throw .invalid(field: "number", why: "not a member number of this house") }
    guard CappedText.fits(name.text, within: CappedText.name),
      !VisibleText.isBlank(name.text)
    else { throw .invalid(field: "name", why: "empty or too long") }
    if let holder = decider.holders(of: .number(number)).first, !holder.hasEnded {
      decider.subject = holder
      throw decider.refuse(.numberTaken)
    }
    let email = try self.email.map { (typed) throws(Interruption) in try decider.address(typed) }
    let accessCode = try decider.freeAccessCode(self.accessCode)
    if let bank = bankDetails { try decider.requireBankDetails(bank) }
    if let phone = self.phone { try decider.requirePhone(phone.text) }
    if let postal = postalAddress { try decider.requirePostalAddress(postal) }
    if let legacy = legacyIdentifier,
      !CappedText.fits(legacy.text, within: CappedText.identifier)
    {
      throw .invalid(field: "legacyIdentifier", why: "too long")
    }
    let legacy = try legacyPassword.map { (typed) throws(Interruption) in
      (verifier: typed.text, kdf: try decider.legacyDerivation(typed))
    }
    decider.subject = Member(id: decider.drawToken())
    decider.append(
      .memberEnrolled(
        .make {
          $0.number = .open(number)
          $0.name = .open(name.text)
          $0.legacyIdentifier = legacyIdentifier.map { .open($0.text) } ?? .absent
        }))
    decider.enrolDossier(self)
    if let accessCode { decider.assign(accessCode, as: .accessCode) }
    let generated = decider.rules.identifiers.scheme == .generated ? decider.drawIdentifier() : nil
    if let generated { decider.assign(generated, as: .generated) }
    if let legacy { decider.takeOver(legacy.verifier, legacy.kdf) }
    guard let email else { return }
    let id = decider.recordOnFile(email, source: .mutuelle)
    if decider.rules.account.mailsAtEnrolment { decider.welcome(id, email, identifier: generated) }
    decider.warnOfSharing(email, id)
  }
}

/// Gives a member a new printed access code (UM-37).
public struct AssignAccessCode: ActionPayload {
  package static let name = ActionName.assignAccessCode
  package static let actors: [ActorID.Role] = [.mutuelle, .adviser]
  package static let refusals: [RefusalReason] = [.notOffered, .accessCodeTaken]
  package static let firstEvents: [any EventPayload.Type] = [IdentifierAssigned.self]

  /// The new code (P2), at most 64 visible ASCII characters, which no other member has.
  public var accessCode = UntrustedText("")
  /// The report that it answers (UM-37), or `nil` if the mutuelle acts by itself.
  public var loss: Token?

  /// Makes the action with an empty code, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("accessCode", &accessCode, .identifying)
    fields("loss", &loss, .pseudonymous)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject else { return }
    guard decider.rules.identifiers.scheme == .accessCodeOrEmail else {
      throw decider.refuse(.notOffered)
    }
    guard let given = try decider.freeAccessCode(accessCode) else { return }
    if let loss = self.loss, !subject.losses.contains(where: { $0.id == loss }) {
      throw .invalid(field: "loss", why: "unknown")
    }
    // The code on file in another spelling is sent again as it was printed. It answers a loss too.
    let onFile = decider.identifier(at: subject.accessCode)
    let isSame = onFile.flatMap(IdentifierText.folded) == IdentifierText.folded(given)
    let code = isSame ? onFile ?? given : given
    decider.assign(code, as: .accessCode)
    if let postal = decider.postalAddress(of: subject) {
      decider.notify(.accessCodeReissued, to: .postalAddress, address: postal, secret: code)
    } else if let email = subject.emailOnFile, let address = decider.address(of: email) {
      decider.notify(.accessCodeReissued, to: .email(email.id), address: address)
    }
  }
}

/// Reports the loss of the printed access code (UM-37).
public struct ReportLostAccessCode: ActionPayload {
  package static let name = ActionName.reportLostAccessCode
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [.emailMalformed, .notOffered, .tooSoon, .tooMany]
  package static let firstEvents: [any EventPayload.Type] = [AccessCodeLossReported.self]

  /// The address where the visitor can be reached, as typed (P2).
  public var email = UntrustedText("")

  /// Makes the action with an empty address, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .identifying)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    // The address is checked before the lookup, so that the response is the same for every member.
    decider.typed = nil
    let address = try decider.address(email)
    decider.typed = decider.request.member
    let member = try decider.findByVisitor([.number])
    guard decider.rules.identifiers.scheme == .accessCodeOrEmail else {
      throw decider.refuse(.notOffered)
    }
    try decider.requireQuietRequests(member)
    let onFile = member.emailOnFile.flatMap { decider.address(of: $0) }.flatMap {
      EmailAddress(typed: $0)
    }
    let loss = decider.drawToken()
    decider.append(
      .accessCodeLossReported(
        .make {
          $0.loss = loss
          $0.email = .open(String(email.text, atMost: CappedText.name))
          $0.matchesFile = address == onFile
        }))
  }
}

/// Requests the identifier by e-mail again (FM-6, FM-23).
public struct RequestIdentifier: ActionPayload {
  package static let name = ActionName.requestIdentifier
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .ambiguousMember, .notOffered, .antiRobotFailed, .tooSoon, .tooMany, .noChannelKnown,
  ]
  package static let firstEvents: [any EventPayload.Type] = [NoticeIssued.self]

  /// The result of the anti-robot image; `nil` is a failure where the house asks for the image.
  public var antiRobot: AntiRobot?

  /// Makes the action; everything it needs is in the request.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("antiRobot", &antiRobot) }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    let member = try decider.findByVisitor([.number, .identifier, .email])
    guard decider.rules.identifiers.scheme == .generated else { throw decider.refuse(.notOffered) }
    try decider.requireAntiRobot(antiRobot)
    try decider.requireQuietRequests(member)
    guard let email = member.emailOnFile, let address = decider.address(of: email),
      let identifier = decider.identifier(at: member.generatedIdentifier)
    else { throw decider.refuse(.noChannelKnown) }
    decider.notify(.identifier, to: .email(email.id), address: address, secret: identifier)
    guard member.password == nil,
      let path = decider.rules.recovery.paths.first(where: { $0.channel == .email })
    else { return }
    decider.issue(
      Decider.Issue(purpose: .setPassword, path: path, to: .email(email.id)), to: address)
  }
}
