public import Digests
public import Notation

/// `password.set`: a new password; its PHC string is in the vault.
public struct PasswordSet: EventPayload {
  package static let name = "password.set"
  package static let seals: [PrivateClass] = [.verifier]
  package static let serves =
    "FM-7, FM-8, AP-14, UM-6, UM-13, UM-33, UM-39, MR-15, MR-19, MG-17, MG-18"

  /// The origin of the right to set a password; every password has exactly one.
  public enum Via: String, Sendable, CaseIterable {
    /// Step 2 of a registration; the password is a draft until the account is activated (UM-39).
    case registration
    /// A code typed on the page that requested it (AP-13).
    case code
    /// A link opened from the member's mailbox (FM-13, UM-35).
    case link
    /// A letter's code or temporary password (AP-7, MG-7).
    case letter
    /// Number, access code and the answer to the secret question (UM-34).
    case question
    /// The current password, typed by a member in session.
    case change
    /// A verifier from the previous system, taken over at enrolment (MR-5).
    case legacy
  }

  /// The PHC string, `$pbkdf2-sha256$i=…$salt$hash` (S).
  ///
  /// It is overwritten in the vault once it is superseded.
  public var verifier = Sealed<String>.absent
  /// The derivation and its cost, `pbkdf2-sha256/600000`.
  ///
  /// With it an audit finds weak derivations without the vault.
  public var kdf = ""
  /// The version of the house's rules that the password satisfied; 0 for one taken over.
  public var rules = 0
  /// The origin of the right to set it.
  public var via = Via.code
  /// The id of the code, identity or registration that gave the right.
  ///
  /// Absent for `change` and `legacy`.
  public var proof: Token?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("kdf", &kdf)
    fields("rules", &rules)
    fields("via", &via)
    fields("proof", &proof, .pseudonymous)
    fields.sealed("verifier", &verifier, .verifier)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.set(self, mark)
  }
}

extension PasswordSet.Via: WireEnum {
  package static let wireNames = WireNames<PasswordSet.Via>()
}

/// `password.renewal-required`: the password must be replaced.
public struct PasswordRenewalRequired: EventPayload {
  package static let name = "password.renewal-required"
  package static let internalFields: Set<String> = ["reason"]
  package static let serves = "MR-7, edge 30"

  /// The reason for a replacement, which determines whether the password is valid for sign-in.
  public enum Reason: String, Sendable, CaseIterable {
    /// Others may know it; it is not valid for sign-in, and all sessions end (edge 30).
    case compromised
    /// It is valid for one more sign-in, only to be replaced (MR-7).
    case administrative
  }

  /// The reason for the replacement; after `compromised`, only a new password ends the demand.
  public var reason = Reason.administrative

  /// Makes the event with a placeholder for its reason, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.renewal = Member.Renewal(reason: reason, mark: mark)
    guard reason == .compromised else { return }
    // Another person with the password may have chosen the answer (edge 30).
    member.question = nil
    member.endSessions(mark) { _ in true }
  }
}

extension PasswordRenewalRequired.Reason: WireEnum {
  package static let wireNames = WireNames<PasswordRenewalRequired.Reason>()
}

extension Member {
  /// A password: the fact with its verifier, its origin and its rules.
  public struct Password: Sendable, Equatable {
    /// The fact that seals its verifier.
    public let mark: Mark
    /// The origin of the right to set it.
    public let via: PasswordSet.Via
    /// The version of the house's rules that it satisfied; 0 for one taken over.
    public let rules: Int
    /// The derivation and its cost: `pbkdf2-sha256/600000`.
    public let kdf: String
  }

  /// A demand to replace the password.
  public struct Renewal: Sendable, Equatable {
    /// The reason, which determines whether the password is still valid for sign-in.
    public let reason: PasswordRenewalRequired.Reason
    /// The fact that demands it.
    public let mark: Mark
  }

  /// A right to set one password, on one page.
  public struct Grant: Sendable, Equatable {
    /// The id of the code or of the identity that gave the right.
    public let proof: Token
    /// The `via` of a password set with this right.
    public let via: PasswordSet.Via
    /// The SHA-256 of the only page on which the right is valid.
    public let page: Digest
    /// The last millisecond at which the right is valid (edge 10).
    public let expiresAt: Instant
    /// The fact that gave the right.
    public let mark: Mark
    /// Whether a password was set since, with this or another right.
    public internal(set) var isSpent = false
  }

  mutating func set(_ event: PasswordSet, _ mark: Mark) {
    counters.passwordsSet += 1
    let new = Password(mark: mark, via: event.via, rules: event.rules, kdf: event.kdf)
    guard event.via != .registration else {
      registration?.password = new
      return
    }
    if [.code, .link, .letter, .question].contains(event.via), activation != nil {
      recovered = mark
    }
    password = new
    renewal = nil
    clearMeters()
    endSessions(mark) { _ in true }
    endCodes(mark) { $0.purpose == .setPassword }
    for index in grants.indices { grants[index].isSpent = true }
    for index in letters.indices where letters[index].end == nil { letters[index].end = mark }
  }
}
