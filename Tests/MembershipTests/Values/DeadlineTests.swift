import Membership
import Notation
import Testing

@Suite("Deadlines")
struct DeadlineTests {
  @Test(
    "UM-20, edge 13: valid at exactly 24 hours, refused one millisecond later",
    arguments: [(-1, false), (0, false), (1, true)] as [(Int64, Bool)])
  func inclusive(milliseconds: Int64, passed: Bool) throws {
    let issued = try #require(Instant("2026-03-28T23:30:00Z"))
    let deadline = issued.advanced(by: 86_400_000)
    let now = issued.advanced(by: 86_400_000 + milliseconds)
    #expect(Deadline.isPassed(deadline, now: now) == passed)
  }
}
