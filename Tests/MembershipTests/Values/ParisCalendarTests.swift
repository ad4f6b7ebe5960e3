import Foundation
import Notation
import Testing

@testable import Membership

@Suite("The calendar of Paris")
struct ParisCalendarTests {
  @Test(
    "edge 15: months are calendar months, at the same time of day in Paris",
    arguments: [
      ("2025-08-31T10:00:00Z", 6, "2026-02-28T11:00:00.000Z"),
      ("2023-08-31T10:00:00Z", 6, "2024-02-29T11:00:00.000Z"),
      ("2024-02-29T11:00:00Z", 6, "2024-08-29T10:00:00.000Z"),
      ("2024-02-29T11:00:00Z", 12, "2025-02-28T11:00:00.000Z"),
      ("2026-01-31T22:59:59.999Z", 1, "2026-02-28T22:59:59.999Z"),
      ("2026-01-31T23:00:00Z", 1, "2026-02-28T23:00:00.000Z"),
      ("2026-03-31T10:00:00Z", -1, "2026-02-28T11:00:00.000Z"),
      ("2026-01-15T10:00:00Z", -1, "2025-12-15T10:00:00.000Z"),
      ("2026-12-15T10:00:00Z", 1, "2027-01-15T10:00:00.000Z"),
    ])
  func months(start: String, months: Int, end: String) throws {
    let start = try #require(Instant(start))
    #expect(ParisCalendar.adding(months: months, to: start).description == end)
  }

  @Test(
    "AP-7, edge 15: days are calendar days, of 23, 24 or 25 hours",
    arguments: [
      ("2026-03-02T09:00:00Z", 8, "2026-03-10T09:00:00.000Z"),
      ("2026-03-25T09:00:00Z", 8, "2026-04-02T08:00:00.000Z"),
      ("2026-10-20T08:00:00Z", 8, "2026-10-28T09:00:00.000Z"),
      ("2026-03-28T09:00:00Z", 1, "2026-03-29T08:00:00.000Z"),
      ("2024-02-28T09:00:00Z", 1, "2024-02-29T09:00:00.000Z"),
      ("2026-03-02T09:00:00Z", -2, "2026-02-28T09:00:00.000Z"),
    ])
  func days(start: String, days: Int, end: String) throws {
    let start = try #require(Instant(start))
    #expect(ParisCalendar.adding(days: days, to: start).description == end)
  }

  @Test("edge 15: a time that does not exist in spring moves an hour forward")
  func skipped() throws {
    // 02:30 in Paris on 28 March; on the 29th the clocks go from 02:00 to 03:00.
    let start = try #require(Instant("2026-03-28T01:30:00Z"))
    #expect(ParisCalendar.adding(days: 1, to: start).description == "2026-03-29T01:30:00.000Z")
    #expect(ParisCalendar.adding(days: 2, to: start).description == "2026-03-30T00:30:00.000Z")
  }

  @Test("edge 15: of a time that comes twice in autumn the first is meant")
  func twice() throws {
    // 02:30 in Paris on 24 October. On the 25th, 02:30 occurs twice: at 00:30 and at 01:30 UTC.
    let start = try #require(Instant("2026-10-24T00:30:00Z"))
    #expect(ParisCalendar.adding(days: 1, to: start).description == "2026-10-25T00:30:00.000Z")
  }

  @Test("edge 15: nothing added to the second 02:30 of autumn is that instant still")
  func nothing() throws {
    let start = try #require(Instant("2026-10-25T01:30:00Z"))
    #expect(ParisCalendar.adding(to: start) == start)
  }

  @Test(
    "edge 15: the day of Paris and its last millisecond",
    arguments: [
      ("2026-03-02T22:59:59.999Z", "2026-03-02", "2026-03-02T22:59:59.999Z"),
      ("2026-03-02T23:00:00Z", "2026-03-03", "2026-03-03T22:59:59.999Z"),
      ("2026-07-14T21:59:59Z", "2026-07-14", "2026-07-14T21:59:59.999Z"),
      ("2026-07-14T22:00:00Z", "2026-07-15", "2026-07-15T21:59:59.999Z"),
      ("2026-03-29T00:30:00Z", "2026-03-29", "2026-03-29T21:59:59.999Z"),
      ("2026-10-25T00:30:00Z", "2026-10-25", "2026-10-25T22:59:59.999Z"),
      ("2016-12-31T22:59:59.999Z", "2016-12-31", "2016-12-31T22:59:59.999Z"),
      ("2016-12-31T23:00:00Z", "2017-01-01", "2017-01-01T22:59:59.999Z"),
    ])
  func day(instant: String, day: String, end: String) throws {
    let instant = try #require(Instant(instant))
    #expect(ParisCalendar.day(of: instant) == day)
    #expect(ParisCalendar.endOfDay(of: instant).description == end)
  }

  @Test("edge 15: the offset is that of the machine's tables for Europe/Paris, 1996 to 2037")
  func offsets() throws {
    let paris = try #require(TimeZone(identifier: "Europe/Paris"))
    let start = try #require(Instant("1996-01-01T00:00:00Z"))
    for step in 0..<(42 * 365 * 2) {
      // Steps of 12 hours and one minute, so that every minute of the day occurs.
      let instant = start.advanced(by: Int64(step) * 43_260_000)
      let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
      #expect(ParisCalendar.offset(at: instant) == Int64(paris.secondsFromGMT(for: date)) * 1000)
    }
  }

  @Test("edge 15: the clocks change at the very millisecond")
  func changes() throws {
    for (text, before, after) in [
      ("2026-03-29T01:00:00Z", 3_600_000, 7_200_000),
      ("2026-10-25T01:00:00Z", 7_200_000, 3_600_000),
      ("2024-03-31T01:00:00Z", 3_600_000, 7_200_000),
      ("2027-10-31T01:00:00Z", 7_200_000, 3_600_000),
    ] as [(String, Int64, Int64)] {
      let change = try #require(Instant(text))
      #expect(ParisCalendar.offset(at: change.advanced(by: -1)) == before)
      #expect(ParisCalendar.offset(at: change) == after)
    }
  }

  @Test("edge 15: there is no overflow, and results stay in years 1 to 9999")
  func extremes() {
    let now = Instant(milliseconds: 1_772_442_000_000)
    for amount in [Int.max, 130_000] {
      #expect(ParisCalendar.adding(months: amount, to: now) == .latest)
      #expect(ParisCalendar.adding(months: -amount, to: now) == .earliest)
    }
    #expect(ParisCalendar.adding(days: .max, to: now) == .latest)
    #expect(ParisCalendar.adding(days: .min, to: now) == .earliest)
    #expect(ParisCalendar.adding(months: .min, to: now) == .earliest)
    for edge in [
      Instant.latest, .earliest, Instant(milliseconds: .max), Instant(milliseconds: .min),
    ] {
      for days in [-1, 1] {
        let moved = ParisCalendar.adding(days: days, to: edge)
        #expect(moved >= .earliest && moved <= .latest)
      }
      _ = ParisCalendar.endOfDay(of: edge)
    }
  }

  @Test("edge 15: adding keeps the time of day and the order, over random instants")
  func laws() {
    var generator = SeededGenerator(seed: 15)
    for _ in 0..<1_000 {
      let instant = Instant(
        milliseconds: Int64.random(in: 946_684_800_000...4_102_444_800_000, using: &generator))
      let days = Int.random(in: -400...400, using: &generator)
      let moved = ParisCalendar.adding(days: days, to: instant)
      let exact = instant.advanced(by: Int64(days) * 86_400_000)
      #expect(abs(moved.milliseconds - exact.milliseconds) <= 3_600_000)
      #expect(ParisCalendar.endOfDay(of: instant) >= instant)
      #expect(
        ParisCalendar.day(of: ParisCalendar.endOfDay(of: instant)) == ParisCalendar.day(of: instant)
      )
      #expect(
        ParisCalendar.day(of: ParisCalendar.endOfDay(of: instant).advanced(by: 1))
          > ParisCalendar.day(of: instant))
      let months = Int.random(in: 0...60, using: &generator)
      let later = instant.advanced(
        by: Int64.random(in: 86_400_000...864_000_000, using: &generator))
      #expect(
        ParisCalendar.adding(months: months, to: instant)
          <= ParisCalendar.adding(months: months, to: later).advanced(by: 86_400_000))
    }
  }
}
