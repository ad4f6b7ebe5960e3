public import Digests
public import Notation

/// Answers the secret question, together with number and access code (UM-34).
public struct AnswerQuestion: ActionPayload {
  package static let name = ActionName.answerQuestion
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .notOffered, .locked, .notActivated, .accessCodeMismatch, .answerMismatch,
  ]
  package static let firstEvents: [any EventPayload.Type] = [IdentityVerified.self]

  /// The printed access code as typed (P2).
  public var accessCode = UntrustedText("")
  /// The number of the member's question, from 1; absent is read as the right number.
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

  /// Decides the action: number, access code and answer are checked together (UM-34).
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
    // The question's number is not secret, so a wrong one is not counted, and it may be absent
    // (UM-17). Without a question, which a compromised password also ends, there is nothing to
    // guess.
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
  /// The version of the list with that number, from 1.
  public var questionSet = 0
  /// The PHC string of the normalised answer (S), as slow to try as a password's.
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

/// The evidence for an identity; the notice requires all three at once (UM-34).
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

/// `identity.verified`: the secret question was answered, and a password may be set (UM-34).
public struct IdentityVerified: EventPayload {
  package static let name = "identity.verified"
  package static let serves = "UM-33, UM-34, UM-35"

  /// The id of the proof, named by the password that was set with it.
  public var identity = Token(bits: 0)
  /// The checked evidence, in the order of the form.
  public var evidence: [Evidence] = []
  /// The SHA-256 of the only page on which the password may then be set.
  public var page = Digest.zero
  /// The last millisecond at which the password may be set (edge 10).
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

  /// The attempted action: `startRegistration` or `answerQuestion`.
  public var action = ActionName.startRegistration
  /// The precise reason, for auditors; the visitor reads `notRecognised` for every reason.
  public var reason = RefusalReason.locked
  /// Whether a comparison failed; only then it counts in the meter (catalogue section 7).
  public var counted = false
  /// The last instant of the identity meter's lock; absent if this refusal locks nothing.
  public var lockedUntil: Instant?
  /// The number of unrecorded refusals of the member since the last fact, in a flood.
  ///
  /// Absent for 0.
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
    member.meters.identity.note(reason, counted: counted, lockedUntil: lockedUntil, at: mark.at)
  }
}

extension Member {
  /// The secret question: its number, and the fact with the answer's verifier.
  public struct Question: Sendable, Equatable {
    /// The number of the question in the house's list, from 1.
    public let number: Int
    /// The version of the list with that number.
    public let questionSet: Int
    /// The fact that seals the answer's verifier.
    public let mark: Mark
  }
}
