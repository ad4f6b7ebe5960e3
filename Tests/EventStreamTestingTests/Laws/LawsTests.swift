import EventStreamTesting
import Foundation
import Membership
import Testing

/// The law book over scenarios of every house.
///
/// `ESPACE_CASES=100000 swift test --filter Laws` checks every law in 100,000 cases, divided among
/// the houses.
@Suite("Laws")
struct LawsTests {
  static let houses = HouseRules.presets.map(\.name)

  @Test("every law of histories holds in every house", arguments: houses)
  func histories(_ house: String) {
    let cases = Depth.cases(240, sharedBy: 2 * Self.houses.count)
    for plan in [ScenarioPlan(house: house), .exploring(house)] {
      let run = Law.checkAll(
        LawBook.histories, over: .scenarios(plan), cases: cases, seed: Depth.seed, attempts: 400)
      let name = plan.isExploring ? "exploring" : "usual"
      print("\(house): \(run.tally.cases) \(name) histories, seed \(run.tally.seed)")
      for failure in run.failures {
        Issue.record("\(FailureReport(failure.counterexample, of: failure.law))")
      }
    }
  }

  @Test("every law of streams holds for streams that no core would have written", arguments: houses)
  func streams(_ house: String) {
    let generator = ".illegalStreams(from: ScenarioPlan(house: \"\(house)\"))"
    let run = Law.checkAll(
      LawBook.streams, over: .illegalStreams(from: ScenarioPlan(house: house)),
      cases: Depth.cases(90, sharedBy: Self.houses.count), seed: Depth.seed, attempts: 400)
    print("\(house): \(run.tally.cases) illegal streams, seed \(run.tally.seed)")
    for failure in run.failures {
      Issue.record(
        "\(FailureReport(failure.counterexample, of: failure.law, generator: generator))")
    }
  }
}

extension LawsTests {
  /// The cells that the scenarios of all houses reach together.
  ///
  /// It is part of `--filter Laws`.
  @Suite("Coverage by cell")
  struct CoverageTests {
    @Test("every reachable cell is reached, and no unreachable one")
    func cells() throws {
      var coverage = Coverage()
      let cases = Depth.cases(720, sharedBy: houses.count)
      for (index, house) in houses.enumerated() {
        let usual = Generator<History>.scenarios(ScenarioPlan(house: house))
        let exploring = Generator<History>.scenarios(.exploring(house))
        for number in 0..<cases {
          let generator = number % 3 == 0 ? usual : exploring
          let seed = Depth.seed &+ UInt64(index * cases + number)
          var source = ChoiceSource(seed: seed, isRecording: false)
          coverage.note(try source.draw(generator))
        }
      }
      #expect(coverage.surprising.isEmpty, "\(coverage.surprising)")
      let missing = coverage.missing
      if cases >= 1_000 { print(coverage) }
      print(
        "coverage: \(coverage.cells.count) cells reached, \(missing.count) others could be, "
          + "\(cases) histories of each house, seed \(Depth.seed)")
      // A few hundred histories reach all steady states. Only deep runs must reach the rarer ones.
      let steady: Set<Coverage.State> = [.noMember, .active]
      let forgotten = missing.filter { cases >= 16_000 || steady.contains($0.state) }
      #expect(forgotten.isEmpty, "\(forgotten)")
    }
  }
}
