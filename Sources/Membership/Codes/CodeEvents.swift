public import Digests
public import Notation

/// The way a secret or a notice reaches a member.
public enum Channel: String, Sendable, CaseIterable {
  /// By e-mail, to the address on file or the one to be certified.
  case email
  /// By text message, to the telephone in the dossier (AP-6).
  case sms
  /// By post, to the address in the dossier (AP-7).
  case letter
}

/// The form of a one-time secret.
public enum Artefact: String, Sendable, CaseIterable {
  /// Typed on the page that asked for it (AP-13), or from a letter on any page.
  case code
  /// Followed from the member's mailbox (FM-13, UM-21); bound to no page.
  case link
  /// Typed in place of the password, once, to set another (AP-7, MG-7).
  case temporaryPassword
}

/// What a one-time secret is good for; it is bound to one, so a reset certifies nothing (edge 4).
public enum CodePurpose: String, Sendable, CaseIterable {
  /// Sets a password, the first or another (AP-1, FM-13).
  case setPassword
  /// Ends a registration: certifies the address and makes the account (UM-23).
  case activateAccount
  /// Certifies a new address (UM-18).
  case certifyEmail
}

/// Where a secret or a notice is sent: one e-mail address on file, or the dossier's contact.
public enum Destination: Sendable, Hashable {
  /// The e-mail address that a fact recorded under this id.
  case email(Token)
  /// The telephone in the dossier at the time.
  case phone
  /// The postal address in the dossier at the time.
  case postalAddress

  /// The channel that leads there.
  public var channel: Channel {
    switch self {
    case .email: .email
    case .phone: .sms
    case .postalAddress: .letter
    }
  }
}

extension Channel: WireEnum {
  package static let wireNames = WireNames<Channel>()
}

extension Artefact: WireEnum {
  package static let wireNames = WireNames<Artefact>()
}

extension CodePurpose: WireEnum {
  package static let wireNames = WireNames<CodePurpose>()
}

extension Destination: JSONRepresentable, CustomStringConvertible {
  package static var kind: String { "e-mail id or contact" }

  /// The e-mail's id, or the contact's kind.
  public var description: String {
    switch self {
    case .email(let id): id.description
    case .phone: "phone"
    case .postalAddress: "postalAddress"
    }
  }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    let start = scanner.offset
    switch try scanner.string(limit: 16) {
    case "phone": self = .phone
    case "postalAddress": self = .postalAddress
    case let text:
      guard let id = Token(text) else { throw JSONFault(.invalidValue, at: start) }
      self = .email(id)
    }
  }

  package func write(to writer: inout JSONWriter) { writer.string(description) }
}

/// `code.requested`: a one-time secret was issued; what verifies it stands in the vault.
public struct CodeRequested: EventPayload {
  package static let name = "code.requested"
  package static let schema = 2
  package static let seals: [PrivateClass] = [.verifier]
  package static let serves =
    "FM-7, FM-9, FM-12, FM-13, AP-6, AP-9, AP-10, UM-20, UM-21, UM-35, MR-9, MR-13, MG-13, edges 1, 4, 17"

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

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.issue(self, fact, mark)
  }
}

/// `code.verified`: the secret was right, in time and on its page (AP-12, AP-13).
public struct CodeVerified: EventPayload {
  package static let name = "code.verified"
  package static let serves = "AP-12, AP-13, UM-21, MR-14, MG-16, edges 2, 8, 10"

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

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.verify(self, mark)
  }
}

/// `code.refused`: a secret was wrong, late, on another page, or no longer good for anything.
public struct CodeRefused: EventPayload {
  package static let name = "code.refused"
  package static let keeping = Keeping.trace
  package static let serves = "AP-13, AP-21, UM-24, edges 1 to 8"

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

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.counters.refusals += 1
    member.note(self, mark)
  }
}
