public import Digests
public import Notation

/// Answers the secret question, beside number and access code (UM-34).
public struct AnswerQuestion: ActionPayload {
  package static let name = ActionName.answerQuestion
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .notOffered, .locked, .notActivated, .accessCodeMismatch, .answerMismatch,
  ]
  package static let firstEvents: [any EventPayload.Type] = [IdentityVerified.self]

  /// The printed access code as typed (P2).
  public var accessCode = UntrustedText("")
  /// The number of the question, from 1, which must be the member's own; absent for that one.
  public var question: Int?
  /// The answer as typed (S); case and white space do not matter.
  public var answer = UntrustedText("")
  /// The page of the form, which becomes the page of the new password; required.
  public var page: Page?

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("accessCode", &accessCode, .identifying)
    fields("question", &question)
    fields("answer", &answer, .verifier)
    fields("page", &page, .pseudonymous)
  }

  /// The secret question (UM-34): number, access code and answer, none of them ever alone.
  package func decide(_ decider: inout Decider) throws(Interruption) {
    let page = try decider.require(page: self.page)
    let given = SecretAnswer.forms(of: answer.text)
    let known = decider.request.member.flatMap {
      decider.members(named: $0.text, by: [.number]).first
    }
    let matches = try decider.matches(given, verifierAt: known?.question?.mark.position)
    let member = try decider.findByVisitor([.number])
    guard !decider.rules.recovery.questions.isEmpty else { throw decider.refuse(.notOffered) }
    try decider.requireIdentityUnlocked(member)
    guard member.activation != nil else { throw decider.refuse(.notActivated) }
    try decider.requireAccessCode(accessCode, of: member)
    // The number alone is no secret, and a wrong one no guess: the page may leave it out (UM-17).
    // Without a question, which a compromised password ends too, there is nothing to guess.
    guard let question = member.question else { throw decider.refuse(.notOffered) }
    if let number = self.question, question.number != number {
      throw decider.refuse(.answerMismatch)
    }
    guard matches else {
      throw decider.refuseCounted(
        Refusal(.answerMismatch), on: member.meters.identity,
        failures: decider.rules.meters.identityFailures)
    }
    let identity = decider.drawToken()
    decider.append(
      .identityVerified(
        .make {
          $0.identity = identity
          $0.evidence = [.memberNumber, .accessCode, .answer]
          $0.page = page.digest
          $0.grantExpiresAt = decider.now.advanced(by: Int64(decider.rules.recovery.grantLifetime))
        }))
  }
}

/// `question.set`: one of the house's questions and the verifier of its answer (UM-16).
public struct QuestionSet: EventPayload {
  package static let name = "question.set"
  package static let seals: [PrivateClass] = [.question]
  package static let serves = "UM-16, UM-17"

  /// The number of the question in the house's list, from 1 (UM-16).
  public var question = 0
  /// The version of the list that the number refers to, from 1.
  public var questionSet = 0
  /// The PHC string of the normalised answer (S), slow to try like a password's.
  public var answer = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("question", &question)
    fields("questionSet", &questionSet)
    fields.sealed("answer", &answer, .verifier)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    let set = Member.Question(number: question, questionSet: questionSet, mark: mark)
    if member.registration != nil {
      member.registration?.question = set
    } else {
      member.question = set
    }
  }
}

/// What an identity was proved with; the notice asks for all three at once (UM-34).
public enum Evidence: String, Sendable, CaseIterable {
  /// The number on the member's card.
  case memberNumber
  /// The printed access code, which proves nothing alone (UM-38).
  case accessCode
  /// The answer to the secret question.
  case answer
}

extension Evidence: WireEnum {
  package static let wireNames = WireNames<Evidence>()
}

/// `identity.verified`: the secret question was answered; a password may be set (UM-34).
public struct IdentityVerified: EventPayload {
  package static let name = "identity.verified"
  package static let serves = "UM-33, UM-34, UM-35"

  /// The id of the proof, named by the password that it gave the right to set.
  public var identity = Token(bits: 0)
  /// All that was checked, in the order of the form.
  public var evidence: [Evidence] = []
  /// The SHA-256 of the only page on which the password may then be set.
  public var page = Digest.zero
  /// The last millisecond at which it may be set (edge 10).
  public var grantExpiresAt = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("identity", &identity, .pseudonymous)
    fields("evidence", &evidence)
    fields("page", &page, .pseudonymous)
    fields("grantExpiresAt", &grantExpiresAt)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.meters.identity = FailureMeter()
    member.grants.append(
      Member.Grant(
        proof: identity, via: .question, page: page,
        expiresAt: grantExpiresAt, mark: mark))
    member.grants.keepLatest(Member.remembered) { !$0.isSpent }
  }
}

/// `identity.refused`: an attempt to prove an identity failed (UM-10, UM-34).
public struct IdentityRefused: EventPayload {
  package static let name = "identity.refused"
  package static let keeping = Keeping.trace
  package static let serves = "UM-10, UM-34, UM-38"

  /// What was tried: `startRegistration` or `answerQuestion`.
  public var action = ActionName.startRegistration
  /// The precise reason, for auditors; the visitor reads `notRecognised` whatever it is.
  public var reason = RefusalReason.locked
  /// Whether a comparison was made and failed: only that counts in the meter (catalogue section 7).
  public var counted = false
  /// Until when this refusal locks the meter of identity; absent when it locks nothing.
  public var lockedUntil: Instant?
  /// How many refusals of the member were answered without a fact since the last one, in a flood;
  /// absent for none.
  public var unrecorded: Int?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("do", &action)
    fields("reason", &reason)
    fields("counted", &counted)
    fields("lockedUntil", &lockedUntil)
    fields("unrecorded", &unrecorded)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.counters.refusals += 1
    member.meters.identity.note(reason, counted, lockedUntil, mark.at)
  }
}

extension Member {
  /// The secret question: its number, and where the answer's verifier stands.
  public struct Question: Sendable, Equatable {
    /// The number of the question in the house's list, from 1.
    public let number: Int
    /// The version of the list that the number refers to.
    public let questionSet: Int
    /// The fact that seals the answer's verifier.
    public let mark: Mark
  }
}
