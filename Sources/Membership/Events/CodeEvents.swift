public import Digests
public import Notation

/// `code.requested`: a one-time secret was issued; what verifies it stands in the vault.
public struct CodeRequested: Described {
  /// The id of the secret, and of its delivery.
  public var code = Token(bits: 0)
  /// The one thing that the secret is good for, bound into its verifier (edge 4).
  public var purpose = CodePurpose.setPassword
  /// The form in which it was handed out.
  public var artefact = Artefact.code
  /// The way it was sent, which follows from the destination.
  public var channel = Channel.email
  /// Where it was sent; an address by the id of its fact, so that a changed one ends the code (edge
  /// 5).
  public var to = Destination.phone
  /// The HMAC-SHA-256 of member, code, purpose, page and secret, under the vault's key (S; edges 2
  /// to 4).
  public var verifier = Sealed<Digest>.absent
  /// The SHA-256 of the page that asked, the only one where a code is good (AP-13); absent for
  /// links and letters.
  public var page: Digest?
  /// The form of the secret: `digits6`, `letters8`, `letters12` for a temporary password, `link22`.
  public var format = ""
  /// The last millisecond at which the secret is good (edge 13).
  public var expiresAt = Instant.earliest
  /// How many attempts are compared at most; the last of them may be right (edge 6).
  public var maxAttempts = 0
  /// The letter that carries the secret; absent for what is sent otherwise.
  public var letter: Token?
  /// The version of the house's rules that set format, lifetime and attempts (edge 17).
  public var rules = 0
  /// Which codes of the same purpose it supersedes; it follows from the schema and is not written.
  package var supersedes = Supersession.ownPage

  /// Which codes of the same purpose an issue supersedes, letters apart (edge 1).
  package enum Supersession: Sendable {
    /// Schema 1: every one, so that a stranger's request ended the member's code.
    case everyPage
    /// From schema 2 on: those of its own page; those without a page, if it has none.
    case ownPage
  }

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    if fields.schema < 2 { supersedes = .everyPage }
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
  /// The id of the code, which is consumed from here on (edge 8).
  public var code = Token(bits: 0)
  /// The SHA-256 of the page that may now set one password; absent for a link, which gives no
  /// grant.
  public var page: Digest?
  /// The last millisecond at which that page may do so (edge 10); absent for a link.
  public var grantExpiresAt: Instant?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("code", &code, .pseudonymous)
    fields("page", &page, .pseudonymous)
    fields("grantExpiresAt", &grantExpiresAt)
  }
}

/// `code.refused`: a secret was wrong, late, on another page, or no longer good for anything.
public struct CodeRefused: Described {
  /// What was tried: `verifyCode`, `confirmEmail`, or `setPassword` by a link.
  public var action = ActionName.verifyCode
  /// The code that the attempt is held against; absent when the member has none that fits.
  public var code: Token?
  /// The precise reason, for auditors; the visitor reads `codeWrongOrExpired` whatever it is.
  public var reason = RefusalReason.mismatch
  /// Whether a comparison was made and failed: only that uses a code up (catalogue section 7).
  public var counted = false
  /// The counted attempts on this code so far, this one included if it counted; 0 without a code.
  public var attempt = 0
  /// The SHA-256 of the page on which the code was typed; absent for a link.
  public var page: Digest?
  /// Until when a wrong letter's code locks the meter of identity; absent when it locks nothing.
  public var lockedUntil: Instant?
  /// How many refusals of the member were answered without a fact since the last one, in a flood;
  /// absent for none.
  public var unrecorded: Int?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("do", &action)
    fields("code", &code, .pseudonymous)
    fields("reason", &reason)
    fields("counted", &counted)
    fields("attempt", &attempt)
    fields("page", &page, .pseudonymous)
    fields("lockedUntil", &lockedUntil)
    fields("unrecorded", &unrecorded)
  }
}

/// `letter.requested`: a letter with a secret is due; the secret is drawn at printing (AP-7).
public struct LetterRequested: Described {
  /// The id of the letter, named by the code that is drawn for it.
  public var letter = Token(bits: 0)
  /// By when it must be posted, so that the post has the days that the house leaves it; in facts
  /// without `receiveBy`, the term for receiving it.
  public var dueBy = Instant.earliest
  /// By when the member is to have it: the house's calendar days after the request, in Europe/Paris
  /// (AP-7: « recevoir … sous huit jours »); absent in facts from before the two were told apart.
  public var receiveBy: Instant?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("letter", &letter, .pseudonymous)
    fields("dueBy", &dueBy)
    fields("receiveBy", &receiveBy)
  }
}

/// `delivery.reported`: the carrier says what became of a message.
public struct DeliveryReported: Described {
  /// What became of a message, as its carrier knows.
  public enum Outcome: String, Sendable, CaseIterable {
    /// The carrier took it over; a letter is posted from here on.
    case sent
    /// It could not be sent at all.
    case failed
    /// The mailbox refused it: the address is invalidated in the same append (FM-17).
    case bounced
    /// The post brought the letter back.
    case returned
  }

  /// The id of the code or of the notice that was to be delivered.
  public var delivery = Token(bits: 0)
  /// What became of it; `sent` may be followed by one worse outcome.
  public var outcome = Outcome.sent
  /// What the carrier says of it, in clear in the log, such as an SMTP reply code; absent when it
  /// says nothing.
  public var reason: String?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("delivery", &delivery, .pseudonymous)
    fields("outcome", &outcome)
    fields("reason", &reason)
  }
}

extension DeliveryReported.Outcome: Word {
  package static let words = Words<DeliveryReported.Outcome>()
}

/// `notice.issued`: the member is told of something, at one destination.
public struct NoticeIssued: Described {
  /// The id of the notice, and of its delivery.
  public var notice = Token(bits: 0)
  /// What the member is told; the text itself is the host's.
  public var topic = NoticeTopic.identifier
  /// The way it was sent, which follows from the destination.
  public var channel = Channel.email
  /// Where it was sent; each destination has a fact of its own.
  public var to = Destination.phone

  /// Makes the event with placeholders for its required fields, to be set one by one.
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
  /// The kind of thing whose time is over.
  public var what = DeadlineKind.code
  /// The id of the registration, code, letter or change request; for `passwordRenewal` the
  /// member's.
  public var of = Token(bits: 0)
  /// The last instant that was in time, so that a deadline moved later can pass again.
  public var deadline = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("of", &of, .pseudonymous)
    fields("deadline", &deadline)
  }
}
