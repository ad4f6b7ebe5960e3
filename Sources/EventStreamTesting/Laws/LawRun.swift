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
