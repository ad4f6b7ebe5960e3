import Digests
import EspaceAdherent
import Membership
import Notation

/// A scenario in the making, played as it grows, so that each step fits the results so far.
struct ScenarioDraft: Sendable {
  let plan: ScenarioPlan
  /// Whether the house changes its rules again and again.
  let isRestless: Bool
  private(set) var scenario: Scenario
  private(set) var player: ScenarioPlayer
  /// The enrolled persons, by slot.
  private(set) var people: [Int: Person] = [:]
  /// The slot of the last turn.
  private(set) var latest = 0
  /// The typed passwords and answers, by the position of the fact that sealed them.
  private(set) var typed: [Int: String] = [:]
  /// The labels of pages, by their digests.
  private(set) var pages: [Digest: String] = [:]

  init(_ plan: ScenarioPlan, starts: Instant, isRestless: Bool = false) {
    self.init(plan, in: World(house: plan.house, at: starts), isRestless: isRestless)
  }

  /// Begins in a house that already exists.
  init(_ plan: ScenarioPlan, in world: World, isRestless: Bool = false) {
    self.plan = plan
    self.isRestless = isRestless
    scenario = Scenario(house: plan.house, starts: world.now)
    player = ScenarioPlayer(world)
  }

  var world: World { player.world }
  var index: Int { scenario.steps.count }
  var now: Instant { world.now }

  /// The scenario so far, with its answers and facts.
  var history: History {
    History(scenario: scenario, answers: player.answers, world: player.world)
  }

  /// The texts that a step types, in addition to its fields.
  struct Typing {
    var slot: Int?
    var password: String?
    var answer: String?
    var person: Person?
  }

  /// Moves the clock without a step, by a positive or negative number of milliseconds.
  mutating func pass(_ milliseconds: Int64) { player.pass(milliseconds) }

  /// Adds a step, plays it, and keeps the typed texts.
  mutating func add(_ step: Scenario.Step, _ typing: Typing) {
    scenario.steps.append(step)
    let answer = player.play(step)
    for (_, value) in step.fields {
      if case .page(let label) = value, let page = Page(Scenario.page(label)) {
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

/// The parameters of random scenarios: their length, the number of members, the frequency of
/// errors.
public struct ScenarioPlan: Sendable, Equatable {
  /// The preset of the house.
  public var house: String
  /// The maximum number of members.
  public var members = 3
  /// The number of members in earlier scenarios of the same house; their member numbers are taken.
  public var earlierMembers = 0
  /// The number of steps.
  public var steps = 0...50
  /// The approximate number of steps of one member before the next is enrolled.
  public var stepsPerMember = 20
  /// Whether members are enrolled at a steady pace, so that `members` of them exist at the end.
  public var isSteady = false
  /// The percentage of actions with a deliberate error: such an action is legal and is refused.
  public var wrongTurns = 12
  /// The weight of actions that make no sense in a member's situation.
  ///
  /// A usual, non-urgent action has the weight 20.
  public var senselessWeight = 2
  /// The percentage of pauses longer than a few minutes.
  ///
  /// They last hours, days or months, or end at the millisecond of a deadline or on the night of a
  /// clock change.
  public var longPauses = 25
  /// The percentage of texts that are easily misread: look-alikes, controls, NUL (edge 43).
  public var oddTexts = 3
  /// The weight of blocking, closing and revoking by staff.
  ///
  /// A usual, non-urgent action has the weight 20.
  public var upheavals = 8
  /// Whether requests for erasure and blocked devices are as rare as upheavals, and carriers report
  /// deliveries that they were given.
  var isRealistic = false
  /// The number of turns of the house per 1,000 turns; a stranger has as many.
  public var houseTurns: UInt64 = 15
  /// The percentage of actions that are sent twice with the same id.
  public var doubleClicks = 2
  /// Whether the machine's clock may step back (edge 16).
  public var stepsBack = true

  /// Makes a plan with realistic proportions.
  public init(house: String) { self.house = house }

  /// Whether the plan tries every action in every state, so that proportions are not realistic.
  public var isExploring: Bool { senselessWeight > 2 }

  /// Returns a plan that tries every action in every state: locked, blocked, closed and erased
  /// included.
  ///
  /// - Parameter house: The preset of the house.
  public static func exploring(_ house: String) -> ScenarioPlan {
    var plan = ScenarioPlan(house: house)
    plan.members = 2
    plan.steps = 0...80
    plan.stepsPerMember = 40
    plan.wrongTurns = 30
    plan.senselessWeight = 12
    plan.upheavals = 12
    plan.longPauses = 12
    plan.oddTexts = 0
    plan.houseTurns = 30
    return plan
  }

  /// Returns a plan for many members, each with a full life within a short time.
  ///
  /// - Parameters:
  ///   - house: The preset of the house.
  ///   - members: The number of members.
  public static func population(of house: String, members: Int) -> ScenarioPlan {
    var plan = ScenarioPlan(house: house)
    plan.members = members
    plan.steps = members * plan.stepsPerMember...members * plan.stepsPerMember
    plan.longPauses = 0
    plan.houseTurns = 2
    plan.isSteady = true
    plan.wrongTurns = 5
    plan.upheavals = 1
    plan.oddTexts = 0
    plan.stepsBack = false
    return plan
  }
}

extension Generator where Value == History {
  /// Generates scenarios of a house, legal by construction and played in memory.
  ///
  /// Each step makes sense in its member's situation, or is a wrong turn that is refused. All steps
  /// are well-formed. Codes, links and sessions are those that earlier steps handed out.
  public static func scenarios(_ plan: ScenarioPlan) -> Generator {
    Generator { source in
      let starts = try source.element(of: Instant.scenarioStarts)
      let isRestless = plan.isExploring && source.chance(1, in: 3)
      var draft = ScenarioDraft(plan, starts: starts, isRestless: isRestless)
      try draft.fill(&source)
      return draft.history
    }
  }

  /// Generates scenarios of all houses with equal probability.
  public static func scenarios() -> Generator {
    Generator { source in
      let preset = try source.element(of: HouseRules.presets)
      return try source.draw(.scenarios(ScenarioPlan(house: preset.name)))
    }
  }
}

extension Instant {
  /// The starts of scenarios (edges 15 and 18).
  ///
  /// They are an ordinary Monday, the days before clock changes, and the end of 2016. Others are
  /// the last days of a year, of January, of August, and of a leap year's February.
  fileprivate static let scenarioStarts: [Instant] =
    [.usualStart]
    + [
      "2026-03-28T22:59:00Z", "2026-10-24T21:30:00Z", "2025-12-31T22:59:59.999Z",
      "2026-01-31T12:00:00Z", "2024-02-28T23:30:00Z", "2016-12-31T22:00:00Z",
      "2026-08-31T08:00:00Z",
    ].compactMap { Instant($0) }
}
