public import Notation

/// Something for the host to send; a secret in it is handed out once and kept nowhere.
public struct Delivery: Sendable, Equatable {
  /// The id under which the carrier reports on it, with `reportDelivery`.
  public let delivery: Token
  /// The way to send it.
  public let channel: Channel
  /// The e-mail address, the telephone number, or the postal address line by line.
  public let to: Typed
  /// What a notice is about; absent for a code, a link, a temporary password.
  public let topic: NoticeTopic?
  /// The form of the secret; absent for a notice.
  public let artefact: Artefact?
  /// The code, the link's three parts, the temporary password, or the identifier that a notice
  /// tells; absent otherwise.
  public let secret: Typed?
  /// The last millisecond at which the secret is good; absent for a notice.
  public let expiresAt: Instant?
}

/// The answer to an action: what came of it, what to send, what to say; for the host, not for a
/// page.
public struct Outcome: Sendable, Equatable {
  /// What came of an action.
  public enum Result: Sendable, Equatable {
    /// It was done, or the wished state already held.
    case accepted
    /// It was refused, for a precise reason that only some may know.
    case refused(RefusalReason)
  }

  /// A fact that was appended.
  public struct Appended: Sendable, Equatable {
    /// The position of the fact in the log, from 1.
    public let position: Int
    /// The wire name of the event, such as `code.requested`.
    public let type: String

    /// Names a fact.
    public init(position: Int, type: String) {
      self.position = position
      self.type = type
    }
  }

  /// What came of the action.
  public var result: Result
  /// The id of the member whom it was about; absent when none was found.
  public var member: Token?
  /// The facts appended, in order; empty where the wished state already held, and for refusals that
  /// a flood leaves unrecorded.
  public var events: [Appended]
  /// All that the page may say.
  public var publicOutcome: PublicOutcome
  /// What to send, in this order; empty in a repetition, since a secret is handed out once.
  public var deliveries: [Delivery] = []
  /// The session that a sign-in opened, for the host to send back; absent otherwise, and in a
  /// repetition.
  public var session: Typed?
  /// Whether the machine's clock had stepped back, so that the time of the last fact was taken
  /// (edge 16).
  public var clockWasClamped = false
  /// Whether the action's id was known, so that this repeats the first answer.
  public var isRepetition = false

  /// Makes an outcome.
  public init(
    _ result: Result, member: Token? = nil, events: [Appended] = [], publicOutcome: PublicOutcome
  ) {
    self.result = result
    self.member = member
    self.events = events
    self.publicOutcome = publicOutcome
  }
}
