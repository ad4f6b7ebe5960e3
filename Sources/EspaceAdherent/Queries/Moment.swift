import Membership
public import Notation
import Projections

/// A moment for which a query is answered: now, an instant, or a position of the log.
public enum Moment: Sendable, Hashable {
  /// The end of the log, at the clock's time.
  case now
  /// The facts known and the rules in force at an instant.
  case instant(Instant)
  /// The facts known and the rules in force when the fact at a position was recorded.
  case position(Int)
}

extension Moment: LosslessStringConvertible {
  /// The moment in a form that the command line accepts.
  public var description: String {
    switch self {
    case .now: "now"
    case .instant(let instant): instant.description
    case .position(let position): "\(position)"
    }
  }

  /// Reads a moment, or returns `nil` for any other text.
  ///
  /// The text is `now`, a position (`17`), or a time as `TypedTime` reads it. A day means its last
  /// millisecond in Europe/Paris; a time in Paris means the last millisecond of its second.
  public init?(_ text: String) { self.init(text, now: nil) }

  /// Reads a moment that may be named relative to now: `yesterday`, `-30d`.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - now: The present instant; `nil` for no relative times.
  public init?(_ text: String, now: Instant?) {
    if text == "now" {
      self = .now
    } else if let position = Int(text), position >= 0, !text.hasPrefix("-") {
      self = .position(position)
    } else if let time = TypedTime(text, now: now) {
      self = .instant(time.last)
    } else {
      return nil
    }
  }
}
