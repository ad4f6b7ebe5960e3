import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("The time of an action")
struct TimeTests {
  private func enrol(at time: String, _ number: String = "193592") -> String {
    #"{"do":"enrolMember","at":"\#(time)","number":"\#(number)","name":"Régine Thibaud"}"#
  }

  @Test("an action may name a time up to sixty seconds after the clock's, not a millisecond more")
  func future() throws {
    let stage = try Stage("mcrn")
    let error = #expect(throws: SpaceError.self) {
      try stage.act(enrol(at: "2026-03-02T09:01:00.001Z"))
    }
    #expect(error?.kind == .invalid && error?.field == "at")
    #expect(stage.space.position == 1)
    let outcome = try stage.act(enrol(at: "2026-03-02T09:01:00Z"))
    #expect(outcome.result == .accepted && !outcome.clockWasClamped)
    #expect(try stage.facts().last?.at == Instant("2026-03-02T09:01:00Z"))
  }

  @Test("an action may name the time of the last fact, not a millisecond less")
  func past() throws {
    let stage = try Stage("mcrn")
    stage.wait(3600)
    try stage.enrol()
    stage.wait(3600)
    let error = #expect(throws: SpaceError.self) {
      try stage.act(enrol(at: "2026-03-02T09:59:59.999Z", "193593"))
    }
    #expect(error?.kind == .invalid && error?.field == "at")
    #expect(try stage.act(enrol(at: "2026-03-02T10:00:00Z", "193593")).result == .accepted)
  }

  @Test("a sweep's time is checked like any other, even where nothing is due")
  func sweep() throws {
    let stage = try Stage("mcrn")
    for time in ["2026-03-02T08:59:59.999Z", "2026-03-02T09:01:00.001Z"] {
      let error = #expect(throws: SpaceError.self) {
        try stage.act(#"{"do":"sweep","at":"\#(time)"}"#)
      }
      #expect(error?.kind == .invalid && error?.field == "at")
    }
  }

  @Test("edge 16: a clock that stepped back is held, which outcome and fact say")
  func steppedBack() throws {
    let stage = try Stage("mcrn")
    stage.wait(3600)
    try stage.enrol()
    let last = stage.clock.now
    stage.wait(-1800)
    let outcome = try stage.act(Line.enrol("193593", name: "Paul Thibaud", email: "p@example.org"))
    #expect(outcome.clockWasClamped && outcome.json.contains(#""clock":"clamped""#))
    let facts = try stage.facts()
    #expect(facts.suffix(2).allSatisfy { $0.at == last && $0.clockWasClamped })
    #expect(!facts.prefix(3).contains { $0.clockWasClamped })
    let history = try stage.space.history("193593")
    #expect(history.allSatisfy { $0.data.contains(#""clock":"clamped""#) })
    stage.wait(1800)
    #expect(try stage.enrolAnother().clockWasClamped == false)
  }

  @Test("edge 16: an expired code stays expired when the clock steps back")
  func noRevival() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let code = try stage.code(on: pageA)
    stage.wait(601)
    #expect(try stage.verify(code, on: pageA).result == .refused(.expired))
    stage.wait(-600)
    let outcome = try stage.verify(code, on: pageA)
    #expect(outcome.result == .refused(.expired) && outcome.clockWasClamped)
    #expect(try stage.space.account("193592").pending.isEmpty)
  }

  @Test("edge 16: after opening again the time is held by the last fact")
  func steppedBackBeforeOpening() throws {
    let stage = try Stage("mcrn")
    stage.wait(3600)
    try stage.enrol()
    let later = try Stage(
      opening: stage.storage.copy(), clock: ManualClock(stage.clock.now.advanced(by: -86_400_000)))
    #expect(try later.enrolAnother().clockWasClamped)
    #expect(try later.space.verify().isIntact)
  }
}

extension Stage {
  fileprivate func enrolAnother() throws -> Outcome {
    try act(Line.enrol("193599"))
  }
}
