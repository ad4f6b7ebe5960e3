/// A law: something that holds of every subject, such as every history or every stream of facts.
///
/// A law is a value of a few lines: a name to filter tests by, the sentence that an auditor reads,
/// where it comes from, and a check that throws when it does not hold.
public struct Law<Subject>: Sendable {
  /// A short name, such as `one-live-code`.
  public let name: String
  /// What holds, in one sentence.
  public let sentence: String
  /// The rule, edge case or design decision that it comes from.
  public let source: String
  private let holds: @Sendable (Subject) throws -> Void

  /// Makes a law.
  ///
  /// - Parameters:
  ///   - name: A short name.
  ///   - sentence: What holds, in one sentence.
  ///   - source: Where it comes from, such as `edge 1`.
  ///   - holds: Throws, best of all a `Violation`, where it does not hold.
  public init(
    _ name: String, _ sentence: String, source: String,
    holds: @escaping @Sendable (Subject) throws -> Void
  ) {
    self.name = name
    self.sentence = sentence
    self.source = source
    self.holds = holds
  }

  /// Makes sure that the law holds of a subject.
  ///
  /// - Throws: What the law's check throws where it does not hold.
  public func check(_ subject: Subject) throws { try holds(subject) }
}

extension Law {
  /// Checks the law over random subjects, and makes what breaks it as simple as possible.
  ///
  /// - Parameters:
  ///   - generator: Makes the subjects.
  ///   - cases: How many.
  ///   - seed: The seed of all of them.
  ///   - attempts: How many simpler subjects are tried at most, once one breaks it.
  public func checked(
    over generator: Generator<Subject>, cases: Int = 100, seed: UInt64 = 0, attempts: Int = 2_000
  ) -> Verdict<Subject> {
    EventStreamTesting.check(generator, cases: cases, seed: seed, attempts: attempts) { subject in
      try self.check(subject)
    }
  }
}

extension Law: CustomStringConvertible {
  /// Name, sentence and source.
  public var description: String { "\(name): \(sentence) (\(source))" }
}

/// What came of checking a property.
public enum Verdict<Value> {
  /// It held in every case.
  case held(Tally)
  /// It failed, and this is the simplest value found that it fails for.
  case failed(Counterexample<Value>)
  /// Too many cases were rejected by the generator to say anything.
  case undecided(Tally)

  /// The counterexample, or `nil` when there is none.
  public var counterexample: Counterexample<Value>? {
    if case .failed(let counterexample) = self { counterexample } else { nil }
  }

  /// Whether the property held in every case.
  public var isHeld: Bool { if case .held = self { true } else { false } }
}

extension Verdict: Sendable where Value: Sendable {}

/// How many cases were run.
public struct Tally: Sendable, Equatable {
  /// The seed of the run.
  public let seed: UInt64
  /// The cases in which the property was looked at.
  public internal(set) var cases = 0
  /// The cases that the generator rejected.
  public internal(set) var rejected = 0

  init(seed: UInt64) { self.seed = seed }
}

/// A value for which a property fails, made as simple as possible.
public struct Counterexample<Value> {
  /// The value.
  public let value: Value
  /// The choices that make it, for `replay`.
  public let choices: Choices
  /// Why the property fails for it.
  public let failure: any Error
  /// The cases run, the failing one included, and their seed.
  public let tally: Tally
  /// How many simpler values were found on the way.
  public let shrinks: Int
  /// How many values were tried.
  public let attempts: Int
}

extension Counterexample: Sendable where Value: Sendable {}

extension Counterexample: CustomStringConvertible {
  /// The seed, the case, the reason and the choices; not the value, which may be long.
  public var description: String {
    "seed \(tally.seed), case \(tally.cases), \(shrinks) shrinks in \(attempts) attempts: "
      + "\(failure)\nchoices: \(choices)"
  }
}

/// That a property does not hold, in words.
public struct Violation: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  /// Makes a violation.
  public init(_ description: String) { self.description = description }
}
