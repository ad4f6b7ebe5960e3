import Digests
public import Notation

/// Makes a person a member, with what the mutuelle has of them.
public struct EnrolMember: Described {
  /// The member number (P2): digits, as many as the house's numbers have (MG-12).
  public var number = UntrustedText("")
  /// The person's name (P2), 1 to 200 code points.
  public var name = UntrustedText("")
  /// The e-mail address on file (P2); absent when the mutuelle has none.
  public var email: UntrustedText?
  /// The telephone (P2); absent when the mutuelle has none.
  public var phone: UntrustedText?
  /// The postal address (P2): `street`, `postalCode`, `city`; absent when the mutuelle has none.
  public var postalAddress: Particulars?
  /// The bank details (P3), with an `iban`; absent when the mutuelle has none.
  public var bankDetails: Particulars?
  /// The printed access code (P2), at most 64 characters; needed where it is the scheme, and nobody
  /// else's (UM-10).
  public var accessCode: UntrustedText?
  /// The identifier of the system before (P2), to be recognised and refused (FM-15); absent for
  /// none.
  public var legacyIdentifier: UntrustedText?
  /// The PHC string of a password of the system before (S), where the house takes it over (MR-5);
  /// absent for none.
  public var legacyPassword: UntrustedText?

  /// Makes the action with empty required fields, to be set one by one.
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
}

/// Gives a member a new printed access code (UM-37).
public struct AssignAccessCode: Described {
  /// The new code (P2): at most 64 visible ASCII characters, and nobody else's.
  public var accessCode = UntrustedText("")
  /// The report that it answers (UM-37); absent when the mutuelle acts by itself.
  public var loss: Token?

  /// Makes the action with an empty code, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("accessCode", &accessCode, .identifying)
    fields("loss", &loss, .pseudonymous)
  }
}

/// Says that the printed access code is lost (UM-37).
public struct ReportLostAccessCode: Described {
  /// The address where the visitor can be reached, as typed (P2).
  public var email = UntrustedText("")

  /// Makes the action with an empty address, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .identifying)
  }
}

/// Asks for the identifier to be mailed again (FM-6, FM-23).
public struct RequestIdentifier: Described {
  /// What came of the anti-robot image; absent is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes the action; everything it needs is in the request.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("antiRobot", &antiRobot) }
}

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

  mutating func assignAccessCode(_ action: AssignAccessCode) throws(Interruption) {
    guard let subject else { return }
    guard rules.identifiers.scheme == .accessCodeOrEmail else { throw refuse(.notOffered) }
    guard let given = try freeAccessCode(action.accessCode) else { return }
    if let loss = action.loss, !subject.losses.contains(where: { $0.id == loss }) {
      throw .invalid(field: "loss", why: "unknown")
    }
    // The same code, however it is spelt, is sent again as it was printed; a loss is answered by it.
    let onFile = identifier(at: subject.accessCode)
    let isSame = onFile.flatMap(IdentifierText.folded) == IdentifierText.folded(given)
    let code = isSame ? onFile ?? given : given
    assign(code, as: .accessCode)
    if let postal = postalAddress(of: subject) {
      notify(.accessCodeReissued, to: .postalAddress, address: postal, secret: code)
    } else if let email = subject.emailOnFile, let address = address(of: email) {
      notify(.accessCodeReissued, to: .email(email.id), address: address)
    }
  }
}
