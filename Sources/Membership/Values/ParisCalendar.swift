package import Notation

/// The civil calendar of Europe/Paris, for durations that people count in days and months (edge 15).
///
/// The zone's rule is written out here (central European time, summer time from the last Sunday of
/// March to the last Sunday of October, both at 01:00 UTC; directive 2000/84/EC) rather than read
/// from the machine, so that a replay gives the same instants whatever tables are installed. Before
/// 1996 the clocks of France followed other rules; the same rule is used there.
package enum ParisCalendar {
  /// The instant as many calendar months, then days, later at the same time of day.
  ///
  /// A day that the month lacks becomes its last: 31 August and 6 months give 28 or 29 February. A
  /// time skipped in spring moves forward by the hour that is missing; of a time that comes twice in
  /// autumn, the first is meant. Negative numbers go back. The result stays in years 1 to 9999.
  ///
  /// - Parameters:
  ///   - months: Calendar months, counted first.
  ///   - days: Calendar days, counted after the months.
  ///   - start: The instant to count from.
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

  /// The last millisecond of the day, in Paris, in which an instant falls.
  package static func endOfDay(of instant: Instant) -> Instant {
    let tomorrow = date(of: instant).midnightUTC.advanced(by: millisecondsOfDay)
    return self.instant(wallClock: tomorrow).advanced(by: -1)
  }

  /// The day in Paris in which an instant falls, as `YYYY-MM-DD`.
  package static func day(of instant: Instant) -> String {
    date(of: instant).description
  }

  /// The day in Paris in which an instant falls.
  static func date(of instant: Instant) -> CivilDate {
    CivilDate(utc: wallClock(at: instant))
  }

  /// What the clocks of Paris show at an instant, written as if it were UTC.
  package static func wallClock(at instant: Instant) -> Instant {
    instant.advanced(by: offset(at: instant))
  }

  /// The first instant at which the clocks show a time; one hour on when they skip it.
  private static func instant(wallClock wall: Instant) -> Instant {
    let inSummer = wall.advanced(by: -summerOffset)
    return offset(at: inSummer) == summerOffset ? inSummer : wall.advanced(by: -winterOffset)
  }

  private static let winterOffset: Int64 = 3_600_000
  private static let summerOffset: Int64 = 7_200_000

  /// The milliseconds by which the clocks of Paris are ahead of UTC.
  static func offset(at instant: Instant) -> Int64 {
    let year = CivilDate(utc: instant).year
    let isSummer =
      instant >= clockChange(year: year, month: 3) && instant < clockChange(year: year, month: 10)
    return isSummer ? summerOffset : winterOffset
  }

  /// 01:00 UTC on the last Sunday of a month of 31 days.
  private static func clockChange(year: Int, month: Int) -> Instant {
    guard let last = CivilDate(year: year, month: month, clampedDay: 31) else { return .latest }
    // 1970-01-01 was a Thursday, four days after a Sunday.
    let sinceSunday = ((last.dayNumber + 4) % 7 + 7) % 7
    return last.midnightUTC.advanced(by: 3_600_000 - sinceSunday * millisecondsOfDay)
  }
}

/// The one comparison by which every code, link, letter, session and step expires.
package enum Deadline {
  /// Whether a deadline has passed: it is valid up to and including its own millisecond (edge 13).
  package static func isPassed(_ deadline: Instant, now: Instant) -> Bool {
    now > deadline
  }
}
