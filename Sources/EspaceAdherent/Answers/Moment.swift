import Membership
public import Notation

/// A moment that a question is asked of: now, an instant, or a position of the log.
public enum Moment: Sendable, Hashable {
  /// The end of the log, at the clock's time.
  case now
  /// What was known and in force at an instant.
  case instant(Instant)
  /// What was known and in force when the fact at a position was recorded.
  case position(Int)
}

extension Moment: LosslessStringConvertible {
  /// The moment as the command line takes it.
  public var description: String {
    switch self {
    case .now: "now"
    case .instant(let instant): instant.description
    case .position(let position): "\(position)"
    }
  }

  /// Reads `now`, a position (`17`), an instant (`2026-03-02T09:00:00Z`), a day (`2026-03-02`,
  /// « 2 mars 2026 »), or a time of Paris as it is shown (« 2 mars 2026 à 11 h 13 »).
  ///
  /// A day is its last millisecond in Europe/Paris, a time of Paris the last one of its second.
  /// Anything else gives `nil`.
  public init?(_ text: String) {
    if text == "now" {
      self = .now
    } else if let position = Int(text), position >= 0 {
      self = .position(position)
    } else if let instant = Instant(text) {
      self = .instant(instant)
    } else if let noon = Instant(text + "T12:00:00Z") {
      self = .instant(ParisCalendar.endOfDay(of: noon))
    } else if let typed = ParisTimeText(text) {
      self = .instant(typed.end)
    } else {
      return nil
    }
  }
}
