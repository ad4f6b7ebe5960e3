public import Notation

/// A length of time as people say it: months and days of the calendar, then an exact time.
///
/// `P1D` is the same time tomorrow, even on the days of 23 and 25 hours; `PT24H` is 86,400 seconds
/// (edge 15). Days and months are counted in Europe/Paris.
public struct CalendarDuration: Sendable, Hashable {
  /// Calendar months; a year is 12.
  public let months: Int
  /// Calendar days; a week is 7.
  public let days: Int
  /// Exact time, in milliseconds.
  public let milliseconds: Int64

  /// Makes a duration; what is left out is zero.
  ///
  /// - Parameters:
  ///   - months: Calendar months.
  ///   - days: Calendar days.
  ///   - milliseconds: Exact time, in milliseconds.
  public init(months: Int = 0, days: Int = 0, milliseconds: Int64 = 0) {
    self.months = months
    self.days = days
    self.milliseconds = milliseconds
  }

  /// The instant at which the duration ends: months first, then days, then the exact time.
  ///
  /// - Parameter start: The instant at which it begins; the result saturates in year 9999.
  public func end(from start: Instant) -> Instant {
    ParisCalendar.adding(months: months, days: days, to: start).advanced(by: milliseconds)
  }
}

extension CalendarDuration: CustomStringConvertible {
  /// The ISO 8601 text: `P1M`, `P1DT2H`, `PT0.001S`; nothing is `PT0S`.
  public var description: String {
    var date = ""
    if months != 0 { date += "\(months)M" }
    if days != 0 { date += "\(days)D" }
    var time = ""
    let seconds = milliseconds / 1000
    let fraction = milliseconds % 1000
    if seconds / 3600 != 0 { time += "\(seconds / 3600)H" }
    if seconds / 60 % 60 != 0 { time += "\(seconds / 60 % 60)M" }
    if fraction != 0 {
      time += "\(seconds % 60).\(String(1000 + fraction).dropFirst())S"
    } else if seconds % 60 != 0 {
      time += "\(seconds % 60)S"
    }
    if date.isEmpty && time.isEmpty { return "PT0S" }
    return "P" + date + (time.isEmpty ? "" : "T" + time)
  }
}
