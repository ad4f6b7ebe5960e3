public import Membership
public import Notation

/// The answer to an action in a world in memory.
public struct Answer: Sendable, Equatable {
  /// The three kinds of results (catalogue section 1).
  public enum Result: Sendable, Equatable {
    /// The action was performed, or the requested state already held.
    case accepted
    /// The action was refused for a specific reason.
    case refused(RefusalReason)
    /// The action was malformed in a field, so nothing is recorded.
    case invalid(String)
  }

  /// The result.
  public var result: Result
  /// The time of the facts: the clock's, or the last fact's if the clock has stepped back.
  public var at: Instant
  /// The member that the action was about; `nil` when no member was found.
  public var member: Token?
  /// The positions of the facts.
  public var facts: Range<Int>
  /// The deliveries to be sent.
  public var deliveries: [Delivery] = []
  /// The session that the action opened.
  public var session: UntrustedText?
  /// The outcome that a page may show; `nil` for a malformed action.
  public var publicOutcome: PublicOutcome?
  /// Whether the id was already recorded, so that this answer repeats the first one.
  public var isRepetition = false

  /// Whether the action was accepted.
  public var isAccepted: Bool { result == .accepted }
}

extension Answer.Result: CustomStringConvertible {
  /// Makes the result of a decision or a space.
  init(_ result: Outcome.Result) {
    switch result {
    case .accepted: self = .accepted
    case .refused(let reason): self = .refused(reason)
    }
  }

  /// `accepted`, `invalid`, or the reason for the refusal, as journey files expect it.
  public var description: String {
    switch self {
    case .accepted: "accepted"
    case .refused(let reason): reason.rawValue
    case .invalid: "invalid"
    }
  }
}
