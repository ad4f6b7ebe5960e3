import Digests
import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Projections
import Testing

@Suite("Laws as values")
struct LawTests {
  @Test(
    "edge 1: at most one code of a purpose is live, letters apart",
    arguments: ["mcrn", "recommended"])
  func oneLiveCode(_ house: String) {
    Law<History>(
      "one-live-code", "At most one code of a purpose is live, letters apart", source: "edge 1"
    ) { history in
      var members: [Token: Member] = [:]
      for fact in history.facts {
        guard case .member(let id)? = StreamName(fact.stream) else { continue }
        members[id, default: Member(id: id)].evolve(fact)
        let live = (members[id]?.codes ?? []).filter { $0.standing(at: fact.at) == .live }
        let kinds = live.map { "\($0.purpose) \($0.channel == .letter) \($0.page?.hex ?? "")" }
        if Set(kinds).count < kinds.count {
          throw Violation("two live codes after \(fact.position)")
        }
      }
    }.expect(over: ScenarioPlan(house: house), cases: 40)
  }

  @Test("a broken law is reported with its seed, and found again with the same seed")
  func broken() throws {
    let law = Law<History>("nobody-signs-in", "Nobody signs in", source: "this test") { history in
      if history.facts.contains(where: { $0.event.name == "sign-in.succeeded" }) {
        throw Violation("someone did")
      }
    }
    let generator = Generator<History>.scenarios(ScenarioPlan(house: "mcrn-renewal"))
    let found = (0..<2).compactMap { _ in law.checked(over: generator, seed: 5).counterexample }
    #expect(try found.count == 2 && found.at(0).description == found.at(1).description)
    #expect(try found.at(0).description.hasPrefix("seed 5, case "))
    #expect(try found.at(0).value.scenario.steps.map(\.action) == [.enrolMember, .signIn])
  }

  /// The number of letters to post, counted wrongly: every message is taken for a letter.
  struct LettersDue: Projection, Equatable {
    var count = 0

    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      switch fact.event {
      case .letterRequested: count += 1
      case .deliveryReported(let event) where event.outcome == .sent: count -= 1
      default: break
      }
    }
  }

  @Test("a bug planted in a projection is found, and shrunk to at most 5 events")
  func plantedBug() throws {
    let law = Law<History>(
      "letters-due", "As many letters are counted as are due", source: "this test"
    ) { history in
      let due = history.world.members.values.reduce(0) { $0 + $1.letters.count { $0.isDue } }
      try Projected<LettersDue>(history.facts).then("\(due) due") { $0.count == due }
    }
    let generator = Generator<History>.scenarios(ScenarioPlan(house: "agents-publics"))
    let found = try #require(law.checked(over: generator, seed: 2).counterexample)
    let report = FailureReport(found, of: law).description
    #expect(found.value.facts.count <= 5, "\(report)")
    #expect(found.value.facts.last?.event.name == "delivery.reported")
    #expect(report.contains("projected by LettersDue"))
  }
}
