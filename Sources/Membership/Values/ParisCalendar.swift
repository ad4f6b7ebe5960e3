package import Notation

/// The civil calendar of Europe/Paris, for durations in calendar days and months (edge 15).
///
/// The zone's rule is part of the code, so that a replay gives the same instants with any time-zone
/// tables on the machine. The zone is central European time. Summer time lasts from the last Sunday
/// of March to the last Sunday of October, both at 01:00 UTC (directive 2000/84/EC). For instants
/// before 1996 the same rule is used, although France then followed other rules.
package enum ParisCalendar {
  /// Returns the instant a number of calendar months, then days, later, at the same time of day.
  ///
  /// A day beyond the end of a month becomes its last day: 31 August plus 6 months gives 28 or 29
  /// February. A time skipped in spring moves forward by the missing hour. A time that occurs twice
  /// in autumn means the first one. Negative numbers count backwards. The result stays in years 1
  /// to 9999.
  ///
  /// - Parameters:
  ///   - months: Calendar months, added first.
  ///   - days: Calendar days, added after the months.
  ///   - start: The instant to which they are added.
  package static func adding(months: Int = 0, days: Int = 0, to start: Instant) -> Instant {
    if months == 0 && days == 0 { return start }
    let wall = wallClock(at: start)
    guard months.magnitude <= 12 * 9999, days.magnitude <= 366 * 9999 else {
      return months > 0 || days > 0 ? .latest : .earliest
    }
    let from = CivilDate(utc: wall)
    let inDay = wall.milliseconds - from.midnightUTC.milliseconds
    let monthsFromZero = from.year * 12 + from.month - 1 + months
    guard
      let date = CivilDate(
        year: monthsFromZero / 12, month: monthsFromZero % 12 + 1, clampedDay: from.day)
    else { return months > 0 ? .latest : .earliest }
    let moved = date.midnightUTC.advanced(by: Int64(days) * millisecondsOfDay + inDay)
    return min(max(instant(wallClock: moved), .earliest), .latest)
  }

  /// Returns the last millisecond of an instant's day in Paris.
  package static func endOfDay(of instant: Instant) -> Instant {
    let tomorrow = date(of: instant).midnightUTC.advanced(by: millisecondsOfDay)
    return self.instant(wallClock: tomorrow).advanced(by: -1)
  }

  /// Returns an instant's day in Paris, as `YYYY-MM-DD`.
  package static func day(of instant: Instant) -> String {
    date(of: instant).description
  }

  /// Returns an instant's day in Paris.
  static func date(of instant: Instant) -> CivilDate {
    CivilDate(utc: wallClock(at: instant))
  }

  /// Returns the local time in Paris at an instant, written as if it were UTC.
  package static func wallClock(at instant: Instant) -> Instant {
    instant.advanced(by: offset(at: instant))
  }

  /// Returns the first instant with a local time, or one hour later if the local time is skipped.
  private static func instant(wallClock wall: Instant) -> Instant {
    let inSummer = wall.advanced(by: -summerOffset)
    return offset(at: inSummer) == summerOffset ? inSummer : wall.advanced(by: -winterOffset)
  }

  private static let winterOffset: Int64 = 3_600_000
  private static let summerOffset: Int64 = 7_200_000

  /// Returns the offset of Paris from UTC, in milliseconds.
  static func offset(at instant: Instant) -> Int64 {
    let year = CivilDate(utc: instant).year
    let isSummer =
      instant >= clockChange(year: year, month: 3) && instant < clockChange(year: year, month: 10)
    return isSummer ? summerOffset : winterOffset
  }

  /// Returns 01:00 UTC on the last Sunday of a month of 31 days.
  private static func clockChange(year: Int, month: Int) -> Instant {
    guard let last = CivilDate(year: year, month: month, clampedDay: 31) else { return .latest }
    // 1970-01-01 was a Thursday, four days after a Sunday.
    let sinceSunday = ((last.dayNumber + 4) % 7 + 7) % 7
    return last.midnightUTC.advanced(by: 3_600_000 - sinceSunday * millisecondsOfDay)
  }
}

/// The comparison by which every code, link, letter, session and step expires.
package enum Deadline {
  /// Returns whether a deadline has passed; its own millisecond is still valid (edge 13).
  package static func isPassed(_ deadline: Instant, now: Instant) -> Bool {
    now > deadline
  }
}
