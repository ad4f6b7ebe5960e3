public import Digests
public import Notation

/// `sign-in.succeeded`: the member signed in, or must first complete an action (MR-7).
public struct SignInSucceeded: EventPayload {
  package static let name = "sign-in.succeeded"
  package static let keeping = Keeping.trace
  package static let serves = "FM-2, FM-19, AP-18, UM-5, MR-5, MR-7, MG-20"

  /// The kinds of identifiers for signing in.
  ///
  /// The identifier itself is never in the log.
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
  /// The SHA-256 of the session's text.
  ///
  /// It is `nil` if a new password is required first, because that sign-in opens no session (MR-7).
  public var session: Digest?
  /// The absolute end of the session, or `nil` if no session was opened.
  public var expiresAt: Instant?
  /// The device that signed in with the application, or `nil` on the web.
  public var device: Token?
  /// The actions that the member had to complete first at that instant, or an empty list.
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

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.counters.signIns += 1
    member.lastSignIn = mark
    member.meters.signIn = FailureMeter()
    member.note(on: device) { $0 = FailureMeter() }
    guard let session = self.session, let expiresAt = self.expiresAt else { return }
    member.sessions.append(
      Member.Session(digest: session, expiresAt: expiresAt, device: device, mark: mark))
    member.sessions.keepLatest(Member.remembered) { $0.end == nil }
  }
}

extension SignInSucceeded.IdentifierKind: WireEnum {
  package static let wireNames = WireNames<SignInSucceeded.IdentifierKind>()
}

/// `sign-in.refused`: an attempt to sign in failed; the visitor does not receive the reason.
public struct SignInRefused: EventPayload {
  package static let name = "sign-in.refused"
  package static let schema = 2
  package static let keeping = Keeping.trace
  package static let serves = "FM-15, AP-19, UM-22, MR-6, MG-3, MG-8, edge 39"

  /// The precise reason, for auditors.
  ///
  /// The visitor always receives `notRecognised`.
  public var reason = RefusalReason.wrongPassword
  /// Whether a comparison was made and failed.
  ///
  /// Only such a failure counts in the meter (catalogue section 7).
  public var counted = false
  /// The last instant at which this refusal locks signing in, or `nil` if it locks nothing.
  public var lockedUntil: Instant?
  /// The device that the application named, known or unknown, or `nil` on the web.
  public var device: Token?
  /// The letter's temporary password with which the text was also compared, or `nil`.
  ///
  /// The failure counts there too. It is `nil` without a live one, or for a text of another form.
  public var code: Token?
  /// The number of the member's refusals left unrecorded in a flood since the last recorded one, or
  /// `nil`.
  public var unrecorded: Int?
  /// Whether a counted refusal counts on every temporary password.
  ///
  /// It follows from schema 1 and is not written.
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

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.counters.refusals += 1
    member.meters.signIn.note(reason, counted: counted, lockedUntil: lockedUntil, at: mark.at)
    member.note(on: device) {
      $0.note(reason, counted: counted, lockedUntil: lockedUntil, at: mark.at)
    }
    if counted {
      member.countOnTemporaryPassword(mark) { countsOnEveryLetter || $0.id == code }
    }
  }
}

/// `session.ended`: the member signed out.
public struct SessionEnded: EventPayload {
  package static let name = "session.ended"
  package static let keeping = Keeping.trace
  package static let serves = "edge 39"

  /// The SHA-256 of the session's text.
  public var session = Digest.zero

  /// Makes the event with a placeholder for the session, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("session", &session, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.endSessions(mark) { $0.digest == session }
  }
}

/// `action.refused`: an action without a specific refusal event was refused.
///
/// In `visitors/…` it records every refusal.
public struct ActionRefused: EventPayload {
  package static let name = "action.refused"
  package static let keeping = Keeping.trace
  package static let seals: [PrivateClass] = [.trace]
  package static let serves = "AP-15, MR-20, MG-18, edges 24, 26, 33, 36, 49"

  /// The refused action.
  public var action = ActionName.sweep
  /// The precise reason, for auditors; a visitor may receive a coarser one (catalogue section 5).
  public var reason = RefusalReason.notAllowed
  /// All the broken password rules; empty unless the reason is `passwordRefused`.
  public var rules: [PasswordRule] = []
  /// The request, device, letter or delivery in question, or `nil` if the action names no such id.
  public var of: Token?
  /// The last instant at which the refusal locks signing in, only for `currentMismatch`, or `nil`.
  public var lockedUntil: Instant?
  /// The number of visitors' refusals left unrecorded in a flood since the last recorded one, or
  /// `nil`.
  public var unrecorded: Int?
  /// The text typed to name a member, if it names no member (P2), cut to 200 characters.
  ///
  /// It is only in `visitors/…` (edge 49).
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

  package var isSealing: Bool { typed != .absent }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.counters.refusals += 1
    guard reason == .currentMismatch || action == .changePassword else { return }
    member.meters.signIn.note(
      reason, counted: reason == .currentMismatch, lockedUntil: lockedUntil, at: mark.at)
  }
}

extension Member {
  /// A session of the member.
  public struct Session: Sendable, Equatable {
    /// The SHA-256 of the session's text, which is stored nowhere.
    public let digest: Digest
    /// The last millisecond at which the session is live.
    public let expiresAt: Instant
    /// The device that opened it, or `nil` on the web.
    public let device: Token?
    /// The sign-in that opened it, from which its freshness is measured.
    public let mark: Mark
    /// The fact that ended it before its time, or `nil`.
    public internal(set) var end: Mark?

    /// Returns whether it is live at an instant: no fact ended it, and its time is not over.
    public func isLive(at instant: Instant) -> Bool {
      end == nil && !Deadline.isPassed(expiresAt, now: instant)
    }
  }
}
