import Membership
import Notation

/// A broken law as a bug report: what holds, what happened in the simplest case found, and two ways
/// to see it again.
public struct FailureReport: Sendable {
  /// The law, its sentence and its source.
  public let law: String
  /// Why it is broken.
  public let failure: String
  /// The seed, the case and how far it was made simple, in words.
  public let origin: String
  /// What was done and what followed, as a table.
  public let table: String
  /// Swift code that makes it happen again.
  public let swiftCode: String
  /// A journey file that `espace play` makes it happen again with; `nil` for facts that no action
  /// gave.
  public let journey: String?
}

extension FailureReport {
  /// Reports that a history breaks a law.
  public init(_ counterexample: Counterexample<History>, of law: Law<History>) {
    self.init(
      law: law.description, failure: "\(counterexample.failure)", origin: counterexample.origin,
      table: counterexample.value.table, swiftCode: counterexample.value.scenario.swiftCode,
      journey: counterexample.value.scenario.journey(named: law.name, title: law.sentence))
  }
}

extension FailureReport {
  /// Reports that an illegal stream breaks a law.
  ///
  /// - Parameters:
  ///   - generator: The Swift expression of the generator, for the code that makes it again.
  public init(
    _ counterexample: Counterexample<IllegalStream>, of law: Law<IllegalStream>,
    generator: String
  ) {
    let stream = counterexample.value
    self.init(
      law: law.description, failure: "\(counterexample.failure)", origin: counterexample.origin,
      table: FactTable(stream.facts).text
        + stream.edits.map { "\n  edited: \($0)" }.joined(),
      swiftCode: "let stream = try replay(\"\(counterexample.choices)\", \(generator))",
      journey: nil)
  }
}

extension Counterexample {
  /// Where it was found and how far it was made simple, in words.
  var origin: String {
    "seed \(tally.seed), case \(tally.cases); made simpler \(shrinks) times in \(attempts) attempts\n"
      + "choices \(choices)"
  }
}

extension FailureReport: CustomStringConvertible {
  /// The whole report.
  public var description: String {
    var parts = [
      "LAW BROKEN\n\(law)", "WHY\n\(failure)", "FOUND\n\(origin)", "WHAT HAPPENED\n\(table)",
      "AGAIN, IN SWIFT\n\(swiftCode)",
    ]
    if let journey { parts.append("AGAIN, WITH espace play\n\(journey)") }
    return parts.joined(separator: "\n\n")
  }
}
