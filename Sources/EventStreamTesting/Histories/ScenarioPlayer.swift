public import EspaceAdherent
import FoundationEssentials
public import Membership
import Notation

/// Plays a scenario in a world in memory, step by step.
public struct ScenarioPlayer: Sendable {
  /// The current world.
  public internal(set) var world: World
  /// The answers to the steps played so far.
  public private(set) var answers: [Answer] = []
  private(set) var items = HandedOut()
  private(set) var last: ActionRequest?

  /// Founds the house of a scenario.
  ///
  /// - Parameters:
  ///   - scenario: The scenario. Only its house and start are used.
  ///   - seed: The seed of drawn values. The answers do not depend on it.
  ///   - isStrict: Whether the world checks the core while it plays.
  public init(_ scenario: Scenario, seed: UInt64 = 0, isStrict: Bool = false) {
    world = World(house: scenario.house, at: scenario.starts, seed: seed, isStrict: isStrict)
  }

  /// Continues in a world that already exists.
  init(_ world: World) { self.world = world }

  /// Moves the clock by a step's pause, in milliseconds.
  mutating func pass(_ milliseconds: Int64) {
    world.clock = world.clock.advanced(by: milliseconds)
  }

  /// Plays the next step.
  @discardableResult
  public mutating func play(_ step: Scenario.Step) -> Answer {
    world.clock = step.after.end(from: world.clock)
    let index = answers.count
    let answer: Answer
    do throws(JSONFault) {
      let request = try request(of: step, at: index)
      answer = world.perform(request)
      last = request
    } catch {
      last = nil
      answer = Answer(
        result: .invalid(error.field ?? "action"), at: world.now,
        facts: world.facts.count + 1..<world.facts.count + 1)
    }
    world.handOut(answer, of: index, to: &items)
    answers.append(answer)
    return answer
  }

  /// Returns the request of a step, with its placeholders filled in.
  func request(of step: Scenario.Step, at index: Int) throws(JSONFault) -> ActionRequest {
    try items.request(of: step, id: Self.id(of: index), after: last)
  }

  /// Returns the id of a step's action; drawn ids never have this form (RFC 9562, version 8).
  static func id(of index: Int) -> UUID {
    UUID(high: 0x7363_656e_6172_8000, low: 0x8000_0000_0000_0000 | UInt64(index))
  }
}

extension Scenario {
  /// Plays the scenario in memory.
  ///
  /// - Parameter seed: The seed of ids, codes and sessions. The answers do not depend on it.
  public func played(seed: UInt64 = 0) -> History {
    var player = ScenarioPlayer(self, seed: seed)
    for step in steps { player.play(step) }
    return History(scenario: self, answers: player.answers, world: player.world)
  }
}

/// A played scenario: the answers to its steps, and all facts.
public struct History: Sendable {
  /// The scenario.
  public let scenario: Scenario
  /// The answers to the steps.
  public let answers: [Answer]
  /// The world at the end, with all its facts.
  public let world: World

  /// All facts; the founding of the house is the first.
  public var facts: [RecordedEvent] { world.facts }
}

/// Plays scenarios in a space, one after another, and moves the clock of the space.
struct SpacePlayer {
  let space: MemberSpace
  let clock: ManualClock
  /// The number of steps played, in all scenarios.
  private(set) var steps = 0
  private var items = HandedOut()
  private var last: ActionRequest?
  /// The number of the scenario's first step among all steps.
  private var first = 0

  init(_ space: MemberSpace, _ clock: ManualClock) { (self.space, self.clock) = (space, clock) }

  /// Begins a scenario.
  mutating func begin(at start: Instant) {
    clock.set(start)
    (items, last, first) = (HandedOut(), nil, steps)
  }

  /// Plays the next steps of a scenario, in one batch.
  ///
  /// - Parameters:
  ///   - next: The steps, after those played since `begin`.
  ///   - answers: The answers to them in memory.
  /// - Returns: The number of steps with another result than in memory. They involve members that
  ///   the scenario does not contain.
  /// - Throws: `SpaceError` when the disk fails.
  mutating func play(
    _ next: [Scenario.Step], expecting answers: [Answer]
  ) throws(SpaceError) -> Int {
    var (items, last, step) = (items, last, steps)
    self.items = HandedOut()
    let first = first
    var others = 0
    try space.performTogether { (perform) throws(SpaceError) in
      for (next, answer) in zip(next, answers) {
        clock.set(next.after.end(from: clock.now))
        var result: Answer.Result?
        do {
          let request = try items.request(of: next, id: ScenarioPlayer.id(of: step), after: last)
          let outcome = try perform(request)
          space.handOut(outcome, on: Scenario.line(of: step - first), to: &items)
          result = Answer.Result(outcome.result)
          last = request
        } catch let error as SpaceError where error.kind != .invalid { throw error } catch {}
        if result != answer.result { others += 1 }
        step += 1
      }
    }
    (self.items, self.last, steps) = (items, last, step)
    return others
  }
}
