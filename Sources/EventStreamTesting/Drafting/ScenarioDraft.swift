import Digests
import Membership
import Notation

/// A scenario while it is made up: it is played as it grows, so that each step fits what came of
/// the ones before.
struct ScenarioDraft: Sendable {
  let plan: ScenarioPlan
  /// Whether the house keeps changing its rules.
  let isRestless: Bool
  private(set) var scenario: Scenario
  private(set) var player: ScenarioPlayer
  /// The persons enrolled, by slot.
  private(set) var people: [Int: Person] = [:]
  /// Whose turn it was last.
  private(set) var latest = 0
  /// The passwords and answers that were typed, by the position of the fact that sealed them.
  private(set) var typed: [Int: String] = [:]
  /// The labels of pages, by their digests.
  private(set) var pages: [Digest: String] = [:]

  init(_ plan: ScenarioPlan, starts: Instant, isRestless: Bool = false) {
    self.init(plan, in: World(house: plan.house, at: starts), isRestless: isRestless)
  }

  /// Begins in a house that has been there before.
  init(_ plan: ScenarioPlan, in world: World, isRestless: Bool = false) {
    self.plan = plan
    self.isRestless = isRestless
    scenario = Scenario(house: plan.house, starts: world.now)
    player = ScenarioPlayer(world)
  }

  var world: World { player.world }
  var index: Int { scenario.steps.count }
  var now: Instant { world.now }

  /// What was made up, with what came of it.
  var history: History {
    History(scenario: scenario, answers: player.answers, world: player.world)
  }

  /// What a step typed beside what its fields say.
  struct Typing {
    var slot: Int?
    var password: String?
    var answer: String?
    var person: Person?
  }

  /// Lets time pass, or takes it back, without a step.
  mutating func pass(_ milliseconds: Int64) { player.pass(milliseconds) }

  /// Adds a step, plays it, and keeps in mind what was typed.
  mutating func add(_ step: Scenario.Step, _ typing: Typing) {
    scenario.steps.append(step)
    let answer = player.play(step)
    for (_, value) in step.fields {
      if case .page(let label) = value, let page = Page(ScenarioPlayer.page(label)) {
        pages[page.digest] = label
      }
    }
    if let slot = typing.slot { latest = slot }
    guard !answer.isRepetition else { return }
    for fact in world.facts[answer.facts.lowerBound - 1..<answer.facts.upperBound - 1] {
      switch fact.event {
      case .passwordSet: typed[fact.position] = typing.password
      case .questionSet: typed[fact.position] = typing.answer
      default: break
      }
    }
    if var person = typing.person, answer.isAccepted {
      person.id = answer.member
      person.enrolment = index - 1
      people[person.slot - plan.earlierMembers] = person
    }
  }
}
