package import Notation

/// A date of birth as text: `YYYY-MM-DD`, an existing day.
package enum BirthDate {
  /// Returns whether the text is an existing day from 1900 on, in exactly the form `YYYY-MM-DD`.
  package static func isValid(_ text: String) -> Bool {
    guard let date = CivilDate(text) else { return false }
    return date.year >= 1900
  }

  /// Returns whether a person born on the day is at least 18 on the Paris date of an instant.
  package static func isAdult(_ text: String, asOf now: Instant) -> Bool {
    guard let date = CivilDate(text) else { return false }
    let today = ParisCalendar.date(of: now)
    let years = today.year - date.year
    return years > 18
      || years == 18 && (today.month, today.day) >= (date.month, date.day)
  }

  /// Returns whether the day is after the Paris date of an instant; `false` for a malformed date.
  package static func isInFuture(_ text: String, asOf now: Instant) -> Bool {
    guard let date = CivilDate(text) else { return false }
    return date > ParisCalendar.date(of: now)
  }
}

/// A day of the Gregorian calendar, without a time or a zone.
package struct CivilDate: Sendable, Hashable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Makes a date from a year, a month and a day, which is limited to the month's last day.
  ///
  /// 31 February becomes the 28th or the 29th (edge 15). Returns `nil` outside years 1 to 9999 and
  /// months 1 to 12.
  init?(year: Int, month: Int, clampedDay day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let last = Int(Instant.days(in: Int64(month), of: Int64(year)))
    (self.year, self.month, self.day) = (year, month, min(day, last))
  }

  /// Makes the date of an instant in UTC.
  init(utc instant: Instant) {
    let milliseconds = instant.milliseconds
    let rounded = milliseconds >= 0 ? milliseconds : milliseconds - (millisecondsOfDay - 1)
    let date = Instant.civil(daysSinceEpoch: rounded / millisecondsOfDay)
    (year, month, day) = (Int(date.year), Int(date.month), Int(date.day))
  }

  /// The first instant of the day, in UTC.
  var midnightUTC: Instant { Instant(milliseconds: dayNumber * millisecondsOfDay) }

  /// The days from 1970-01-01 to this date.
  var dayNumber: Int64 {
    Instant.daysSinceEpoch(year: Int64(year), month: Int64(month), day: Int64(day))
  }
}

extension CivilDate: Comparable {
  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CivilDate: CustomStringConvertible, LosslessStringConvertible {
  /// `YYYY-MM-DD`.
  package var description: String {
    CivilDate.text(year, month: month, day: day)
  }

  /// Reads exactly `YYYY-MM-DD`, an existing day in years 1 to 9999, or returns `nil`.
  package init?(_ text: String) {
    guard text.utf8.count == 10, let midnight = Instant("\(text)T00:00:00Z") else { return nil }
    self.init(utc: midnight)
  }

  private static func text(_ year: Int, month: Int, day: Int) -> String {
    padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(width - digits.count, 0)) + digits
  }
}

/// The length of a day of 24 hours, in milliseconds.
let millisecondsOfDay: Int64 = 86_400_000
