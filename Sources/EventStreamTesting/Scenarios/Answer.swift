public import Membership
public import Notation

/// What came of an action in a world in memory.
public struct Answer: Sendable, Equatable {
  /// The three kinds of answers (catalogue section 1).
  public enum Result: Sendable, Equatable {
    /// It was done, or the wished state already held.
    case accepted
    /// It was refused, for a precise reason.
    case refused(RefusalReason)
    /// It was malformed in a field, so nothing is recorded.
    case invalid(String)
  }

  /// What came of it.
  public var result: Result
  /// The time of its facts: the clock's, or the last fact's where the clock had stepped back.
  public var at: Instant
  /// The member whom it was about; `nil` when none was found.
  public var member: Token?
  /// The positions of its facts.
  public var facts: Range<Int>
  /// What was handed out to be sent.
  public var deliveries: [Delivery] = []
  /// The session that it opened.
  public var session: Typed?
  /// What the page may say; `nil` for a malformed action.
  public var publicOutcome: PublicOutcome?
  /// Whether the id was known, so that this is the first answer again.
  public var isRepetition = false

  /// Whether it was accepted.
  public var isAccepted: Bool { result == .accepted }
}

extension Answer.Result: CustomStringConvertible {
  /// `accepted`, `invalid`, or the reason of the refusal: as journey files expect it.
  public var description: String {
    switch self {
    case .accepted: "accepted"
    case .refused(let reason): reason.rawValue
    case .invalid: "invalid"
    }
  }
}
