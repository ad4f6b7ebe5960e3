public import Digests
public import Notation

/// `code.requested`: a one-time secret was issued; what verifies it stands in the vault.
public struct CodeRequested: Described {
  public var code = Token(bits: 0)
  public var purpose = CodePurpose.setPassword
  public var artefact = Artefact.code
  public var channel = Channel.email
  public var to = Destination.phone
  public var verifier = Sealed<Digest>.absent
  public var page: Digest?
  public var format = ""
  public var expiresAt = Instant.earliest
  public var maxAttempts = 0
  public var letter: Token?
  /// The version of the house's rules that set format, lifetime and attempts (edge 17).
  public var rules = 0

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("code", &code, .pseudonymous)
    fields("purpose", &purpose)
    fields("artefact", &artefact)
    fields("channel", &channel)
    fields("to", &to, .pseudonymous)
    fields("page", &page, .pseudonymous)
    fields("format", &format)
    fields("expiresAt", &expiresAt)
    fields("maxAttempts", &maxAttempts)
    fields("letter", &letter, .pseudonymous)
    fields("rules", &rules)
    fields.sealed("verifier", &verifier, .verifier)
  }
}

/// `code.verified`: the secret was right, in time and on its page (AP-12, AP-13).
public struct CodeVerified: Described {
  public var code = Token(bits: 0)
  public var page: Digest?
  public var grantExpiresAt: Instant?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("code", &code, .pseudonymous)
    fields("page", &page, .pseudonymous)
    fields("grantExpiresAt", &grantExpiresAt)
  }
}

/// `code.refused`: a secret was wrong, late, on another page, or no longer good for anything.
public struct CodeRefused: Described {
  public var action = ActionName.verifyCode
  public var code: Token?
  public var reason = RefusalReason.mismatch
  public var counted = false
  /// The counted attempts on this code, this one included.
  public var attempt = 0
  public var page: Digest?
  public var lockedUntil: Instant?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("do", &action)
    fields("code", &code, .pseudonymous)
    fields("reason", &reason)
    fields("counted", &counted)
    fields("attempt", &attempt)
    fields("page", &page, .pseudonymous)
    fields("lockedUntil", &lockedUntil)
  }
}

/// `letter.requested`: a letter with a secret is due; it is drawn when the letter is printed (AP-7).
public struct LetterRequested: Described {
  public var letter = Token(bits: 0)
  public var dueBy = Instant.earliest

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("letter", &letter, .pseudonymous)
    fields("dueBy", &dueBy)
  }
}

/// `delivery.reported`: the carrier says what became of a message.
public struct DeliveryReported: Described {
  /// What became of it.
  public enum Outcome: String, Sendable, CaseIterable {
    case sent
    case failed
    case bounced
    case returned
  }

  public var delivery = Token(bits: 0)
  public var outcome = Outcome.sent
  public var reason: String?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("delivery", &delivery, .pseudonymous)
    fields("outcome", &outcome)
    fields("reason", &reason)
  }
}

extension DeliveryReported.Outcome: JSONRepresentable {}

/// `notice.issued`: the member is told of something, at one destination.
public struct NoticeIssued: Described {
  public var notice = Token(bits: 0)
  public var topic = NoticeTopic.identifier
  public var channel = Channel.email
  public var to = Destination.phone

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("notice", &notice, .pseudonymous)
    fields("topic", &topic)
    fields("channel", &channel)
    fields("to", &to, .pseudonymous)
  }
}

/// `deadline.passed`: the clock saw that something's time is over; no decision reads it.
public struct DeadlinePassed: Described {
  public var what = DeadlineKind.code
  public var of = Token(bits: 0)
  public var deadline = Instant.earliest

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("of", &of, .pseudonymous)
    fields("deadline", &deadline)
  }
}
