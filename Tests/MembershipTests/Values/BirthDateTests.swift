import Notation
import Testing

@testable import Membership

@Suite("Dates of birth")
struct BirthDateTests {
  @Test(
    "UM-27: days that exist",
    arguments: ["1954-03-02", "2024-02-29", "1900-01-01", "2000-02-29", "2026-12-31"])
  func valid(text: String) {
    #expect(BirthDate.isValid(text))
    #expect(CivilDate(text)?.description == text)
  }

  @Test(
    "UM-27: days that do not, and other forms",
    arguments: [
      "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00",
      "1899-12-31",
      "54-03-02", "1954-3-2", "02/03/1954", "1954-03-02 ", "", "1954-03-02T00:00:00Z", "１９５４-03-02",
      "+954-03-02",
    ])
  func invalid(text: String) {
    #expect(!BirthDate.isValid(text))
  }

  @Test("UM-27: the day of birth is compared with the day in Paris")
  func future() throws {
    let beforeMidnight = try #require(Instant("2026-03-02T22:59:59.999Z"))
    let afterMidnight = try #require(Instant("2026-03-02T23:00:00Z"))
    #expect(!BirthDate.isInFuture("2026-03-02", asOf: beforeMidnight))
    #expect(BirthDate.isInFuture("2026-03-03", asOf: beforeMidnight))
    #expect(!BirthDate.isInFuture("2026-03-03", asOf: afterMidnight))
    #expect(!BirthDate.isInFuture("not a date", asOf: afterMidnight))
  }
}
