import FoundationEssentials
import Membership
import Notation

extension World {
  /// The first answer to an action whose id is known in the stream that it addresses, or `nil`.
  mutating func repetition(of request: ActionRequest) -> Answer? {
    let knowledge = knowledge(HashAnswers())
    var member = addressee(of: request, knowledge)
    let nobodys: StreamName = request.action.isAboutHouse ? .house : .visitors(at: now)
    var stream = member.map { .member($0.id) } ?? nobodys
    var found = facts(of: request.id, in: stream)
    if found == nil {
      // When it was refused the name, or the session, was nobody's.
      (member, stream) = (nil, nobodys)
      found = facts(of: request.id, in: stream)
    }
    if found == nil, let begun = known[request.id]?.first {
      guard case .visitors(let month)? = facts[begun.lowerBound - 1].streamName else {
        return otherAction
      }
      stream = .visitors(month: month)
      found = begun
    }
    guard let positions = found else { return nil }
    let own = facts[positions.lowerBound - 1..<positions.upperBound - 1]
    guard let first = own.first else { return nil }
    let before = past(of: stream, before: first.position)
    let then = Knowledge(
      now: first.at, house: before.house, key: knowledge.key, refusals: refusals,
      member: { $0 == before.member?.id ? before.member : knowledge.member($0) },
      candidates: knowledge.candidates, open: knowledge.open, hashing: knowledge.hashing)
    var decider = Decider(request, then, random: random)
    let subject = member.flatMap { then.member($0.id) }
    guard decider.mayHaveAppended(own.map(\.event), of: subject),
      member != nil || decider.mayHaveTyped(first.event)
    else { return otherAction }
    let decision = decider.repeated(own.map(\.event), of: subject)
    var answer = Answer(result: .accepted, at: now, member: decision.member, facts: positions)
    if case .refused(let reason) = decision.result { answer.result = .refused(reason) }
    answer.publicOutcome = decision.publicOutcome
    answer.isRepetition = true
    return answer
  }

  /// The answer to an action with the id of another action.
  private var otherAction: Answer {
    Answer(result: .invalid("id"), at: now, facts: facts.count + 1..<facts.count + 1)
  }

  /// The facts of the first append of an action that begins in a stream.
  private func facts(of action: UUID, in stream: StreamName) -> Range<Int>? {
    known[action]?.first { facts[$0.lowerBound - 1].streamName == stream }
  }

  /// The member whom an action addresses; one who was erased is found by the id of the action alone.
  private func addressee(of request: ActionRequest, _ knowledge: Knowledge) -> Member? {
    let named = Decider(request, knowledge, random: random).addressee()
    // Whoever has left may have had the name before one who was erased since.
    if let named, !named.hasEnded, request.action.name != .eraseMember { return named }
    for positions in known[request.id] ?? [] {
      if case .member(let id)? = facts[positions.lowerBound - 1].streamName,
        let member = members[id], member.isErased
      {
        return member
      }
    }
    return named
  }

  /// What was known of the house and of the member of a stream before a fact.
  private func past(
    of stream: StreamName, before position: Int
  ) -> (house: House, member: Member?) {
    var house = House()
    for earlier in streams["house"] ?? [] where earlier < position {
      house.evolve(facts[earlier - 1])
    }
    guard case .member(let id) = stream else { return (house, nil) }
    var member = Member(id: id)
    for earlier in streams[stream.description] ?? [] where earlier < position {
      member.evolve(facts[earlier - 1])
    }
    return (house, member)
  }
}
