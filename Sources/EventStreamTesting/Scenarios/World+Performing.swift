import FoundationEssentials
public import Membership
import Notation
import Projections

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
    var decider = Decider(request, knowledge(answers), random: random)
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
    _ drafts: [Decision.Draft], at: Instant, by actor: Actor, action: UUID, correlation: UUID
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
      forgetting.apply(fact, from: [], to: nil)
    case .visitors: forgetting.apply(fact, from: [], to: nil)
    case .member(let id):
      let verifiers = members[id]?.verifiers
      if verifiers == nil { order.append(id) }
      members[id, default: Member(id: id)].evolve(fact)
      forgetting.apply(fact, from: verifiers ?? [], to: members[id])
      for lookUp in fact.event.lookUps {
        directory[lookUp, default: []].append(
          Knowledge.Candidate(member: id, position: fact.position))
      }
    }
  }
}
