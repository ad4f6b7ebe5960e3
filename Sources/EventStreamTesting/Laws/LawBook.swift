public import Membership
import Notation

/// The laws that hold for every history of a house, and for every stream of facts.
///
/// ``histories`` and ``streams`` list the laws of this core. The functions make the same laws for
/// other projections: `LawBook.folding(MyProjection.self)`.
public enum LawBook {
  /// The laws of legal histories.
  public static let histories: [Law<History>] =
    foldsOfTheCore + [
      codec, onePerName, repetitions(), strict, monotone(), nextDeadline(), rows(),
      terminal(), passwordProof, certifiedAddress,
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
      // A fact of one stream can erase values of another, so `Erasures` is folded only in log
      // order.
      sameInParallel(DirectoryView.self) { $0.merge($1) },
    ] + partitioned(MembersView.self) { $0.merge($1) }
    + partitioned(PendingView.self) { $0.merge($1) }
}

/// The result of checking a list of laws over the same subjects.
public struct LawRun<Subject> {
  /// The number of subjects, and their seed.
  public let tally: Tally
  /// The broken laws, each with the simplest subject found that breaks it.
  public let failures: [(law: Law<Subject>, counterexample: Counterexample<Subject>)]
}

extension LawRun: Sendable where Subject: Sendable {}

extension Law {
  /// Checks laws over the same random subjects, each made once.
  ///
  /// The subject that breaks a law is then simplified for that law alone.
  ///
  /// - Parameters:
  ///   - laws: The laws.
  ///   - generator: The generator of the subjects.
  ///   - cases: The number of subjects.
  ///   - seed: The seed of all subjects.
  ///   - attempts: The maximum number of simpler subjects that are tried for each broken law.
  ///   - observe: A closure that is called once with each subject, to measure coverage.
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

/// A function that folds a fact into a member.
///
/// The laws about members take it as a parameter, so that a test can show that they detect a faulty
/// one.
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
  /// Folds the facts of members in order, and passes each to `body` with the states around it.
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
  /// Returns the same history with other facts, as a faulty core would record them.
  ///
  /// - Parameter change: Changes the facts. Positions and sequences are not adjusted.
  package func withFacts(_ change: (inout [RecordedEvent]) -> Void) -> History {
    var world = world
    change(&world.facts)
    return History(scenario: scenario, answers: answers, world: world)
  }

  /// Returns the same history with other answers.
  package func withAnswers(_ change: (inout [Answer]) -> Void) -> History {
    var answers = answers
    change(&answers)
    return History(scenario: scenario, answers: answers, world: world)
  }

  /// Returns the facts of an answer; a repetition has no facts.
  func facts(of answer: Answer) -> ArraySlice<RecordedEvent> { world.facts(of: answer) }
}
