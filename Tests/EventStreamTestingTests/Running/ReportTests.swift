import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Failure reports")
struct ReportTests {
  private let law = Law<History>(
    "no-late-code", "No code is typed after its time", source: "edge 13"
  ) { history in
    for (step, answer) in zip(history.scenario.steps, history.answers)
    where step.action == .verifyCode && answer.result == .refused(.expired) {
      throw Violation("step \(step.action) came too late")
    }
  }

  private func report() throws -> FailureReport {
    let verdict = law.checked(over: .scenarios(ScenarioPlan(house: "mcrn")), cases: 500, seed: 7)
    return FailureReport(try #require(verdict.counterexample), of: law)
  }

  @Test("a broken law reads like a bug report")
  func reading() throws {
    let text = try report().description
    for part in [
      "no-late-code: No code is typed after its time (edge 13)", "came too late", "seed 7, case",
      "choices 0.1.", "1  2026-03-02 10:00:00      mutuelle  enrolMember 100001  accepted",
      "2. The mutuelle enrolled the member under a name and a member number.",
      "3  2026-03-02 10:10:00.001  visitor   verifyCode 100001   expired",
      "Scenario.Step(after: 600001, .verifyCode, by: .visitor",
      #""do":"verifyCode","by":"visitor","member":"100001""#,
      #""code":"$code:3","expect":"expired"}"#,
    ] { #expect(text.contains(part), "\(part) is not in\n\(text)") }
  }

  @Test("the Swift code, pasted, makes it happen again")
  func pasted() throws {
    let scenario = Scenario(
      house: "mcrn", starts: Instant(milliseconds: 1772442000000),
      steps: [
        Scenario.Step(
          .enrolMember, by: .mutuelle,
          ["number": "100001", "name": "Anne Roux", "email": "membre1@example.fr"]),
        Scenario.Step(
          .requestCode, by: .visitor, ["member": "100001", "channel": "email", "page": .page("p1")]),
        Scenario.Step(
          after: 600001, .verifyCode, by: .visitor,
          ["member": "100001", "page": .page("p1"), "code": .handedOut(Placeholder(.code, of: 1))]),
      ])
    #expect(try report().swiftCode == scenario.swiftCode)
    let history = scenario.played()
    #expect(history.answers.map(\.result) == [.accepted, .accepted, .refused(.expired)])
    #expect(throws: Violation.self) { try law.check(history) }
  }

  @Test("the journey file, played in a space, makes it happen again")
  func played() throws {
    let text = try #require(try report().journey)
    let journey = try Journey(Array(text.utf8), file: "report.jsonl")
    let lines = try JourneyFidelityTests.play(journey).lines
    #expect(lines.map(\.result) == ["accepted", "accepted", "expired"])
    #expect(lines.allSatisfy { $0.isAsExpected })
  }

  @Test(
    "texts that do not show themselves are escaped in Swift code, and never placeholders in a file")
  func escaping() throws {
    let scenario = Scenario(
      house: "mcrn",
      steps: [
        Scenario.Step(
          .requestCode, by: .visitor, ["member": "$code", "channel": "email", "page": .page("a")]),
        Scenario.Step(
          .signIn, by: .visitor,
          ["identifier": "\u{202e}\"1\\\u{0}", "password": "$link:2", "antiRobot": "passed"]
        ).self,
      ])
    #expect(scenario.swiftCode.contains(#""\u{202e}\"1\\\u{0}""#))
    let journey = try Journey(Array(scenario.journey(named: "a", title: "b").utf8), file: "a.jsonl")
    #expect(
      try JourneyFidelityTests.play(journey).lines.map(\.result) == [
        "unknownMember", "unknownIdentifier",
      ])
  }

  @Test("edge 8: a double click is reported in code and in a file")
  func doubleClick() throws {
    let enrol = Scenario.Step(
      .enrolMember, by: .mutuelle, ["number": "100001", "name": "Anne Roux"])
    let scenario = Scenario(house: "mcrn", steps: [enrol, enrol.repeated(after: 5)])
    let history = scenario.played()
    #expect(history.answers.map(\.isRepetition) == [false, true] && history.world.order.count == 1)
    #expect(scenario.swiftCode.contains(".repeated(after: 5)"))
    let journey = try Journey(Array(scenario.journey(named: "a", title: "b").utf8), file: "a.jsonl")
    let played = try JourneyFidelityTests.play(journey)
    #expect(played.lines.map(\.result) == ["accepted", "accepted"])
    #expect(played.facts.count == history.facts.count)
  }
}
