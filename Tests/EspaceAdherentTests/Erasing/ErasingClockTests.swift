import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Erasing by a clock that may be wrong")
struct ErasingClockTests {
  private static let sweep = #"{"do":"sweep","by":"clock"}"#

  /// Makes a space with two closed accounts and one trace of an unknown visitor, in 2026.
  private func closed() throws -> (stage: Stage, members: [String]) {
    let stage = try Stage("mcrn")
    let members = try ["193592", "193593"].map {
      try stage.enrol($0, email: "m\($0)@example.org").description
    }
    for member in members { try stage.close(member) }
    try stage.signIn("999999", "Inconnu-au-bataillon1")
    return (stage, members)
  }

  /// Returns the error of an action that is refused without a fact.
  private func refusal(of line: String, in stage: Stage) throws -> SpaceError {
    let before = stage.logAndVault
    let error = #expect(throws: SpaceError.self) { try stage.act(line) }
    #expect(stage.logAndVault == before)
    return try #require(error)
  }

  @Test(
    "RGPD 5(1)e: a sweep years after the last fact is refused and names the accounts",
    arguments: ["2028-06-02T09:00:00Z", "2036-03-02T09:00:00Z"])
  func longPause(time: String) throws {
    let (stage, members) = try closed()
    let limits = ClockLimits(idleDays: 20_000)
    let later = try stage.opened(at: time, limits: limits)
    let error = try refusal(of: Self.sweep, in: later)
    #expect(error.kind == .invalid && error.field == "at")
    for member in members { #expect(error.message.contains(member)) }
    #expect(error.message.contains("1 trace"))
    let line = later.space.perform(json: Self.sweep)
    #expect(try line.hasPrefix(#"{"outcome":"invalid""#) && line.contains(members.at(1)))
    // The repetition is refused again, because the first attempt recorded no fact.
    _ = try refusal(of: Self.sweep, in: later)
  }

  @Test("RGPD 5(1)e: a sweep with a confirmed clock or an `at` erases the due accounts")
  func confirmed() throws {
    let (stage, members) = try closed()
    var limits = ClockLimits()
    limits.isConfirmed = true
    let confirmed = try stage.opened(at: "2036-03-02T09:00:00Z", limits: limits)
    #expect(try confirmed.act(Self.sweep).events.count == 4)
    let named = try stage.opened(at: "2036-03-02T09:00:00Z")
    let line = #"{"do":"sweep","by":"clock","at":"2030-01-01T00:00:00Z"}"#
    #expect(try named.act(line).events.count == 4)
    for member in members {
      #expect(try confirmed.space.account(member).name == .erased)
      #expect(try named.space.account(member).name == .erased)
    }
  }

  @Test("a pause of up to a week needs no confirmation; a millisecond more does")
  func shortPause() throws {
    let (stage, _) = try closed()
    stage.wait(790 * 86_400)
    try stage.enrol("193594")
    let last = stage.clock.now
    for milliseconds in [86_400_000, 7 * 86_400_000] as [Int64] {
      let later = try stage.opened(at: last.advanced(by: milliseconds).description)
      #expect(try later.act(Self.sweep).events.map(\.type).contains("member.erased"))
    }
    let late = try stage.opened(at: last.advanced(by: 7 * 86_400_000 + 1).description)
    _ = try refusal(of: Self.sweep, in: late)
  }

  @Test("one fact at the clock's time ends no doubt of it; a day of facts does")
  func factBefore() throws {
    let (stage, members) = try closed()
    let request = Line.signIn("777777", "x")
    let order = Line.erase(members[1], ground: "retentionOver")
    for hours in [0, 1, 19] as [Int64] {
      let later = try stage.opened(at: "2029-03-02T09:00:00Z")
      try later.act(request)
      later.wait(hours * 3_600)
      let error = try refusal(of: Self.sweep, in: later)
      #expect(try error.message.contains(members.at(0)) && error.message.contains("in one step"))
      #expect(try refusal(of: order, in: later).field == "at")
      later.wait(72_001)
      try later.act(request)
      #expect(try later.act(Self.sweep).events.map(\.type).contains("member.erased"))
    }
    var limits = ClockLimits()
    limits.isConfirmed = true
    let confirmed = try stage.opened(at: "2029-03-02T09:00:00Z", limits: limits)
    try confirmed.act(request)
    #expect(try confirmed.act(Self.sweep).events.map(\.type).contains("member.erased"))
  }

  @Test("values of traces alone are not erased after a long pause either")
  func traces() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    for _ in 0..<2 { try stage.signIn("999999", "Inconnu-au-bataillon1") }
    let later = try stage.opened(at: "2027-04-02T09:00:00Z")
    let error = try refusal(of: Self.sweep, in: later)
    #expect(error.message.contains("the values of 2 traces"))
  }

  @Test("a sweep without erasures is accepted after any pause")
  func nothingToErase() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    _ = try stage.code(on: pageA)
    let later = try stage.opened(at: "2026-11-30T09:00:00Z")
    #expect(try later.act(Self.sweep).events.map(\.type) == ["deadline.passed"])
  }

  @Test("a last fact far ahead of the clock ends no retention")
  func aheadOfClock() throws {
    let (stage, members) = try closed()
    stage.clock.set(try #require(Instant("2036-03-02T09:00:00Z")))
    try stage.enrol("193594")
    let later = try stage.opened(at: "2026-11-30T09:00:00Z")
    let error = try refusal(of: Self.sweep, in: later)
    #expect(try error.message.contains(members.at(0)) && error.message.contains("ahead"))
  }

  @Test(
    "an order that rests on the end of a term is refused after a long pause; another ground is not",
    arguments: [ErasureGround.retentionOver, .memberRequest])
  func order(ground: ErasureGround) throws {
    let (stage, members) = try closed()
    try stage.act(
      #"{"do":"requestErasure","by":"administrator","staff":"a-1","member":"\#(members[0])"}"#)
    let line = Line.erase(members[0], ground: ground.rawValue)
    let later = try stage.opened(at: "2029-03-02T09:00:00Z")
    let error = try refusal(of: line, in: later)
    #expect(try error.field == "at" && error.message.contains(members.at(0)))
    let other = line.replacing(ground.rawValue, with: "objection")
    #expect(try later.act(other).events.map(\.type) == ["member.erased"])
  }
}
