public import Digests
public import Notation

/// `password.set`: a new password; its PHC string stands in the vault.
public struct PasswordSet: Described {
  /// What gave the right to set it.
  public enum Via: String, Sendable, CaseIterable {
    case registration
    case code
    case link
    case letter
    case question
    case change
    case legacy
  }

  public var verifier = Sealed<String>.absent
  /// The derivation and its cost: `pbkdf2-sha256/600000`.
  public var kdf = ""
  /// The version of the house's rules that the password met.
  public var rules = 0
  public var via = Via.code
  /// The id of the code, identity or registration that gave the right.
  public var proof: Token?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("kdf", &kdf)
    fields("rules", &rules)
    fields("via", &via)
    fields("proof", &proof, .pseudonymous)
    fields.sealed("verifier", &verifier, .verifier)
  }
}

extension PasswordSet.Via: JSONRepresentable {}

/// `password.renewal-required`: the password must be replaced.
public struct PasswordRenewalRequired: Described {
  /// Why it must.
  public enum Reason: String, Sendable, CaseIterable {
    case compromised
    case administrative
  }

  public var reason = Reason.administrative

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
  }
}

extension PasswordRenewalRequired.Reason: JSONRepresentable {}

/// `question.set`: one of the house's questions and the verifier of its answer (UM-16).
public struct QuestionSet: Described {
  public var question = 0
  public var questionSet = 0
  public var answer = Sealed<String>.absent

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("question", &question)
    fields("questionSet", &questionSet)
    fields.sealed("answer", &answer, .verifier)
  }
}

/// `sign-in.succeeded`: the member is in, or must first do something (MR-7).
public struct SignInSucceeded: Described {
  /// What the member signed in with.
  public enum IdentifierKind: String, Sendable, CaseIterable {
    case generated
    case memberNumber
    case accessCode
    case email
  }

  public var identifier = IdentifierKind.memberNumber
  public var session: Digest?
  public var expiresAt: Instant?
  public var device: Token?
  public var required: [RequiredAction] = []

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("identifier", &identifier)
    fields("session", &session, .pseudonymous)
    fields("expiresAt", &expiresAt)
    fields("device", &device, .pseudonymous)
    fields("required", &required)
  }
}

extension SignInSucceeded.IdentifierKind: JSONRepresentable {}

/// `sign-in.refused`: an attempt to sign in failed; the visitor is not told why.
public struct SignInRefused: Described {
  public var reason = RefusalReason.wrongPassword
  public var counted = false
  public var lockedUntil: Instant?
  public var device: Token?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("counted", &counted)
    fields("lockedUntil", &lockedUntil)
    fields("device", &device, .pseudonymous)
  }
}

/// `session.ended`: the member signed out.
public struct SessionEnded: Described {
  public var session = Digest.zero

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("session", &session, .pseudonymous)
  }
}

/// `action.refused`: any other action was refused; in `visitors/…`, every refusal.
public struct ActionRefused: Described {
  public var action = ActionName.sweep
  public var reason = RefusalReason.notAllowed
  /// The password rules that were broken.
  public var rules: [PasswordRule] = []
  /// The request, device or letter in question.
  public var of: Token?
  /// When the refusal locks the meter of signing in (`currentMismatch`), until when.
  public var lockedUntil: Instant?
  /// How many more were refused since the last record and are not recorded one by one.
  public var unrecorded: Int?
  /// What a visitor typed that matches no member, in `visitors/…` only (edge 49).
  public var typed = Sealed<String>.absent

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("do", &action)
    fields("reason", &reason)
    fields.list("rules", &rules)
    fields("of", &of, .pseudonymous)
    fields("lockedUntil", &lockedUntil)
    fields("unrecorded", &unrecorded)
    fields.sealed("typed", &typed, .identifying, isOptional: true)
  }
}
