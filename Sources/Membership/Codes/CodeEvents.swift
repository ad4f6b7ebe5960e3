public import Digests
public import Notation

/// The channels by which a secret or a notice reaches a member.
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
  /// A code typed on the page that asked for it (AP-13), or from a letter on any page.
  case code
  /// A link followed from the member's mailbox (FM-13, UM-21), bound to no page.
  case link
  /// A temporary password, typed once in place of the password to set another (AP-7, MG-7).
  case temporaryPassword
}

/// The purposes of a one-time secret.
///
/// A secret has one purpose, so that a reset certifies no address (edge 4).
public enum CodePurpose: String, Sendable, CaseIterable {
  /// Sets the first or a new password (AP-1, FM-13).
  case setPassword
  /// Completes a registration: certifies the address and makes the account (UM-23).
  case activateAccount
  /// Certifies a new address (UM-18).
  case certifyEmail
}

/// The destination of a secret or a notice: an e-mail address, or a contact in the dossier.
public enum Destination: Sendable, Hashable {
  /// The e-mail address that was recorded under this id.
  case email(Token)
  /// The telephone in the dossier at the time of sending.
  case phone
  /// The postal address in the dossier at the time of sending.
  case postalAddress

  /// The channel that reaches the destination.
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

  /// The id of the e-mail address, or the kind of contact.
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

/// `code.requested`: a one-time secret was issued; its verifier is in the vault.
public struct CodeRequested: EventPayload {
  package static let name = "code.requested"
  package static let schema = 2
  package static let seals: [PrivateClass] = [.verifier]
  package static let serves =
    "FM-7, FM-9, FM-12, FM-13, AP-6, AP-9, AP-10, UM-20, UM-21, UM-35, MR-9, MR-13, MG-13, edges 1, 4, 17"

  /// The id of the secret, and of its delivery.
  public var code = Token(bits: 0)
  /// The purpose of the secret, bound into its verifier (edge 4).
  public var purpose = CodePurpose.setPassword
  /// The form in which it was issued.
  public var artefact = Artefact.code
  /// The channel, which follows from the destination.
  public var channel = Channel.email
  /// The destination, an e-mail address by the id of its fact.
  ///
  /// A changed address therefore ends the code (edge 5).
  public var to = Destination.phone
  /// The HMAC-SHA-256 of member, code, purpose, page and secret, under the vault's key (S; edges 2
  /// to 4).
  public var verifier = Sealed<Digest>.absent
  /// The SHA-256 of the page that asked, the only page where a code is valid (AP-13).
  ///
  /// It is `nil` for links and letters.
  public var page: Digest?
  /// The form of the secret: `digits6`, `letters8`, `letters12` for a temporary password, `link22`.
  public var format = ""
  /// The last millisecond at which the secret is valid (edge 13).
  public var expiresAt = Instant.earliest
  /// The highest number of attempts that are compared; the last one may be right (edge 6).
  public var maxAttempts = 0
  /// The letter that carries the secret, or `nil` if it was sent otherwise.
  public var letter: Token?
  /// The version of the house's rules that set format, lifetime and attempts (edge 17).
  public var rules = 0
  /// The codes of the same purpose that it supersedes.
  ///
  /// They follow from the schema and are not written.
  package var supersedes = Supersession.ownPage

  /// The rule for superseding codes of the same purpose (edge 1).
  ///
  /// Letters and other codes never supersede each other.
  package enum Supersession: Sendable {
    /// Schema 1: the codes of every page.
    ///
    /// A stranger's request therefore ended the member's code.
    case everyPage
    /// From schema 2 on: the codes of the same page, or those without a page if it has no page.
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
    member.issue(self, by: fact, at: mark)
  }
}

/// `code.verified`: the secret was right, in time and on its page (AP-12, AP-13).
public struct CodeVerified: EventPayload {
  package static let name = "code.verified"
  package static let serves = "AP-12, AP-13, UM-21, MR-14, MG-16, edges 2, 8, 10"

  /// The id of the code, which is consumed from this fact on (edge 8).
  public var code = Token(bits: 0)
  /// The SHA-256 of the page that may now set one password.
  ///
  /// It is `nil` for a link, which gives no grant.
  public var page: Digest?
  /// The last millisecond at which that page may set it (edge 10), or `nil` for a link.
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

/// `code.refused`: a secret was wrong, late, typed on another page, or not valid any longer.
public struct CodeRefused: EventPayload {
  package static let name = "code.refused"
  package static let keeping = Keeping.trace
  package static let serves = "AP-13, AP-21, UM-24, edges 1 to 8"

  /// The attempted action: `verifyCode`, `confirmEmail`, or `setPassword` by a link.
  public var action = ActionName.verifyCode
  /// The code that the attempt belongs to, or `nil` if the member has no suitable code.
  public var code: Token?
  /// The precise reason, for auditors.
  ///
  /// The visitor always receives `codeWrongOrExpired`.
  public var reason = RefusalReason.mismatch
  /// Whether a comparison was made and failed.
  ///
  /// Only such an attempt uses up a code (catalogue section 7).
  public var counted = false
  /// The counted attempts on this code so far, or 0 without a code.
  ///
  /// This attempt is included if it counted.
  public var attempt = 0
  /// The SHA-256 of the page on which the code was typed, or `nil` for a link.
  public var page: Digest?
  /// The last instant at which a wrong code of a letter locks the identity meter, or `nil`.
  public var lockedUntil: Instant?
  /// The number of the member's refusals left unrecorded in a flood since the last recorded one, or
  /// `nil`.
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
