public import Membership
import Notation

/// How one fact changes a member.
///
/// The laws about members take one, so that a test can show that they find a wrong one.
public typealias MemberFold = @Sendable (inout Member, RecordedEvent) -> Void

extension Member {
  /// The fold of the core.
  public static let coreFold: MemberFold = { $0.evolve($1) }
}

/// One fact of a member's stream, with the member before and after it.
struct Footstep {
  let fact: RecordedEvent
  let before: Member
  let after: Member
}

extension Sequence<RecordedEvent> {
  /// Walks the facts of members in order, each with its member before and after it.
  func walk(_ fold: MemberFold, _ body: (Footstep) throws -> Void) rethrows {
    var members: [Token: Member] = [:]
    for fact in self {
      guard case .member(let id)? = StreamName(fact.stream) else { continue }
      let before = members[id] ?? Member(id: id)
      var after = before
      fold(&after, fact)
      members[id] = after
      try body(Footstep(fact: fact, before: before, after: after))
    }
  }
}

extension History {
  /// The same history with other facts, as a core with a fault would have recorded them.
  ///
  /// - Parameter change: Changes the facts; positions and sequences stay as it leaves them.
  package func withFacts(_ change: (inout [RecordedEvent]) -> Void) -> History {
    var world = world
    change(&world.facts)
    return History(scenario: scenario, answers: answers, world: world)
  }

  /// The same history with other answers.
  package func withAnswers(_ change: (inout [Answer]) -> Void) -> History {
    var answers = answers
    change(&answers)
    return History(scenario: scenario, answers: answers, world: world)
  }

  /// The facts of an answer; none for a repetition.
  func facts(of answer: Answer) -> ArraySlice<RecordedEvent> {
    guard !answer.isRepetition, answer.facts.lowerBound > 0,
      answer.facts.upperBound - 1 <= facts.count
    else { return [] }
    return facts[answer.facts.lowerBound - 1..<answer.facts.upperBound - 1]
  }
}
