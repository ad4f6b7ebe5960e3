import Digests
package import EspaceAdherent
package import EventLog
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

/// How random scenarios are made up: how long, with how many members, how often things go wrong.
public struct ScenarioPlan: Sendable, Equatable {
  /// The preset of the house.
  public var house: String
  /// The most members.
  public var members = 3
  /// How many members other scenarios of the same house have had before: theirs are their numbers.
  public var earlierMembers = 0
  /// How many steps.
  public var steps = 0...50
  /// The steps of one member before the next is enrolled, about.
  public var stepsPerMember = 20
  /// Whether members are enrolled at a steady pace, so that at the end there are just as many.
  public var isSteady = false
  /// How many actions in a hundred are done wrongly, which is legal: they are refused.
  public var wrongTurns = 12
  /// How often actions are tried that make no sense where a member stands: their weight beside the
  /// 20 of a thing that is usual but not urgent.
  public var curiosity = 2
  /// How many pauses in a hundred are longer than a few minutes: hours, days, months, the very
  /// millisecond of a deadline, the nights when clocks are changed.
  public var leaps = 25
  /// How many texts in a hundred are made to be misread: look-alikes, controls, NUL (edge 43).
  public var oddTexts = 3
  /// How rarely staff block, close or revoke: the weight of that beside the 20 of a thing that is
  /// usual but not urgent.
  public var upheavals = 8
  /// How many turns in a thousand are the house's, and as many a stranger's.
  public var houseTurns: UInt64 = 15
  /// How many actions in a hundred are sent twice with the same id.
  public var doubleClicks = 2
  /// Whether the machine's clock may step back (edge 16).
  public var stepsBack = true

  /// Makes a plan with realistic proportions.
  public init(house: String) { self.house = house }

  /// Whether everything is tried everywhere, so that proportions are not realistic.
  public var isExploring: Bool { curiosity > 2 }

  /// A plan that tries everything everywhere: on who is locked, blocked, closed or erased as well.
  ///
  /// - Parameter house: The preset of the house.
  public static func exploring(_ house: String) -> ScenarioPlan {
    var plan = ScenarioPlan(house: house)
    plan.members = 2
    plan.steps = 0...80
    plan.stepsPerMember = 40
    plan.wrongTurns = 30
    plan.curiosity = 12
    plan.upheavals = 12
    plan.leaps = 12
    plan.oddTexts = 0
    plan.houseTurns = 30
    return plan
  }

  /// A plan for members in numbers: each with a full life, in a time that stays short.
  ///
  /// - Parameters:
  ///   - house: The preset of the house.
  ///   - members: How many members.
  public static func population(of house: String, members: Int) -> ScenarioPlan {
    var plan = ScenarioPlan(house: house)
    plan.members = members
    plan.steps = members * plan.stepsPerMember...members * plan.stepsPerMember
    plan.leaps = 0
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
  /// Scenarios of a house, legal by construction and played in memory.
  ///
  /// Each step is one that makes sense where its member stands, or a wrong turn that is refused;
  /// none is malformed. Codes, links and sessions are those that earlier steps handed out.
  public static func scenarios(_ plan: ScenarioPlan) -> Generator {
    Generator { source in
      let starts = try source.element(of: Instant.scenarioStarts)
      let isRestless = plan.isExploring && source.chance(1, in: 3)
      var draft = ScenarioDraft(plan, starts: starts, isRestless: isRestless)
      try draft.fill(&source)
      return draft.history
    }
  }

  /// Scenarios of any house, each as likely.
  public static func scenarios() -> Generator {
    Generator { source in
      let preset = try source.element(of: HouseRules.presets)
      return try source.draw(.scenarios(ScenarioPlan(house: preset.name)))
    }
  }
}

extension Instant {
  /// Where scenarios begin: an ordinary Monday, the days before clocks are changed, the last of a
  /// year, of January and of a leap year's February, and the turn of 2016 (edges 15 and 18).
  fileprivate static let scenarioStarts: [Instant] =
    [.usualStart]
    + [
      "2026-03-28T22:59:00Z", "2026-10-24T21:30:00Z", "2025-12-31T22:59:59.999Z",
      "2026-01-31T12:00:00Z", "2024-02-28T23:30:00Z", "2016-12-31T22:00:00Z",
      "2026-08-31T08:00:00Z",
    ].compactMap { Instant($0) }
}

/// What a generated space came to.
package struct GeneratedSpace: Sendable, Equatable {
  /// How many members were enrolled.
  package var members = 0
  /// The position of the last fact.
  package var facts = 0
  /// How many actions were performed.
  package var actions = 0
  /// How many of them came out otherwise than the generator had it.
  package var others = 0
}

extension MemberSpace {
  /// Makes a space of invented members in a folder: realistic lives, the same bytes for the same
  /// house, number and seed.
  ///
  /// Everything follows from the seed: ids, codes, the vault's key. Passwords are hashed at no cost,
  /// by an algorithm that no other space accepts, so nobody can sign in afterwards with one of them.
  /// Members are made up some at a time, so memory holds no more than the space itself does.
  ///
  /// - Parameters:
  ///   - path: The folder, in which there must be no space.
  ///   - house: The name of a preset.
  ///   - members: How many members.
  ///   - seed: The seed of everything.
  ///   - progress: Told after every batch how many members and facts there are.
  /// - Throws: `SpaceError` of kind `.invalid`, `.exists`, `.storage`.
  package static func generate(
    at path: String, house: String, members: Int, seed: UInt64,
    progress: (GeneratedSpace) -> Void = { _ in }
  ) throws(SpaceError) -> GeneratedSpace {
    try generate(
      on: DiskStorage(root: path), house: house, members: members, seed: seed, progress: progress)
  }

  /// Makes such a space on a storage of the caller's.
  package static func generate(
    on storage: any Storage, house: String, members: Int, seed: UInt64,
    progress: (GeneratedSpace) -> Void = { _ in }
  ) throws(SpaceError) -> GeneratedSpace {
    var seeds = SeededGenerator(seed: seed)
    let clock = ManualClock(.generatedStart)
    let space = try create(
      on: storage, house: house, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: seeds.next()), redaction: .whenAsked,
      origin: generatedOrigin)
    defer { space.close() }
    var player = SpacePlayer(space, clock)
    var world = World(house: house, at: clock.now)
    var made = GeneratedSpace()
    while made.members < members {
      var plan = ScenarioPlan.population(
        of: house, members: min(generatedAtOnce, members - made.members))
      plan.earlierMembers = made.members
      var draft = ScenarioDraft(plan, in: world)
      var source = ChoiceSource(seed: seeds.next(), isRecording: false)
      do throws(Rejection) { try draft.fill(&source) } catch { continue }
      made.others += try player.play(draft.history)
      try space.redact()
      world = draft.world.withoutMembers()
      made.members += plan.members
      (made.facts, made.actions) = (space.position, player.steps)
      progress(made)
    }
    return made
  }

  /// How many members are made up together.
  private static let generatedAtOnce = 20
}

extension Instant {
  /// When generated houses are founded: Monday 6 January 2020, ten in the morning in Paris.
  fileprivate static let generatedStart = Instant(milliseconds: 1_578_301_200_000)
}
