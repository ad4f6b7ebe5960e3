/// Checks a property over every value that a generator can make, the simplest choices first.
///
/// For small generators only: a few enumerations, short arrays of them.
///
/// - Parameters:
///   - generator: Makes the values.
///   - limit: How many cases at most; with more, nothing is decided.
///   - property: Throws when the property does not hold.
/// - Returns: `held` when all values were looked at; `failed` with the first that fails.
public func checkAll<Value>(
  _ generator: Generator<Value>, atMost limit: Int = 100_000,
  property: @escaping (Value) throws -> Void
) -> Verdict<Value> {
  var tally = Tally(seed: 0)
  var next: [UInt64]? = []
  while let values = next {
    var source = ChoiceSource(replaying: values)
    let trial = Trial(generator, &source, property)
    if let trial {
      tally.cases += 1
      if let failure = trial.failure {
        return .failed(
          Counterexample(
            value: trial.value, choices: trial.choices, failure: failure, tally: tally, shrinks: 0,
            attempts: tally.cases))
      }
    } else {
      tally.rejected += 1
    }
    guard tally.cases + tally.rejected < limit else { return .undecided(tally) }
    next = source.choices.successor
  }
  return .held(tally)
}

extension Choices {
  /// The numbers of the next sequence in order, or `nil` after the last.
  ///
  /// The last choice that is not at its limit is one larger, and what followed it is open again.
  fileprivate var successor: [UInt64]? {
    guard let place = all.lastIndex(where: { $0.value < $0.limit }) else { return nil }
    return all[..<place].map(\.value) + [all[place].value + 1]
  }
}
