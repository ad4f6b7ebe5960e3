import EventStreamTesting
import Testing

extension Law {
  /// Expects the law to hold over random subjects, at the depth of the environment.
  ///
  /// Prints the seed.
  ///
  /// - Parameters:
  ///   - generator: Makes the subjects.
  ///   - cases: The number of cases, unless `ESPACE_CASES` is set.
  ///   - report: Describes a failure.
  func expect(
    over generator: Generator<Subject>, cases: Int,
    sourceLocation: SourceLocation = #_sourceLocation,
    report: (Counterexample<Subject>) -> String
  ) {
    let verdict = checked(over: generator, cases: Depth.cases(cases), seed: Depth.seed)
    switch verdict {
    case .held(let tally): print("law \(name): held in \(tally.cases) cases, seed \(tally.seed)")
    case .failed(let counterexample):
      Issue.record("\(report(counterexample))", sourceLocation: sourceLocation)
    case .undecided(let tally):
      Issue.record(
        "law \(name): \(tally.rejected) cases were rejected, seed \(tally.seed)",
        sourceLocation: sourceLocation)
    }
  }
}

extension Law where Subject == History {
  /// Expects the law to hold over the scenarios of a plan.
  func expect(
    over plan: ScenarioPlan, cases: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expect(over: .scenarios(plan), cases: cases, sourceLocation: sourceLocation) {
      FailureReport($0, of: self).description
    }
  }
}
