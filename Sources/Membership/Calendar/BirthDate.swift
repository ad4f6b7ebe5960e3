package import Notation

/// A date of birth as text: `YYYY-MM-DD`, a day that exists.
package enum BirthDate {
  /// Whether the text is a real day from 1900 on, in exactly the form `YYYY-MM-DD`.
  package static func isValid(_ text: String) -> Bool {
    guard let date = CivilDate(text) else { return false }
    return date.year >= 1900
  }

  /// Whether a person born on the day is at least eighteen on the Paris date of an instant.
  package static func isAdult(_ text: String, asOf now: Instant) -> Bool {
    guard let date = CivilDate(text) else { return false }
    let today = ParisCalendar.date(of: now)
    let years = today.year - date.year
    return years > 18
      || years == 18 && (today.month, today.day) >= (date.month, date.day)
  }

  /// Whether the day lies after the day in Paris of an instant; a text that is no date does not.
  package static func isInFuture(_ text: String, asOf now: Instant) -> Bool {
    guard let date = CivilDate(text) else { return false }
    return date > ParisCalendar.date(of: now)
  }
}
