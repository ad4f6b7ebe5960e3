import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Scenarios as journey files")
struct JourneyFidelityTests {
  @Test(
    "a space plays the journey of a scenario with the same answers and the same facts",
    arguments: HouseRules.presets.map(\.name))
  func sameAnswers(_ house: String) throws {
    for number in 0..<Depth.cases(20) {
      var source = ChoiceSource(seed: Depth.seed &+ UInt64(number))
      let plan = number % 3 == 2 ? ScenarioPlan.exploring(house) : ScenarioPlan(house: house)
      let history = try source.draw(.scenarios(plan))
      let text = history.scenario.journey(named: "scenario-\(number)", title: "A scenario")
      let journey = try Journey(Array(text.utf8), file: "scenario.jsonl")
      #expect(journey.steps.map(\.action) == history.scenario.steps.map(\.action))
      #expect(journey.steps.map(\.by) == history.scenario.steps.map(\.by))
      let (lines, types) = try Self.play(journey)
      let expected = history.answers.map(\.result.description)
      let played = lines.map(\.result)
      let place = zip(expected, played).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      try #require(
        place == nil && expected.count == played.count,
        "line \((place ?? 0) + 2) of\n\(text)")
      #expect(lines.allSatisfy { $0.isAsExpected })
      let own = history.facts.map { "\($0.stream.prefix(6)) \($0.event.name) \($0.at)" }
      let odd = zip(types, own).first { $0 != $1 }
      try #require(types == own, "\(odd.map { "\($0)" } ?? "more facts") in\n\(text)")
    }
  }

  /// Plays a journey in a new space and returns its facts as text.
  static func play(
    _ journey: Journey
  ) throws -> (lines: [JourneyPlayer.Played], facts: [String]) {
    let clock = JourneyClock(journey.starts)
    let space = try MemberSpace.create(
      on: MemoryStorage(), house: journey.house, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: 5))
    let player = try JourneyPlayer(space, clock: clock)
    guard case .played(let lines) = try player.play(journey) else { return ([], []) }
    let facts = try space.project(Facts.self).all
    return (lines, facts)
  }

  /// The facts as text: the time, the type and the kind of stream.
  struct Facts: Projection {
    var all: [String] = []

    init() {}

    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      all.append("\(fact.stream.prefix(6)) \(fact.event.name) \(fact.at)")
    }
  }
}
