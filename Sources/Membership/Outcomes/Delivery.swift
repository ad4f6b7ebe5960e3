public import Notation

/// Something for the host to send; a secret in it is handed out once and kept nowhere.
public struct Delivery: Sendable, Equatable {
  /// The id under which the carrier reports on it.
  public let delivery: Token
  public let channel: Channel
  /// The address, the telephone number or the postal address.
  public let to: Typed
  /// What a notice is about.
  public let topic: NoticeTopic?
  /// The form of the secret.
  public let artefact: Artefact?
  /// The code, the link, the temporary password, or the identifier of a notice.
  public let secret: Typed?
  public let expiresAt: Instant?
}

/// The answer to an action: what came of it, what to send, what to say.
public struct Outcome: Sendable, Equatable {
  /// What came of an action.
  public enum Result: Sendable, Equatable {
    case accepted
    case refused(RefusalReason)
  }

  /// A fact that was appended.
  public struct Appended: Sendable, Equatable {
    public let position: Int
    public let type: String

    /// Names a fact.
    public init(position: Int, type: String) {
      self.position = position
      self.type = type
    }
  }

  public var result: Result
  /// The member it was about, when one was found and the actor may know.
  public var member: Token?
  /// The facts appended, in order; none where the wished state already held.
  public var events: [Appended]
  public var publicOutcome: PublicOutcome
  /// What to send; empty when the action was done before.
  public var deliveries: [Delivery] = []
  /// The session that a sign-in opened; absent when the action was done before.
  public var session: Typed?
  /// Whether the machine's clock had stepped back and its time was held.
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
