import Notation
import Projections
import Testing

@testable import EspaceAdherent

@Suite("Moments typed in the time of Paris")
struct ParisTimeTests {
  private func moment(_ text: String) -> String? {
    Moment(text).map(\.description)
  }

  @Test(
    "times may be typed as the lists show them, in either language and with any spaces",
    arguments: [
      "14 juillet 2026 à 9 h 05", "14\u{A0}juillet 2026 à 9\u{A0}h\u{A0}05", "14 juillet 2026 9h05",
      "le 14 juillet 2026 à 9 h 05", "14 July 2026 at 09:05", "14 JUILLET 2026 À 9 H 05",
      "14/07/2026 09:05", "14/7/2026 à 9h05", "14 / 07 / 2026 9 h 05",
    ])
  func typed(_ text: String) {
    #expect(moment(text) == "2026-07-14T07:05:00.999Z")
  }

  @Test("seconds count when they are typed; a day is its last millisecond in Paris")
  func seconds() {
    #expect(moment("3 mai 2026 à 0 h 00 min 07 s") == "2026-05-02T22:00:07.999Z")
    #expect(moment("3 May 2026 at 00:00:07") == "2026-05-02T22:00:07.999Z")
    #expect(moment("1er janvier 2026") == "2026-01-01T22:59:59.999Z")
    #expect(moment("2026-01-01") == "2026-01-01T22:59:59.999Z")
    #expect(moment("1er avril 2026 à 9 h") == "2026-04-01T07:00:00.999Z")
    #expect(moment("25 octobre 2026 à 2 h (heure d’hiver)") == "2026-10-25T01:00:00.999Z")
    #expect(moment("02/03/2026") == "2026-03-02T22:59:59.999Z")
  }

  @Test("of the hour that comes twice the first is meant, unless winter time is named")
  func twice() {
    #expect(moment("25 octobre 2026 à 2 h 30") == "2026-10-25T00:30:00.999Z")
    #expect(moment("25 octobre 2026 à 2 h 30 (heure d’été)") == "2026-10-25T00:30:00.999Z")
    #expect(moment("25 octobre 2026 à 2 h 30 (heure d'hiver)") == "2026-10-25T01:30:00.999Z")
    #expect(moment("25 October 2026 at 02:30 (winter time)") == "2026-10-25T01:30:00.999Z")
  }

  @Test("each shown time is read back as the second of its instant")
  func roundTrip() throws {
    var instant = try #require(Instant("2026-01-01T00:00:00.123Z"))
    for _ in 0..<400 {
      for language in Language.allCases {
        let read = try #require(Moment(instant.text(in: language)))
        let second = instant.description.prefix(19)
        #expect(read.description == "\(second).999Z", "\(instant.text(in: language))")
      }
      instant = instant.advanced(by: 86_400_000 + 1_234_567)
    }
  }

  @Test(
    "anything else is no moment",
    arguments: [
      "29 mars 2026 à 2 h 30", "31 février 2026", "14 juillet", "14 juillet 2026 à", "juillet 2026",
      "14 juillet 2026 à 9", "14/13/2026", "31/02/2026", "14/07/26", "14/07",
      "14 juillet 2026 à 25 h 00", "14 juillet 2026 à 9 h 61",
      "14 juillet 2026 à 9 h 05 min", "14 juillet 2026 à 9 h 05 demain", "hier", "2026-07-14T09:05",
      "2026-07-14T09:05:00+2:00", "2026-07-14 09:05:00+02:00", "2026-13", "-3", "-1x",
      "١٤ juillet 2026", "",
    ])
  func refused(_ text: String) {
    #expect(Moment(text) == nil)
  }

  @Test(
    "times with an offset, times of Paris, months, and days relative to now",
    arguments: [
      ("2026-07-14T09:05:00+02:00", "2026-07-14T07:05:00.000Z"),
      ("2026-07-14T09:05:00-00:30", "2026-07-14T09:35:00.000Z"),
      ("2026-07-14 09:05", "2026-07-14T07:05:00.999Z"),
      ("2026-07-14 09:05:07", "2026-07-14T07:05:07.999Z"),
      ("14/07/2026 09:05", "2026-07-14T07:05:00.999Z"), ("2026-02", "2026-02-28T22:59:59.999Z"),
      ("today", "2026-03-29T21:59:59.999Z"), ("yesterday", "2026-03-28T22:59:59.999Z"),
      ("hier", "2026-03-28T22:59:59.999Z"), ("-1d", "2026-03-28T22:59:59.999Z"),
      ("-30j", "2026-02-27T22:59:59.999Z"),
    ])
  func forms(_ text: String, _ end: String) throws {
    // The clocks of Paris go forward on this day.
    let now = try #require(Instant("2026-03-29T12:00:00Z"))
    #expect(Moment(text, now: now)?.description == end)
    let time = try #require(TypedTime(text, now: now))
    #expect(
      time.first <= time.last && TypedTime(time.last.description, now: nil)?.last == time.last)
  }

  @Test("a day and a month begin at midnight in Paris")
  func periods() throws {
    let day = try #require(TypedTime("2026-03-29", now: nil))
    #expect(day.first.description == "2026-03-28T23:00:00.000Z")
    #expect(day.last.description == "2026-03-29T21:59:59.999Z")
    #expect(TypedTime("2026-03", now: nil)?.first.description == "2026-02-28T23:00:00.000Z")
  }
}
