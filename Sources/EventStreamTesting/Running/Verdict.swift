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
