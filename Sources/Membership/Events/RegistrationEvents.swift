public import Digests
public import Notation

/// `registration.started`: number and access code matched; steps 2 to 4 may follow (UM-9, UM-10).
public struct RegistrationStarted: Described {
  /// The id of the registration, named as proof by the password drafted in it.
  public var registration = Token(bits: 0)
  /// The SHA-256 of the page; steps 2 and 3 are good on that page alone.
  public var page = Digest.zero
  /// Until when steps 2 and 3 may be done; after them the activation link's own deadline counts.
  public var expiresAt = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("registration", &registration, .pseudonymous)
    fields("page", &page, .pseudonymous)
    fields("expiresAt", &expiresAt)
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

extension Evidence: Word {
  package static let words = Words<Evidence>()
}

/// `identity.verified`: the secret question was answered; a password may be set (UM-34).
public struct IdentityVerified: Described {
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
}

/// `identity.refused`: an attempt to prove an identity failed (UM-10, UM-34).
public struct IdentityRefused: Described {
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
}

/// `account.activated`: the account exists from here on (FM-16, UM-22, MR-5).
public struct AccountActivated: Described {
  /// The three ways into an account (domain.md section 1.6).
  public enum Origin: String, Sendable, CaseIterable {
    /// The first password was set by a code, a link or a letter (FM-16, AP-1).
    case firstPassword
    /// The link mailed at the end of a registration was confirmed (UM-22, UM-23).
    case activationLink
    /// The password of the system before was taken over at enrolment (MR-5).
    case legacy
  }

  /// Which of the three ways this account came by.
  public var origin = Origin.firstPassword

  /// Makes the event with a placeholder for its origin, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("origin", &origin)
  }
}

extension AccountActivated.Origin: Word {
  package static let words = Words<AccountActivated.Origin>()
}

/// `access.blocked`: staff closed the way in.
public struct AccessBlocked: Described {
  /// Why, as staff said; it stands in clear in the log, so it names nobody.
  public var reason = ""
  /// What staff add in their own words (P2), never in a member's view (edge 47); absent when
  /// nothing was added.
  public var note = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields.sealed("note", &note, .identifying, isOptional: true)
  }
}

/// `access.restored`: staff opened the way in again; failures are forgotten.
public struct AccessRestored: Described {
  /// Why, as staff said; it stands in clear in the log, so it names nobody.
  public var reason = ""
  /// What staff add in their own words (P2), never in a member's view (edge 47); absent when
  /// nothing was added.
  public var note = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields.sealed("note", &note, .identifying, isOptional: true)
  }
}

/// `account.closed`: the end of the account; its facts are kept until an instant.
public struct AccountClosed: Described {
  /// Why an account is closed.
  public enum Reason: String, Sendable, CaseIterable {
    /// The contract with the mutuelle ended.
    case contractEnded
    /// The member asked for it: the only reason that a member may give.
    case memberRequest
    /// The member died (edge 32).
    case death
    /// The account was used, or obtained, by fraud.
    case fraud
  }

  /// Why it was closed; a member in session can only have said `memberRequest`.
  public var reason = Reason.contractEnded
  /// When the reason took effect, which may be before the fact; the fact's time by default.
  public var endedOn = Instant.earliest
  /// Until when values are kept: the house's calendar months after the later of end and closing
  /// (L221-11, edge 46).
  public var retainUntil = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("endedOn", &endedOn, .pseudonymous)
    fields("retainUntil", &retainUntil, .pseudonymous)
  }
}

extension AccountClosed.Reason: Word {
  package static let words = Words<AccountClosed.Reason>()
}
