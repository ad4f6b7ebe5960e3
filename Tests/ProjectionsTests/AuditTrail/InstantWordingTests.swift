import Notation
import Testing

@testable import Projections

@Suite("Instants in words")
struct InstantWordingTests {
  @Test(
    "an instant is shown in the time of Paris",
    arguments: [
      ("2026-03-02T09:00:00Z", "2 mars 2026 à 10 h 00", "2 March 2026 at 10:00"),
      ("2026-07-31T22:30:00Z", "1er août 2026 à 0 h 30", "1 August 2026 at 00:30"),
      (
        "2025-12-31T23:59:09.007Z", "1er janvier 2026 à 0 h 59 min 09 s",
        "1 January 2026 at 00:59:09"
      ),
      ("2026-02-28T08:00:00.250Z", "28 février 2026 à 9 h 00", "28 February 2026 at 09:00"),
      ("2026-03-29T00:59:59Z", "29 mars 2026 à 1 h 59 min 59 s", "29 March 2026 at 01:59:59"),
      ("2026-03-29T01:00:00Z", "29 mars 2026 à 3 h 00", "29 March 2026 at 03:00"),
    ])
  func texts(_ utc: String, _ french: String, _ english: String) throws {
    let instant = try #require(Instant(utc))
    #expect(instant.text(in: .fr).replacing("\u{A0}", with: " ") == french)
    #expect(instant.text(in: .en) == english)
  }

  @Test("the hour that comes twice in autumn names its season, its neighbours do not")
  func twice() throws {
    func french(_ utc: String) throws -> String {
      try #require(Instant(utc)).text(in: .fr).replacing("\u{A0}", with: " ")
    }
    #expect(try french("2026-10-24T23:59:59.999Z") == "25 octobre 2026 à 1 h 59 min 59 s")
    #expect(try french("2026-10-25T00:00:00Z") == "25 octobre 2026 à 2 h 00 (heure d’été)")
    #expect(try french("2026-10-25T00:30:00Z") == "25 octobre 2026 à 2 h 30 (heure d’été)")
    #expect(try french("2026-10-25T01:30:00Z") == "25 octobre 2026 à 2 h 30 (heure d’hiver)")
    #expect(try french("2026-10-25T02:00:00Z") == "25 octobre 2026 à 3 h 00")
    let english = try #require(Instant("2026-10-25T01:30:00Z")).text(in: .en)
    #expect(english == "25 October 2026 at 02:30 (winter time)")
  }

  @Test("in a report of tests an instant sorts as text, with milliseconds when there are any")
  func tables() throws {
    #expect(try #require(Instant("2026-03-02T09:00:00Z")).shortText == "2026-03-02 10:00:00")
    #expect(try #require(Instant("2026-07-02T09:00:00.5Z")).shortText == "2026-07-02 11:00:00.500")
  }

  @Test("a day is said alone only when it begins at midnight in Paris")
  func days() throws {
    #expect(try #require(Instant("2026-03-01T23:00:00Z")).dayText(in: .fr) == "2 mars 2026")
    #expect(
      try #require(Instant("2026-03-02T00:00:00Z")).dayText(in: .en) == "2 March 2026 at 01:00")
  }

  @Test("the ends of time have a text too, and every month its name")
  func ends() throws {
    #expect(Instant.earliest.text(in: .en) == "1 January 1 at 01:00")
    #expect(Instant.latest.text(in: .fr).hasPrefix("31 décembre 9999"))
    for language in Language.allCases {
      let months = try (1...12).map { month in
        let two = month < 10 ? "0\(month)" : "\(month)"
        let text = try #require(Instant("2026-\(two)-15T12:00:00Z")).text(in: language)
        return text.split(separator: " ")[1]
      }
      #expect(Set(months).count == 12)
    }
  }

  @Test("a day of the calendar is written in words, any other text is refused")
  func calendarDays() {
    #expect(Language.fr.day("1952-12-01") == "1er décembre 1952")
    #expect(Language.en.day("2019-02-28") == "28 February 2019")
    for text in ["1952-13-01", "1952-1-1", "1952-01-32", "52-01-011", "", "2019-02-28T", "a-b-c"] {
      #expect(Language.fr.day(text) == nil, "\(text)")
    }
    #expect(Language.month(named: "AOÛT") == 8 && Language.month(named: "may") == 5)
    #expect(Language.month(named: "brumaire") == nil)
  }
}
