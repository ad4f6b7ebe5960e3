import Digests
public import EspaceAdherent
package import FoundationEssentials
public import Membership
public import Notation
import Projections

/// A house with its members in memory, which decides actions as the core does and keeps the facts.
///
/// A world has no disk and no lock, and its hasher costs nothing. The same seed and the same
/// actions give the same facts. Its answers are those of a space on a disk.
public struct World: Sendable {
  /// The time of the machine's clock; a fact is never earlier than the fact before it (edge 16).
  public var clock: Instant
  /// The house, folded from its facts.
  public internal(set) var house = House()
  /// The members, each folded from its facts.
  public internal(set) var members: [Token: Member] = [:]
  /// The members' ids in order of their first facts.
  public internal(set) var order: [Token] = []
  /// All facts, private values open; position 1 first.
  public internal(set) var facts: [RecordedEvent] = []

  /// The erasures of the facts; they are checked before a value is opened.
  var erasures = Erasures(keepsWork: false)
  package var directory: [DecisionContext.LookUp: [DecisionContext.Candidate]] = [:]
  /// The positions of the facts of each stream.
  var streams: [String: [Int]] = [:]
  package internal(set) var refusals = RefusalTraffic()
  package var random: Randomness
  /// The positions of the facts of each action id, one range per execution.
  ///
  /// A repeated action is executed anew if its name addresses another member by then.
  var known: [UUID: [Range<Int>]] = [:]
  private let key = HMACSHA256(key: Array("the key of a world in memory".utf8))
  /// The checks of a strict world; `nil` for a world that only plays.
  var strictness: Strictness?
  /// The questions of the latest decision for the hasher.
  package internal(set) var asked: [HashQuestion] = []

  /// Founds a house.
  ///
  /// - Parameters:
  ///   - house: The name of a preset. If there is no such preset, the world has no rules.
  ///   - start: The time of the founding.
  ///   - seed: The seed of every drawn id, code and session.
  ///   - isStrict: Whether the world checks the core while it plays; see ``breaches``.
  public init(
    house: String, at start: Instant = .usualStart, seed: UInt64 = 0, isStrict: Bool = false
  ) {
    clock = start
    random = Randomness(SeededGenerator(seed: seed))
    strictness = isStrict ? Strictness() : nil
    guard let rules = HouseRules.preset(house) else { return }
    found(rules, named: house)
  }

  /// Founds a house with the given rules.
  ///
  /// - Parameters:
  ///   - rules: The rules, in force from the start.
  ///   - start: The time of the founding.
  ///   - seed: The seed of every drawn id, code and session.
  ///   - isStrict: Whether the world checks the core while it plays; see ``breaches``.
  public init(
    rules: HouseRules, at start: Instant = .usualStart, seed: UInt64 = 0, isStrict: Bool = false
  ) {
    clock = start
    random = Randomness(SeededGenerator(seed: seed))
    strictness = isStrict ? Strictness() : nil
    found(rules, named: "own")
  }

  private mutating func found(_ rules: HouseRules, named name: String) {
    let id = UUID.draw(using: &random)
    let event = HouseRulesSet.make {
      $0.preset = name
      $0.version = 1
      $0.rules = rules
      $0.effectiveFrom = clock
    }
    record(
      [Decision.Draft(stream: .house, event: .houseRulesSet(event))], at: clock,
      by: .administrator("init"), action: id, correlation: id)
  }

  /// The time of the next fact.
  public var now: Instant { max(clock, facts.last?.at ?? clock) }

  /// The rules in force.
  public var rules: HouseRules { house.rules(at: now) }

  /// Returns the context of a decision.
  func context(_ answers: HashAnswers) -> DecisionContext {
    let (members, directory, facts, erasures) = (members, directory, facts, erasures)
    let opened = { @Sendable (position: Int) in
      facts.indices.contains(position - 1) ? facts[position - 1].opened(erasures) : nil
    }
    return DecisionContext(
      now: now, house: house, key: key, refusals: refusals, member: { members[$0] },
      candidates: { directory[$0] ?? [] }, open: opened,
      traces: { Self.traces(naming: $0, facts, erasures) }, hashing: answers)
  }

  /// Returns the positions of the visitors' attempts that contain a text naming a member.
  private static func traces(
    naming member: Member, _ facts: [RecordedEvent], _ erasures: Erasures
  ) -> [Int] {
    let stream = StreamName.member(member.id).description
    var names: Set<DecisionContext.LookUp> = []
    for fact in facts where fact.stream == stream {
      names.formUnion(fact.opened(erasures).lookUps)
    }
    return erasures.traces(naming: names) { facts[$0 - 1].opened(erasures) }
  }
}

extension RecordedEvent {
  /// Returns the event as a reader with access to private values sees it, without erased values.
  fileprivate func opened(_ erasures: Erasures) -> Event {
    erasures.fact(erasing: place) == nil ? event : event.without(.erased)
  }
}

extension World {
  /// Returns the event at a position, without values that a fact has erased.
  package func opened(_ position: Int) -> Event {
    let fact = facts[position - 1]
    return isVerifierErased(position) ? fact.event.without(.erased) : fact.opened(erasures)
  }
}

extension World {
  /// Returns the same house at the same time, without its members.
  ///
  /// Another history can continue in it without growing with the earlier members.
  func withoutMembers() -> World {
    var world = self
    world.house = House()
    (world.members, world.order, world.directory) = ([:], [], [:])
    (world.facts, world.streams, world.known) = ([], [:], [:])
    if strictness != nil { world.strictness = Strictness() }
    world.erasures = Erasures(keepsWork: false)
    for fact in facts where fact.stream == StreamName.house.description {
      // The facts get fresh action ids, because the steps of the next history reuse the old ones.
      let id = UUID.draw(using: &world.random)
      world.record(
        [Decision.Draft(stream: .house, event: fact.event)], at: fact.at, by: fact.actor,
        action: id, correlation: id)
    }
    return world
  }
}

/// A malformed action: nothing is recorded.
package struct Malformed: Error, Equatable {
  /// The wire name of the malformed field.
  package let field: String
}

/// A decision with the positions of its facts.
package struct Settled: Sendable {
  package let decision: Decision
  package let facts: Range<Int>
  /// Whether the id was already recorded, so that this is the first decision again.
  package var isRepetition = false
}

extension World {
  /// Returns the facts of an answer; a repetition has no facts.
  func facts(of answer: Answer) -> ArraySlice<RecordedEvent> {
    guard !answer.isRepetition, answer.facts.lowerBound > 0,
      answer.facts.upperBound - 1 <= facts.count
    else { return [] }
    return facts[answer.facts.lowerBound - 1..<answer.facts.upperBound - 1]
  }

  /// Adds the items that an answer hands out.
  func handOut(_ answer: Answer, of step: Int, to items: inout HandedOut) {
    let facts = facts(of: answer)
    items.add(
      on: Scenario.line(of: step), about: answer.member, deliveries: answer.deliveries,
      session: answer.session, events: facts.map(\.event), at: facts.first?.position ?? 0)
  }

  /// Performs an action: decides it, then records its facts.
  ///
  /// - Parameter request: The action. Its own time is ignored; the time of the world's clock is
  ///   used.
  public mutating func perform(_ request: ActionRequest) -> Answer {
    if case .sweep = request.action { return sweep(request) }
    return performOne(request)
  }

  mutating func performOne(_ request: ActionRequest) -> Answer {
    let (start, at) = (facts.count + 1, now)
    do throws(Malformed) {
      let settled = try settle(request)
      let decision = settled.decision
      return Answer(
        result: Answer.Result(decision.result), at: at, member: decision.member,
        facts: settled.facts, deliveries: decision.deliveries, session: decision.session,
        publicOutcome: decision.publicOutcome, isRepetition: settled.isRepetition)
    } catch {
      return Answer(result: .invalid(error.field), at: at, facts: start..<start)
    }
  }

  /// Decides an action with all answers of the hasher, and records its facts.
  ///
  /// A known id gets its first decision again. A sweep is decided for the member that it names.
  ///
  /// - Throws: `Malformed` if the action is malformed, or its id belongs to another action.
  package mutating func settle(_ request: ActionRequest) throws(Malformed) -> Settled {
    if known[request.id] != nil, let first = try repetition(of: request) { return first }
    var answers = HashAnswers()
    asked = []
    while true {
      do throws(Undecided) {
        return record(try decide(request, answers), of: request)
      } catch {
        switch error {
        case .needs(let question): answer(question, &answers)
        case .invalid(let field, _): throw Malformed(field: field)
        }
      }
    }
  }

  private mutating func decide(
    _ request: ActionRequest, _ answers: HashAnswers
  ) throws(Undecided) -> Decision {
    var decider = Decider(request, context(answers), random: random)
    defer { random = decider.randomness }
    return try decider.decide()
  }

  private mutating func record(_ decision: Decision, of request: ActionRequest) -> Settled {
    check(decision, of: request.action)
    refusals = decision.refusals
    let positions = record(
      decision.drafts, at: now, by: request.by, action: request.id,
      correlation: request.correlation ?? request.id)
    return Settled(decision: decision, facts: positions)
  }

  /// Records facts and folds them, including their private values.
  @discardableResult
  package mutating func record(
    _ drafts: [Decision.Draft], at: Instant, by actor: ActorID, action: UUID, correlation: UUID
  ) -> Range<Int> {
    let start = facts.count + 1
    for (index, draft) in drafts.enumerated() {
      let stream = draft.stream.description
      streams[stream, default: []].append(facts.count + 1)
      let fact = RecordedEvent(
        position: facts.count + 1, sequence: streams[stream]?.count ?? 1, stream: stream, at: at,
        actor: actor, action: action, correlation: correlation, cause: index == 0 ? nil : start,
        event: draft.event, clockWasClamped: clock < at)
      facts.append(fact)
      fold(fact, in: draft.stream)
    }
    let positions = start..<facts.count + 1
    if !drafts.isEmpty { known[action, default: []].append(positions) }
    return positions
  }

  private mutating func fold(_ fact: RecordedEvent, in stream: StreamName) {
    let folded = folded(fact)
    switch stream {
    case .house:
      house.evolve(folded)
      erasures.apply(fact, from: [], to: nil)
    case .visitors: erasures.apply(fact, from: [], to: nil)
    case .member(let id):
      let verifiers = members[id]?.verifiers
      if verifiers == nil { order.append(id) }
      members[id, default: Member(id: id)].evolve(folded)
      if let after = members[id] { supersede(verifiers ?? [], by: fact, in: after) }
      erasures.apply(fact, from: verifiers ?? [], to: members[id])
      for lookUp in fact.event.lookUps {
        directory[lookUp, default: []].append(
          DecisionContext.Candidate(member: id, position: fact.position))
      }
    }
  }
}
