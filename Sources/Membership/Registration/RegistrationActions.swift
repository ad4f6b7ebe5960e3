import Digests
import Notation

/// Starts a registration, step 1: member number and printed access code (UM-10).
public struct StartRegistration: ActionPayload {
  package static let name = ActionName.startRegistration
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .notOffered, .antiRobotFailed, .locked, .alreadyActive, .accessCodeMismatch,
  ]
  package static let firstEvents: [any EventPayload.Type] = [RegistrationStarted.self]

  /// The printed access code as typed (P2); a wrong one counts in the identity meter.
  public var accessCode = UntrustedText("")
  /// The page of the form, on which steps 2 and 3 must follow; required.
  public var page: Page?
  /// The result of the anti-robot image; `nil` is a failure where the house asks for the image.
  public var antiRobot: AntiRobot?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("accessCode", &accessCode, .identifying)
    fields("page", &page, .pseudonymous)
    fields("antiRobot", &antiRobot)
  }

  /// Starts a registration with member number and printed access code: step 1 (UM-10).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    let page = try decider.require(page: self.page)
    let member = try decider.findByVisitor([.number])
    guard decider.rules.account.start == .activationLink else { throw decider.refuse(.notOffered) }
    try decider.requireAntiRobot(antiRobot)
    try decider.requireIdentityUnlocked(member)
    guard member.activation == nil else { throw decider.refuse(.alreadyActive) }
    try decider.requireAccessCode(accessCode, of: member)
    let registration = decider.drawToken()
    decider.append(
      .registrationStarted(
        .make {
          $0.registration = registration
          $0.page = page.digest
          $0.expiresAt = decider.now.advanced(by: Int64(decider.rules.account.registrationLifetime))
        }))
  }
}

/// Fills in a registration, step 2: password, e-mail address, question (UM-13 to UM-16).
public struct FillRegistration: ActionPayload {
  package static let name = ActionName.fillRegistration
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .noRegistration, .stepOutOfOrder, .emailMalformed, .passwordRefused, .questionNotOffered,
    .answerEmpty, .answerLikeQuestion, .answerLikePassword,
  ]
  package static let firstEvents: [any EventPayload.Type] = [PasswordSet.self]

  /// The page on which the registration was started; required.
  public var page: Page?
  /// The password as typed (S), never trimmed (edge 26).
  public var password = UntrustedText("")
  /// The password typed again (S, UM-13).
  public var confirmation = UntrustedText("")
  /// The e-mail address as typed (P2), pending until the activation link is confirmed (UM-14).
  public var email = UntrustedText("")
  /// Whether « Je n’autorise pas la diffusion de mon adresse mail » is ticked (UM-15).
  public var refuseDisclosure = false
  /// The number of the chosen question, from 1 (UM-16).
  ///
  /// It is `nil`, and not read, where the house has no questions.
  public var question: Int?
  /// The answer as typed (S), at most 200 code points, or `nil` where the house has no questions.
  public var answer: UntrustedText?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("password", &password, .verifier)
    fields("confirmation", &confirmation, .verifier)
    fields("email", &email, .identifying)
    fields.flag("refuseDisclosure", &refuseDisclosure)
    fields("question", &question)
    fields("answer", &answer, .verifier)
  }

  /// Records password, address and question as a draft until activation: step 2 (UM-13 to UM-16).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    let registration = try decider.requireRegistration(page)
    guard let subject = decider.subject else { return }
    guard registration.activationCode == nil else { throw decider.refuse(.stepOutOfOrder) }
    let address = try decider.address(email)
    try decider.requirePassword(
      password, confirmation: confirmation, of: subject, current: nil)
    let question = try decider.requireQuestion(self)
    let verifier = try decider.derive(password.text.normalizedPassword)
    let answer = try question.map { (question) throws(Interruption) in
      (number: question.number, verifier: try decider.derive(question.answer))
    }
    decider.set(password: verifier, via: .registration, proof: registration.id)
    _ = decider.record(
      email: address, source: .registration, standing: .pending,
      disclosureRefused: refuseDisclosure)
    if let answer {
      decider.append(
        .questionSet(
          .make {
            $0.question = answer.number
            $0.questionSet = decider.context.house.setting(at: decider.now)?.version ?? 0
            $0.answer = .open(answer.verifier)
          }))
    }
  }
}

extension Decider {
  func requireIdentityUnlocked(_ member: Member) throws(Interruption) {
    if member.meters.identity.isLocked(at: now) { throw refuseLocked(member.meters.identity) }
  }

  /// Refuses a text that is not the printed access code.
  func requireAccessCode(
    _ typed: UntrustedText, of member: Member
  ) throws(Interruption) {
    let onFile = identifier(at: member.accessCode).flatMap(IdentifierText.folded)
    let given = IdentifierText.folded(typed.text)
    guard let onFile, let given, constantTimeEquals(Array(onFile.utf8), Array(given.utf8)) else {
      throw refuseCounted(
        Refusal(.accessCodeMismatch), on: member.meters.identity,
        failures: rules.meters.identityFailures)
    }
  }

  /// Returns the live registration started on a page, or refuses.
  mutating func requireRegistration(
    _ page: Page?
  ) throws(Interruption) -> Member.Registration {
    let page = try require(page: page)
    let member = try findByVisitor([.number])
    guard let registration = member.liveRegistration(at: now), registration.page == page.digest
    else { throw refuse(.noRegistration) }
    return registration
  }

  func requireQuestion(
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
}

extension String {
  /// The form of a password that is hashed: NFKC, or the text itself without such a form.
  var normalizedPassword: String { PasswordNormalization.normalized(self) ?? self }
}
