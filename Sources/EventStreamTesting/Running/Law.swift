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
