import Digests
import FoundationEssentials
public import Membership
public import Notation
import Projections

/// A house with its members, in memory: it decides actions as the core does, and keeps the facts.
///
/// No disk, no lock and a hasher that costs nothing; the same seed and the same actions give the
/// same facts. What a space on a disk would answer, it answers.
public struct World: Sendable {
  /// What the machine's clock says; facts are never earlier than the one before (edge 16).
  public var clock: Instant
  /// The house, folded from its facts.
  public internal(set) var house = House()
  /// The members, each folded from its facts.
  public internal(set) var members: [Token: Member] = [:]
  /// The members' ids in order of their first facts.
  public internal(set) var order: [Token] = []
  /// All facts, private values open; position 1 first.
  public internal(set) var facts: [RecordedEvent] = []

  /// What facts have erased: who opens a value asks here first.
  var erasures = Erasures(keepsWork: false)
  var directory: [DecisionContext.LookUp: [DecisionContext.Candidate]] = [:]
  /// The positions of the facts of each stream.
  var streams: [String: [Int]] = [:]
  var refusals = RefusalTraffic()
  var random: Randomness
  /// The positions of the facts of each action, once for each time that it was performed anew: its
  /// name may have led elsewhere by then.
  var known: [UUID: [Range<Int>]] = [:]
  private let key = HMACSHA256(key: Array("the key of a world in memory".utf8))

  /// Founds a house.
  ///
  /// - Parameters:
  ///   - house: The name of a preset; the world knows no rules when there is none of that name.
  ///   - start: When it is founded.
  ///   - seed: The seed of every id, code and session that is drawn.
  public init(house: String, at start: Instant = .usualStart, seed: UInt64 = 0) {
    clock = start
    random = Randomness(SeededGenerator(seed: seed))
    guard let rules = HouseRules.preset(house) else { return }
    found(rules, named: house)
  }

  /// Founds a house with rules of its own.
  public init(rules: HouseRules, at start: Instant = .usualStart, seed: UInt64 = 0) {
    clock = start
    random = Randomness(SeededGenerator(seed: seed))
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

  /// What a decision may know.
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

  /// The attempts of visitors in which a text that names a member was typed.
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
  /// The event as a reader gets it who may open values: without those that a fact has erased.
  fileprivate func opened(_ erasures: Erasures) -> Event {
    guard erasures.fact(erasing: place) != nil else { return event }
    let parts = EventCodec.encode(event)
    guard parts.secret != nil else { return event }
    return parts.data.withUnsafeBufferPointer { data in
      let read = try? EventCodec.decode(
        type: event.name, schema: event.schema, data: data,
        privatePart: .erased)
      return read ?? event
    }
  }
}

extension World {
  /// The event at a position, without values that a fact has erased.
  func opened(_ position: Int) -> Event { facts[position - 1].opened(erasures) }
}

extension World {
  /// The same house at the same time without its members, so that a story of others can go on in it
  /// and nothing grows with those who came before.
  func withoutMembers() -> World {
    var world = self
    world.house = House()
    (world.members, world.order, world.directory) = ([:], [], [:])
    (world.facts, world.streams, world.known) = ([], [:], [:])
    world.erasures = Erasures(keepsWork: false)
    for fact in facts where fact.stream == StreamName.house.description {
      // Not their own ids, which the steps of the next story will have again.
      let id = UUID.draw(using: &world.random)
      world.record(
        [Decision.Draft(stream: .house, event: fact.event)], at: fact.at, by: fact.actor,
        action: id, correlation: id)
    }
    return world
  }
}

extension World {
  /// Performs an action: decides it, then records its facts.
  ///
  /// - Parameter request: The action; its own time is not read, the world's clock counts.
  public mutating func perform(_ request: ActionRequest) -> Answer {
    if case .sweep = request.action { return sweep(request) }
    if known[request.id] != nil, let repeated = repetition(of: request) { return repeated }
    return performOne(request)
  }

  mutating func performOne(_ request: ActionRequest) -> Answer {
    let start = facts.count + 1
    var answers = HashAnswers()
    while true {
      do throws(Interruption) {
        return record(try decide(request, answers), of: request)
      } catch {
        switch error {
        case .needs(let question): answer(question, &answers)
        case .invalid(let field, _):
          return Answer(result: .invalid(field), at: now, facts: start..<start)
        case .refused(let refusal):
          return Answer(result: .refused(refusal.reason), at: now, facts: start..<start)
        }
      }
    }
  }

  private mutating func decide(
    _ request: ActionRequest, _ answers: HashAnswers
  ) throws(Interruption) -> Decision {
    var decider = Decider(request, context(answers), random: random)
    defer { random = decider.randomness }
    return try decider.decide()
  }

  private mutating func record(_ decision: Decision, of request: ActionRequest) -> Answer {
    let at = now
    refusals = decision.refusals
    let positions = record(
      decision.drafts, at: at, by: request.by, action: request.id,
      correlation: request.correlation ?? request.id)
    let result: Answer.Result =
      switch decision.result {
      case .accepted: .accepted
      case .refused(let reason): .refused(reason)
      }
    return Answer(
      result: result, at: at, member: decision.member, facts: positions,
      deliveries: decision.deliveries, session: decision.session,
      publicOutcome: decision.publicOutcome)
  }

  /// Records facts and folds them, private values and all.
  @discardableResult
  mutating func record(
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
    switch stream {
    case .house:
      house.evolve(fact)
      erasures.apply(fact, from: [], to: nil)
    case .visitors: erasures.apply(fact, from: [], to: nil)
    case .member(let id):
      let verifiers = members[id]?.verifiers
      if verifiers == nil { order.append(id) }
      members[id, default: Member(id: id)].evolve(fact)
      erasures.apply(fact, from: verifiers ?? [], to: members[id])
      for lookUp in fact.event.lookUps {
        directory[lookUp, default: []].append(
          DecisionContext.Candidate(member: id, position: fact.position))
      }
    }
  }
}
