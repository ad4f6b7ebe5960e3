import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("A clock that is wrong")
struct ClockTests {
  private static let line = Line.enrol("193600", name: "Paul Adam")

  /// Makes a space with a last fact of 09:00 UTC on 2 March 2026.
  private func stage() throws -> Stage {
    let stage = try Stage("mcrn")
    try stage.enrol()
    return stage
  }

  private func refusal(in stage: Stage, of line: String = Self.line) throws -> String {
    let before = stage.logAndVault
    let error = #expect(throws: SpaceError.self) { try stage.act(line) }
    #expect(error?.kind == .invalid && error?.field == "at")
    #expect(stage.logAndVault == before)
    return try #require(error).message
  }

  @Test(
    "edge 16: opening reports how far the last fact is ahead of the clock",
    arguments: [
      ("2026-03-02T08:58:59.999Z", "1 minute"), ("2026-03-02T08:00:00Z", "1 hour"),
      ("2016-03-01T06:00:00Z", "3653 days 3 hours"),
    ])
  func ahead(time: String, lead: String) throws {
    let later = try stage().opened(at: time)
    let notice = try #require(later.space.clockNotice)
    #expect(notice.contains("2026-03-02T09:00:00.000Z") && notice.contains("\(lead) ahead"))
    let found = try later.space.verify()
    #expect(found.isIntact && found.clockNotice?.contains("\(lead) ahead") == true)
    #expect(found.json.contains(#""aheadOfClock":"#))
    // Actions continue, at the time of the last fact.
    #expect(try later.act(Self.line).clockWasClamped)
  }

  @Test(
    "edge 16: without a last fact ahead of the clock there is no notice",
    arguments: ["2026-03-02T08:59:00Z", "2026-03-02T09:00:00Z", "2027-03-02T09:00:00Z"])
  func healthy(time: String) throws {
    let later = try stage().opened(at: time)
    let found = try later.space.verify()
    #expect(later.space.clockNotice == nil && found.clockNotice == nil)
    #expect(!found.json.contains("aheadOfClock"))
    #expect(try later.act(Self.line).result == .accepted)
  }

  @Test("kind 3: opening reports a pause of more than a year, unless the clock is confirmed")
  func longPause() throws {
    let stage = try stage()
    let year: Int64 = 366 * 86_400_000
    let last = stage.clock.now
    #expect(try stage.opened(at: last.advanced(by: year).description).space.clockNotice == nil)
    let late = last.advanced(by: year + 1).description
    let notice = try #require(try stage.opened(at: late).space.clockNotice)
    #expect(notice.contains("366 days after the last fact") && notice.contains("--yes"))
    let confirmed = try stage.opened(at: late, limits: ClockLimits(isConfirmed: true))
    #expect(confirmed.space.clockNotice == nil)
  }

  @Test(
    "edge 16: after a pause of more than five years no action is dated by the clock",
    arguments: [
      Self.line, #"{"do":"sweep"}"#,
      Line.requestCode(),
      Line.block(reason: "x", by: "c-1"),
      #"{"do":"consult","by":"auditor","staff":"u-1","member":"193592","what":"account","purpose":"x"}"#,
    ])
  func pause(line: String) throws {
    let later = try stage().opened(at: "2036-03-02T09:00:00Z")
    let message = try refusal(in: later, of: line)
    #expect(message.contains("3653 days after the last fact") && message.contains("--yes"))
  }

  @Test("edge 16: a pause of five years to the day is recorded, a millisecond more is not")
  func longestPause() throws {
    let stage = try stage()
    let last = stage.clock.now
    let days: Int64 = 1_826 * 86_400_000
    let right = try stage.opened(at: last.advanced(by: days).description)
    #expect(try right.act(Self.line).result == .accepted)
    _ = try refusal(in: stage.opened(at: last.advanced(by: days + 1).description))
    var limits = ClockLimits()
    limits.idleDays = 30
    let shorter = try stage.opened(at: "2026-04-02T09:00:00Z", limits: limits)
    _ = try refusal(in: shorter)
    limits.isConfirmed = true
    let confirmed = try stage.opened(at: "2046-04-02T09:00:00Z", limits: limits)
    #expect(try confirmed.act(Self.line).result == .accepted)
  }

  @Test("edge 16: a time that an action names is the caller's own, after any pause")
  func namedTime() throws {
    let later = try stage().opened(at: "2036-03-02T09:00:00Z")
    let named = Self.line.replacing(#","number""#, with: #","at":"2036-03-02T09:00:00Z","number""#)
    #expect(try later.act(named).result == .accepted)
    // The log now has that time, because the caller named it.
    #expect(
      try later.act(Self.line.replacing("193600", with: "193601")).result == .accepted)
  }

  @Test(
    "edge 16: a step of the clock while the space is open is not recorded",
    arguments: [15 * 60_000 + 1, 3_600_000, 400 * 86_400_000] as [Int64])
  func step(milliseconds: Int64) throws {
    let steady = SteadyClock()
    let later = try stage().opened(at: "2026-06-02T09:00:00Z", steady: steady)
    #expect(try later.act(Self.line).result == .accepted)
    later.clock.advance(milliseconds: milliseconds)
    let message = try refusal(in: later, of: Self.line.replacing("193600", with: "193601"))
    #expect(message.contains("put forward"))
    // A repetition does not depend on the clock.
    let again = Self.line.replacing(#"{"do""#, with: #"{"id":"\#(actionID(1))","do""#)
    steady.advance(milliseconds: milliseconds)
    #expect(try later.act(again.replacing("193600", with: "193602")).result == .accepted)
    later.clock.advance(milliseconds: 86_400_000)
    #expect(try later.act(again.replacing("193600", with: "193602")).isRepetition)
  }

  @Test("edge 16: time that passes by the steady clock, and a small correction, are recorded")
  func noStep() throws {
    let steady = SteadyClock()
    let later = try stage().opened(at: "2026-06-02T09:00:00Z", steady: steady)
    later.clock.advance(milliseconds: 15 * 60_000)
    #expect(try later.act(Self.line).result == .accepted)
    steady.advance(milliseconds: 40 * 86_400_000)
    later.clock.advance(milliseconds: 40 * 86_400_000)
    #expect(try later.act(Self.line.replacing("193600", with: "193601")).result == .accepted)
  }

  @Test("edge 16: a clock that was behind at the opening may come up to the last fact")
  func behindAtOpening() throws {
    let steady = SteadyClock()
    let later = try stage().opened(at: "2020-01-01T00:00:00Z", steady: steady)
    #expect(try later.act(Self.line).clockWasClamped)
    later.clock.set(try #require(Instant("2026-03-02T09:10:00Z")))
    let outcome = try later.act(Self.line.replacing("193600", with: "193601"))
    #expect(outcome.result == .accepted && !outcome.clockWasClamped)
  }
}
