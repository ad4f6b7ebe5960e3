import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Projections
import Testing

@Suite("Illegal streams")
struct IllegalTests {
  @Test("edge 44: every fold takes them without stopping, asked at any instant")
  func total() throws {
    var kinds: Set<Substring> = []
    for seed in 0..<Depth.cases(150) {
      var plan = ScenarioPlan(house: HouseRules.presets[seed % HouseRules.presets.count].name)
      plan.steps = 0...20
      var source = ChoiceSource(seed: UInt64(seed))
      let stream = try source.draw(.illegalStreams(from: plan))
      kinds.formUnion(stream.edits.map { $0.prefix { $0 != " " } })
      var accounts = Accounts()
      var pending = PendingRequests()
      for fact in stream.facts {
        let member = accounts.member(after: fact)
        accounts.apply(fact, member)
        pending.apply(fact, member)
        _ = fact.sentence(in: .fr)
      }
      for at in [Instant.earliest, .usualStart, .latest] {
        _ = pending.items(at: at)
        for member in accounts.members.values {
          _ = member.requiredActions(of: accounts.house, at: at)
        }
      }
    }
    #expect(kinds.count == 16, "\(kinds.sorted())")
  }

  @Test("they shrink to the one edit that matters, over as short a history as can be")
  func shrinking() throws {
    let law = Law<IllegalStream>("all-known", "Every type is known", source: "this test") {
      stream in
      if stream.facts.contains(where: { if case .unknown = $0.event { true } else { false } }) {
        throw Violation("one is not")
      }
    }
    let generator = Generator<IllegalStream>.illegalStreams(from: ScenarioPlan(house: "mcrn"))
    let found = try #require(law.checked(over: generator, seed: 3).counterexample)
    #expect(found.value.edits.count == 1 && found.value.facts.count == 1)
    let report = FailureReport(found, of: law, generator: "Generator.illegalStreams(from: plan)")
    #expect(report.description.contains("edited: unknown at 1") && report.journey == nil)
  }

  @Test("lines of a log, most of them wrong, are read or refused, and never anything else")
  func lines() throws {
    var whole = 0
    var damaged = 0
    for seed in 0..<Depth.cases(60) {
      var plan = ScenarioPlan(house: "unimutuelles")
      plan.steps = 0...8
      var source = ChoiceSource(seed: UInt64(seed))
      let bytes = try source.draw(Generator<[UInt8]>.logLines(from: plan))
      for line in bytes.split(separator: 0x0a) {
        Array(line).withUnsafeBufferPointer { text in
          var scanner = JSONScanner(text)
          if (try? JSONObject(from: &scanner)) != nil { whole += 1 } else { damaged += 1 }
        }
      }
    }
    #expect(whole > 100 && damaged > 20)
  }
}
