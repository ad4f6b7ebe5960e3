import Digests
import FoundationEssentials
public import Membership
import Notation

/// Plays a scenario in a world in memory, step by step.
public struct ScenarioPlayer: Sendable {
  /// The world as it stands.
  public internal(set) var world: World
  /// What each step played so far came to.
  public private(set) var answers: [Answer] = []
  private(set) var items = HandedOutItems()
  private(set) var last: ActionRequest?

  /// Founds the house of a scenario.
  ///
  /// - Parameters:
  ///   - scenario: The scenario, of which house and start are read.
  ///   - seed: The seed of what is drawn; whatever it is, the answers are the same.
  public init(_ scenario: Scenario, seed: UInt64 = 0) {
    world = World(house: scenario.house, at: scenario.starts, seed: seed)
  }

  /// Goes on in a world that has been there before.
  init(_ world: World) { self.world = world }

  /// Lets time pass, as a step says.
  mutating func pass(_ milliseconds: Int64) {
    world.clock = world.clock.advanced(by: milliseconds)
  }

  /// Plays the next step.
  @discardableResult
  public mutating func play(_ step: Scenario.Step) -> Answer {
    pass(step.after)
    let index = answers.count
    let start = world.facts.count
    let answer: Answer
    do throws(JSONFault) {
      let request = try request(of: step, at: index)
      answer = world.perform(request)
      last = request
    } catch {
      last = nil
      answer = Answer(
        result: .invalid(error.field ?? "action"), at: world.now, facts: start + 1..<start + 1)
    }
    items.note(answer, of: index, world.facts[start...])
    answers.append(answer)
    return answer
  }

  /// The request that a step makes, what was handed out filled in.
  func request(of step: Scenario.Step, at index: Int) throws(JSONFault) -> ActionRequest {
    if step.isRepetition, let last { return last }
    return try step.request(id: Self.id(of: index), items)
  }

  /// The number of a page, from its label.
  static func page(_ label: String) -> String {
    String(SHA256.hash(Array("page/\(label)".utf8)).hex.prefix(32))
  }

  /// The id of a step's action, which nothing that is drawn can be (RFC 9562, version 8).
  static func id(of index: Int) -> UUID {
    UUID(high: 0x7363_656e_6172_8000, low: 0x8000_0000_0000_0000 | UInt64(index))
  }
}

extension Scenario {
  /// Plays the scenario in memory.
  ///
  /// - Parameter seed: The seed of ids, codes and sessions; the answers do not depend on it.
  public func played(seed: UInt64 = 0) -> History {
    var player = ScenarioPlayer(self, seed: seed)
    for step in steps { player.play(step) }
    return History(scenario: self, answers: player.answers, world: player.world)
  }
}

/// A scenario that was played: what each step came to, and all facts.
public struct History: Sendable {
  /// What was played.
  public let scenario: Scenario
  /// What each step came to.
  public let answers: [Answer]
  /// The world at the end, with all its facts.
  public let world: World

  /// All facts, the founding of the house first.
  public var facts: [RecordedEvent] { world.facts }
}
