import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Scenarios")
struct ScenarioTests {
  static let houses = HouseRules.presets.map(\.name)

  @Test(
    "are legal by construction: no step is malformed, every refusal is in the action's list",
    arguments: houses)
  func legal(_ house: String) throws {
    for seed in 0..<Depth.cases(50) {
      var source = ChoiceSource(seed: Depth.seed &+ UInt64(seed))
      let history = try source.draw(.scenarios(ScenarioPlan(house: house)))
      for (step, answer) in zip(history.scenario.steps, history.answers) {
        switch answer.result {
        case .accepted: break
        case .invalid(let field):
          Issue.record("\(step.action) is malformed in \(field): \(history.scenario.swiftCode)")
        case .refused(let reason):
          let listed = ActionTable.entry(step.action).refusals + ActionTable.sharedRefusals
          #expect(listed.contains(reason), "\(step.action) is refused for \(reason)")
        }
      }
    }
  }

  @Test(
    "reach every action in every house, and accept all that the house offers", arguments: houses)
  func reach(_ house: String) throws {
    var tried: Set<ActionName> = []
    var accepted: Set<ActionName> = []
    for seed in 0..<Depth.cases(160) {
      var source = ChoiceSource(seed: UInt64(seed))
      let history = try source.draw(.scenarios(ScenarioPlan(house: house)))
      for (step, answer) in zip(history.scenario.steps, history.answers) {
        tried.insert(step.action)
        if answer.isAccepted { accepted.insert(step.action) }
      }
    }
    #expect(Set(ActionName.allCases).subtracting(tried).isEmpty)
    let missing = Set(ActionName.allCases).subtracting(accepted)
    let rules = try #require(HouseRules.preset(house))
    #expect(missing.subtracting(Self.notOffered(rules)).isEmpty, "\(missing)")
  }

  /// Returns the actions that a house does not offer.
  ///
  /// A house that changes its rules may offer them later.
  private static func notOffered(_ rules: HouseRules) -> Set<ActionName> {
    var names: Set<ActionName> = []
    if rules.account.start != .activationLink {
      names.formUnion([.startRegistration, .fillRegistration])
    }
    if rules.identifiers.scheme != .accessCodeOrEmail {
      names.formUnion([.assignAccessCode, .reportLostAccessCode])
    }
    if rules.identifiers.scheme != .generated { names.insert(.requestIdentifier) }
    if rules.recovery.questions.isEmpty { names.insert(.answerQuestion) }
    if !rules.recovery.paths.contains(where: { $0.channel == .letter }) {
      names.formUnion([.requestLetter, .dispatchLetter])
    }
    if !rules.recovery.paths.contains(where: { $0.artefact == .code }) { names.insert(.verifyCode) }
    if !rules.account.requiresCGU { names.formUnion([.acceptCGU, .declineCGU]) }
    return names
  }

  @Test("come again from the same seed, and from their own choices")
  func again() throws {
    let generator = Generator<History>.scenarios()
    for seed in 0..<20 {
      var first = ChoiceSource(seed: UInt64(seed))
      var second = ChoiceSource(seed: UInt64(seed))
      let history = try first.draw(generator)
      #expect(try second.draw(generator).scenario == history.scenario)
      #expect(try generator.replay(first.choices.description).scenario == history.scenario)
    }
  }

  @Test("are answered alike for any ids and codes drawn")
  func otherRandomness() throws {
    for seed in 0..<30 {
      var source = ChoiceSource(seed: UInt64(seed))
      let history = try source.draw(.scenarios())
      let other = history.scenario.played(seed: 99)
      try #require(other.answers.map(\.result) == history.answers.map(\.result))
      #expect(other.facts.map(\.event.name) == history.facts.map(\.event.name))
    }
  }

  @Test("without wrong turns nearly everything is accepted while an account is open")
  func rightTurns() throws {
    var plan = ScenarioPlan(house: "agents-publics")
    plan.wrongTurns = 0
    var answers: [Answer] = []
    for seed in 0..<60 {
      var source = ChoiceSource(seed: UInt64(seed))
      answers += try source.draw(.scenarios(plan)).answers
    }
    // A closed account still tries to sign in.
    let open = answers.filter { $0.result != .refused(.closed) }
    #expect(open.count { $0.isAccepted } * 100 > open.count * 92)
  }

  @Test("edge 16: the clock steps back now and then, and facts never do")
  func clock() throws {
    var clamped = 0
    for seed in 0..<150 {
      var source = ChoiceSource(seed: UInt64(seed))
      let facts = try source.draw(.scenarios()).facts
      clamped += facts.count { $0.clockWasClamped }
      #expect(zip(facts, facts.dropFirst()).allSatisfy { $0.at <= $1.at })
    }
    #expect(clamped > 5)
  }

  @Test("edge 13: deadlines are tried a millisecond before, at, and a millisecond after them")
  func edges() throws {
    var distances: Set<Int64> = []
    for seed in 0..<250 {
      var source = ChoiceSource(seed: UInt64(seed))
      let history = try source.draw(.scenarios(ScenarioPlan(house: "mcrn")))
      let deadlines = history.facts.compactMap { fact -> Instant? in
        if case .codeRequested(let event) = fact.event { event.expiresAt } else { nil }
      }
      for answer in history.answers {
        for deadline in deadlines {
          let distance = answer.at.milliseconds - deadline.milliseconds
          if abs(distance) <= 1 { distances.insert(distance) }
        }
      }
    }
    #expect(distances == [-1, 0, 1])
  }

  @Test("shrink to the few steps that matter, and stay legal")
  func shrinking() throws {
    let law = Law<History>("nobody-leaves", "No account is closed", source: "this test") {
      history in
      if history.world.members.values.contains(where: { $0.closure != nil && $0.password != nil }) {
        throw Violation("one was")
      }
    }
    let verdict = law.checked(over: .scenarios(ScenarioPlan(house: "mcrn")), cases: 500, seed: 4)
    let history = try #require(verdict.counterexample).value
    #expect(
      history.scenario.steps.map(\.action)
        == [.enrolMember, .requestCode, .verifyCode, .setPassword, .closeAccount])
    #expect(history.answers.allSatisfy { $0.isAccepted })
  }

  @Test("a population has as many members as asked for, and a realistic mixture of facts")
  func population() throws {
    var source = ChoiceSource(seed: 1, isRecording: false)
    let history = try source.draw(.scenarios(.population(of: "unimutuelles", members: 60)))
    let numbers = Set(history.scenario.steps.compactMap { $0["number"]?.text })
    #expect(numbers.count == 60)
    #expect(source.choices.all.isEmpty)
    let active = history.world.members.values.count { $0.activation != nil }
    #expect(active > 30, "\(active) of 60 are active")
  }
}

extension StepValue {
  fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
