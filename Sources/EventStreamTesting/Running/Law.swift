/// A law: a statement that holds for every subject, such as every history or every stream of facts.
///
/// A law is a value of a few lines. It has a short name to filter tests by, a sentence for an
/// auditor, its source, and a check. The check throws when the law does not hold.
public struct Law<Subject>: Sendable {
  /// A short name, such as `one-live-code`.
  public let name: String
  /// The statement, in one sentence.
  public let sentence: String
  /// The source: a rule, an edge case or a design decision.
  public let source: String
  private let holds: @Sendable (Subject) throws -> Void

  /// Makes a law.
  ///
  /// - Parameters:
  ///   - name: A short name.
  ///   - sentence: The statement, in one sentence.
  ///   - source: The source, such as `roots 1`.
  ///   - holds: A check that throws when the law does not hold, preferably a `Violation`.
  public init(
    _ name: String, _ sentence: String, source: String,
    holds: @escaping @Sendable (Subject) throws -> Void
  ) {
    self.name = name
    self.sentence = sentence
    self.source = source
    self.holds = holds
  }

  /// Checks the law for a subject.
  ///
  /// - Throws: The error of the law's check when the law does not hold.
  public func check(_ subject: Subject) throws { try holds(subject) }
}

extension Law {
  /// Checks the law over random subjects, and simplifies the first subject that breaks it.
  ///
  /// - Parameters:
  ///   - generator: The generator of the subjects.
  ///   - cases: The number of subjects.
  ///   - seed: The seed of all subjects.
  ///   - attempts: The maximum number of simpler subjects that are tried after a failure.
  public func checked(
    over generator: Generator<Subject>, cases: Int = 100, seed: UInt64 = 0, attempts: Int = 2_000
  ) -> Verdict<Subject> {
    generator.check(cases: cases, seed: seed, attempts: attempts) { try check($0) }
  }
}

extension Law: CustomStringConvertible {
  /// The name, the sentence and the source.
  public var description: String { "\(name): \(sentence) (\(source))" }
}

/// The result of checking a property.
public enum Verdict<Value> {
  /// The property held in every case.
  case held(Tally)
  /// The property failed; the counterexample is the simplest failing value found.
  case failed(Counterexample<Value>)
  /// The generator rejected too many cases for a verdict, or there are too many cases.
  case undecided(Tally)

  /// The counterexample, or `nil` unless the property failed.
  public var counterexample: Counterexample<Value>? {
    if case .failed(let counterexample) = self { counterexample } else { nil }
  }

  /// Whether the property held in every case.
  public var isHeld: Bool { if case .held = self { true } else { false } }
}

extension Verdict: Sendable where Value: Sendable {}

/// The numbers of cases in a run, with its seed.
public struct Tally: Sendable, Equatable {
  /// The seed of the run.
  public let seed: UInt64
  /// The number of cases in which the property was checked.
  public internal(set) var cases = 0
  /// The number of cases that the generator rejected.
  public internal(set) var rejected = 0

  init(seed: UInt64) { self.seed = seed }
}

/// A value for which a property fails, simplified as far as possible.
public struct Counterexample<Value> {
  /// The value.
  public let value: Value
  /// The choices that make it, for `replay`.
  public let choices: Choices
  /// The error of the property for this value.
  public let failure: any Error
  /// The numbers of cases, the failing one included, and the seed.
  public let tally: Tally
  /// The number of simplifications.
  public let shrinks: Int
  /// The number of values tried.
  public let attempts: Int
}

extension Counterexample: Sendable where Value: Sendable {}

extension Counterexample: CustomStringConvertible {
  /// The seed, the case, the error and the choices, without the value, which may be long.
  public var description: String {
    "seed \(tally.seed), case \(tally.cases), \(shrinks) shrinks in \(attempts) attempts: "
      + "\(failure)\nchoices: \(choices)"
  }
}

/// The error of a property that does not hold, in words.
public struct Violation: Error, Sendable, Equatable, CustomStringConvertible {
  /// The reason.
  public let description: String

  /// Makes a violation.
  public init(_ description: String) { self.description = description }
}
