public import Digests
public import Notation

/// `password.set`: a new password; its PHC string stands in the vault.
public struct PasswordSet: Described {
  /// What gave the right to set a password; there is always exactly one.
  public enum Via: String, Sendable, CaseIterable {
    /// Step 2 of a registration: a draft until the account is activated (UM-39).
    case registration
    /// A code typed on the page that asked for it (AP-13).
    case code
    /// A link followed from the member's mailbox (FM-13, UM-35).
    case link
    /// A letter's code or temporary password (AP-7, MG-7).
    case letter
    /// Number, access code and the answer to the secret question (UM-34).
    case question
    /// The current password, typed by a member in session.
    case change
    /// None: the verifier came from the system before, at enrolment (MR-5).
    case legacy
  }

  /// The PHC string, `$pbkdf2-sha256$i=…$salt$hash` (S); overwritten in the vault once it is
  /// superseded.
  public var verifier = Sealed<String>.absent
  /// The derivation and its cost, `pbkdf2-sha256/600000`: an audit finds weak ones without the
  /// vault.
  public var kdf = ""
  /// The version of the house's rules that the password met; 0 for one taken over.
  public var rules = 0
  /// What gave the right to set this one.
  public var via = Via.code
  /// The id of the code, identity or registration that gave the right; absent for `change` and
  /// `legacy`.
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
}

extension PasswordSet.Via: Word {
  package static let words = Words<PasswordSet.Via>()
}

/// `password.renewal-required`: the password must be replaced.
public struct PasswordRenewalRequired: Described {
  /// Why a password must be replaced, which decides whether it still signs in.
  public enum Reason: String, Sendable, CaseIterable {
    /// Others may know it: it signs in no more, and every session ends (edge 30).
    case compromised
    /// It signs in once more, only to be replaced (MR-7).
    case administrative
  }

  /// Why it must be replaced; once `compromised`, only a new password ends that.
  public var reason = Reason.administrative

  /// Makes the event with a placeholder for its reason, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
  }
}

extension PasswordRenewalRequired.Reason: Word {
  package static let words = Words<PasswordRenewalRequired.Reason>()
}

/// `question.set`: one of the house's questions and the verifier of its answer (UM-16).
public struct QuestionSet: Described {
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
}

/// `sign-in.succeeded`: the member is in, or must first do something (MR-7).
public struct SignInSucceeded: Described {
  /// What a member signed in with; the identifier itself is never in the log.
  public enum IdentifierKind: String, Sendable, CaseIterable {
    /// The identifier that the core drew (FM-2, FM-3).
    case generated
    /// The member number (AP-18, MR-5, MG-20).
    case memberNumber
    /// The printed access code (UM-5).
    case accessCode
    /// The certified e-mail address on file (UM-5).
    case email
  }

  /// The kind of identifier that was typed.
  public var identifier = IdentifierKind.memberNumber
  /// The SHA-256 of the session's text; absent when a new password is required first, for that
  /// opens none (MR-7).
  public var session: Digest?
  /// The absolute end of the session; absent when none was opened.
  public var expiresAt: Instant?
  /// The device whose application signed in; absent on the web.
  public var device: Token?
  /// What the member had to do first at that instant; empty when nothing.
  public var required: [RequiredAction] = []

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("identifier", &identifier)
    fields("session", &session, .pseudonymous)
    fields("expiresAt", &expiresAt)
    fields("device", &device, .pseudonymous)
    fields("required", &required)
  }
}

extension SignInSucceeded.IdentifierKind: Word {
  package static let words = Words<SignInSucceeded.IdentifierKind>()
}

/// `sign-in.refused`: an attempt to sign in failed; the visitor is not told why.
public struct SignInRefused: Described {
  /// The precise reason, for auditors; the visitor reads `notRecognised` whatever it is.
  public var reason = RefusalReason.wrongPassword
  /// Whether a comparison was made and failed: only that counts in the meter (catalogue section 7).
  public var counted = false
  /// Until when this refusal locks signing in; absent when it locks nothing.
  public var lockedUntil: Instant?
  /// The device that the application named, known or not; absent on the web.
  public var device: Token?
  /// The letter's temporary password with which the text was compared too, so that it counts there;
  /// absent when there is none, or the text has not its form.
  public var code: Token?
  /// How many refusals of the member were answered without a fact since the last one, in a flood;
  /// absent for none.
  public var unrecorded: Int?
  /// Whether a counted refusal counts on every temporary password; it follows from the schema, 1,
  /// and is not written.
  package var countsOnEveryLetter = false

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    if fields.schema < 2 { countsOnEveryLetter = true }
    fields("reason", &reason)
    fields("counted", &counted)
    fields("lockedUntil", &lockedUntil)
    fields("device", &device, .pseudonymous)
    fields("code", &code, .pseudonymous)
    fields("unrecorded", &unrecorded)
  }
}

/// `session.ended`: the member signed out.
public struct SessionEnded: Described {
  /// The SHA-256 of the session's text.
  public var session = Digest.zero

  /// Makes the event with a placeholder for the session, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("session", &session, .pseudonymous)
  }
}

/// `action.refused`: any other action was refused; in `visitors/…`, every refusal.
public struct ActionRefused: Described {
  /// What was asked for.
  public var action = ActionName.sweep
  /// The precise reason, for auditors; a visitor may read a coarser one (catalogue section 5).
  public var reason = RefusalReason.notAllowed
  /// All the password rules that were broken; empty unless the reason is `passwordRefused`.
  public var rules: [PasswordRule] = []
  /// The request, device, letter or delivery in question; absent when the action names none.
  public var of: Token?
  /// Until when the refusal locks signing in, only ever for `currentMismatch`; absent otherwise.
  public var lockedUntil: Instant?
  /// How many refusals of visitors were answered without a fact since the last one, in a flood;
  /// absent for none.
  public var unrecorded: Int?
  /// What was typed to name a member and names none (P2), cut to 200 characters, in `visitors/…`
  /// only (edge 49).
  public var typed = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
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
