import Digests
import Notation

extension Decider {
  /// Returns the verifier of a one-time secret, bound to member, code, purpose and page (edges 2 to
  /// 4).
  func verifier(
    of secret: String, code: Token, member: Token, purpose: CodePurpose, page: Digest?
  ) -> Digest {
    let parts = [
      "code", member.description, code.description, purpose.rawValue, page?.hex ?? "", secret,
    ]
    return context.key.authenticate(Array(parts.joined(separator: "\u{0}").utf8))
  }

  /// Returns whether a secret belongs to a code, compared in constant time.
  func matches(_ secret: String, _ code: Member.Code) -> Bool {
    guard let subject, case .codeRequested(let event)? = context.open(code.mark.position),
      let sealed = event.verifier.value
    else { return false }
    return verifier(
      of: secret, code: code.id, member: subject.id, purpose: code.purpose, page: code.page
    ).equalsInConstantTime(sealed)
  }

  /// Draws a secret for an artefact.
  mutating func drawSecret(_ artefact: Artefact) -> (text: String, format: String) {
    switch artefact {
    case .code:
      let format = rules.recovery.codeFormat
      return (OneTimeCodeText.draw(format, using: &random), format.description)
    case .temporaryPassword:
      return (
        OneTimeCodeText.draw(Self.temporaryPassword, using: &random),
        Self.temporaryPassword.description
      )
    case .link: return (drawKeyText(), "link22")
    }
  }

  /// The format of a letter's temporary password.
  static let temporaryPassword = CodeFormat.letters(12)

  /// Draws 22 base64url characters: 132 random bits.
  mutating func drawKeyText() -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    for _ in 0..<22 { text.append(alphabet[Int(random.next() & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The parameters for issuing a code.
  struct Issue {
    var purpose: CodePurpose
    var path: RecoveryRules.Path
    var to: Destination
    var page: Page?
    var letter: Token?
    /// A deadline set earlier, kept by a secret that is sent again (UM-20).
    var expiresAt: Instant?
  }

  /// Issues a code: appends the fact with its sealed verifier, and adds the delivery with the
  /// secret.
  mutating func issue(_ issue: Issue, to address: String) {
    guard let subject else { return }
    let code = drawToken()
    let (secret, format) = drawSecret(issue.path.artefact)
    let page = issue.path.artefact == .code && issue.letter == nil ? issue.page?.digest : nil
    let expiresAt = issue.expiresAt ?? now.advanced(by: Int64(issue.path.lifetime))
    let sealed = verifier(
      of: secret, code: code, member: subject.id, purpose: issue.purpose, page: page)
    append(
      .codeRequested(
        .make {
          $0.code = code
          $0.purpose = issue.purpose
          $0.artefact = issue.path.artefact
          $0.channel = issue.to.channel
          $0.to = issue.to
          $0.verifier = .open(sealed)
          $0.page = page
          $0.format = format
          $0.expiresAt = expiresAt
          $0.maxAttempts =
            issue.letter == nil ? rules.recovery.attempts : rules.recovery.letterAttempts
          $0.letter = issue.letter
          $0.rules = context.house.setting(at: now)?.version ?? 0
        }))
    let handedOut = issue.path.artefact == .link ? "\(subject.id).\(code).\(secret)" : secret
    deliveries.append(
      Delivery(
        delivery: code, channel: issue.to.channel, to: UntrustedText(address), topic: nil,
        artefact: issue.path.artefact, secret: UntrustedText(handedOut), expiresAt: expiresAt))
  }

  /// Notifies a member at one destination: appends the fact and adds the delivery.
  mutating func notify(
    _ topic: NoticeTopic, to destination: Destination, address: String, secret: String? = nil,
    in member: Token? = nil
  ) {
    guard let stream = member ?? subject?.id else { return }
    let notice = drawToken()
    let event = Event.noticeIssued(
      .make {
        $0.notice = notice
        $0.topic = topic
        $0.channel = destination.channel
        $0.to = destination
      })
    drafts.append(Decision.Draft(stream: .member(stream), event: event))
    deliveries.append(
      Delivery(
        delivery: notice, channel: destination.channel, to: UntrustedText(address), topic: topic,
        artefact: nil, secret: secret.map { UntrustedText($0) }, expiresAt: nil))
  }

  /// Notifies the member at the address on file, if it exists and can be opened.
  mutating func notifyOnFile(_ topic: NoticeTopic) {
    guard let email = subject?.emailOnFile, let address = address(of: email) else { return }
    notify(topic, to: .email(email.id), address: address)
  }

  /// Asks the hasher whether a password matches a sealed verifier.
  ///
  /// A previous system may have hashed another form than NFKC (MR-5). If the house takes over its
  /// passwords, each form is compared for all members alike. The attempt counts once.
  func matches(password: String, verifierAt position: Int?) throws(Interruption) -> Bool {
    let takesOver = context.house.settings.contains { $0.rules.account.legacy == .takenOver }
    return try matches(
      takesOver ? PasswordNormalization.forms(of: password) : [password.normalizedPassword],
      verifierAt: position)
  }

  /// Asks the hasher whether a text, in any of its forms, matches a sealed verifier.
  func matches(_ forms: [String], verifierAt position: Int?) throws(Interruption) -> Bool {
    let question = HashQuestion.matches(forms.map { UntrustedText($0) }, verifierAt: position)
    guard let answer = context.hashing.matches[question] else { throw .needs(question) }
    return answer
  }

  /// Asks the hasher for the verifier of a text.
  func derive(_ text: String) throws(Interruption) -> String {
    let question = HashQuestion.derive(UntrustedText(text))
    guard let answer = context.hashing.derived[question] else { throw .needs(question) }
    return answer
  }
}
