import Membership
import Notation
import Testing

@Suite("ISO 8601 durations")
struct CalendarDurationTests {
  @Test(
    "journeys: durations are read",
    arguments: [
      ("P1DT2H", CalendarDuration(days: 1, milliseconds: 7_200_000)),
      ("PT10M", CalendarDuration(milliseconds: 600_000)),
      ("PT0.001S", CalendarDuration(milliseconds: 1)),
      ("PT1.5S", CalendarDuration(milliseconds: 1_500)),
      ("P1M", CalendarDuration(months: 1)),
      ("P1Y2M3DT4H5M6.78S", CalendarDuration(months: 14, days: 3, milliseconds: 14_706_780)),
      ("P2W", CalendarDuration(days: 14)), ("P2W1D", CalendarDuration(days: 15)),
      ("PT0S", CalendarDuration()), ("P0D", CalendarDuration()),
      ("PT24H", CalendarDuration(milliseconds: 86_400_000)),
      ("PT86400S", CalendarDuration(milliseconds: 86_400_000)),
      ("PT999999999S", CalendarDuration(milliseconds: 999_999_999_000)),
    ])
  func read(text: String, duration: CalendarDuration) {
    #expect(CalendarDuration(text) == duration)
    #expect(CalendarDuration(duration.description) == duration)
  }

  @Test(
    "journeys: any other text is no duration",
    arguments: [
      "", "P", "PT", "P1", "1D", "P1DT", "-P1D", "P-1D", "P1D2H", "PT1D", "P1H", "PT1M1H", "P1D1D",
      "P1.5D", "PT1.5M", "PT1.S", "PT.5S", "PT0.0001S", "PT1,5S", "p1d", "P1DT2H ", "P1D T2H",
      "PTT1S",
      "P１D", "PT1234567890S", "PT1H2", "PD", "P1X", "P1DT1H\n", "P1é",
    ])
  func refused(text: String) {
    #expect(CalendarDuration(text) == nil)
  }

  @Test(
    "the shortest texts are written",
    arguments: ["P1M", "P1DT2H", "PT10M", "PT0.001S", "PT0S", "PT1H1M1.010S"])
  func written(text: String) {
    #expect(CalendarDuration(text)?.description == text)
  }

  @Test("edge 15: P1D is the same time tomorrow, PT24H is 86,400 seconds")
  func dayAndHours() throws {
    let start = try #require(Instant("2026-03-28T11:00:00Z"))
    #expect(CalendarDuration(days: 1).end(from: start).description == "2026-03-29T10:00:00.000Z")
    #expect(
      CalendarDuration(milliseconds: 86_400_000).end(from: start).description
        == "2026-03-29T11:00:00.000Z")
  }

  @Test("AP-17: six months after 31 August end in February")
  func sixMonths() throws {
    let start = try #require(Instant("2025-08-31T10:00:00Z"))
    #expect(CalendarDuration("P6M")?.end(from: start).description == "2026-02-28T11:00:00.000Z")
  }
}
