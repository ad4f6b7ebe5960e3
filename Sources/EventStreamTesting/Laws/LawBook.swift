public import Membership
import Notation

/// The laws that hold of every history of a house, and of every stream of facts.
///
/// ``histories`` and ``streams`` list those of this core. The functions make the same laws about
/// another team's projection: `LawBook.folding(MyProjection.self)`.
public enum LawBook {
  /// The laws of legal histories.
  public static let histories: [Law<History>] =
    foldsOfTheCore + [
      codec, onePerName, repetitions(), monotone(), terminal(), passwordProof, certifiedAddress,
      oneLiveCode(), attempts, oneRefusal, pendingCount(), sweeping(), uniform(), noSecret,
      erasedForGood(), neededVerifiers(),
    ]

  /// The laws of any stream of valid envelopes, legal or not.
  public static let streams: [Law<IllegalStream>] = [
    totality(AccountsView.self), totality(PendingView.self), totality(ForgettingView.self),
    totality(DirectoryView.self), totalAnswers(), twiceInAnyOrder(AccountsView.self),
    twiceInAnyOrder(PendingView.self), terminalInAnyOrder(),
  ]

  private static let foldsOfTheCore: [Law<History>] =
    folding(AccountsView.self) + folding(PendingView.self)
    + [
      sameRebuilt(ForgettingView.self), sameInHalves(ForgettingView.self),
      sameRebuilt(DirectoryView.self), sameInHalves(DirectoryView.self),
      // Facts of one stream erase what stands in others, so `Erasures` is folded in order alone.
      sameInParallel(DirectoryView.self) { $0.merge($1) },
    ] + partitioned(MembersView.self) { $0.merge($1) }
    + partitioned(PendingView.self) { $0.merge($1) }
}

/// What came of checking a whole list of laws over the same subjects.
public struct LawRun<Subject> {
  /// How many subjects there were, and their seed.
  public let tally: Tally
  /// The laws that are broken, each with the simplest subject found that breaks it.
  public let failures: [(law: Law<Subject>, counterexample: Counterexample<Subject>)]
}

extension LawRun: Sendable where Subject: Sendable {}

extension Law {
  /// Checks laws over the same random subjects, each made once; what breaks a law is then made as
  /// simple as possible for that law alone.
  ///
  /// - Parameters:
  ///   - laws: The laws.
  ///   - generator: Makes the subjects.
  ///   - cases: How many.
  ///   - seed: The seed of all of them.
  ///   - attempts: How many simpler subjects are tried at most for each broken law.
  ///   - observe: Sees every subject once, to count what was reached.
  public static func checkAll(
    _ laws: [Law], over generator: Generator<Subject>, cases: Int = 100, seed: UInt64 = 0,
    attempts: Int = 2_000, observe: (Subject) -> Void = { _ in }
  ) -> LawRun<Subject> {
    var tally = Tally(seed: seed)
    var seeds = SeededGenerator(seed: seed)
    var standing = laws
    var broken: [Law] = []
    while tally.cases < cases, tally.rejected <= 10 * cases + 100 {
      var source = ChoiceSource(seed: seeds.next(), isRecording: false)
      guard let subject = try? source.draw(generator) else {
        tally.rejected += 1
        continue
      }
      tally.cases += 1
      observe(subject)
      standing.removeAll { law in
        do {
          try law.check(subject)
          return false
        } catch {
          broken.append(law)
          return true
        }
      }
    }
    let failures = broken.compactMap { law in
      law.checked(over: generator, cases: tally.cases, seed: seed, attempts: attempts)
        .counterexample.map { (law: law, counterexample: $0) }
    }
    return LawRun(tally: tally, failures: failures)
  }
}

/// How one fact changes a member.
///
/// The laws about members take one, so that a test can show that they find a wrong one.
public typealias MemberFold = @Sendable (inout Member, RecordedEvent) -> Void

extension Member {
  /// The fold of the core.
  public static let coreFold: MemberFold = { $0.evolve($1) }
}

/// One fact of a member's stream, with the member before and after it.
struct Transition {
  let fact: RecordedEvent
  let before: Member
  let after: Member
}

extension Sequence<RecordedEvent> {
  /// Walks the facts of members in order, each with its member before and after it.
  func walk(_ fold: MemberFold, _ body: (Transition) throws -> Void) rethrows {
    var members: [Token: Member] = [:]
    for fact in self {
      guard case .member(let id)? = StreamName(fact.stream) else { continue }
      let before = members[id] ?? Member(id: id)
      var after = before
      fold(&after, fact)
      members[id] = after
      try body(Transition(fact: fact, before: before, after: after))
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
