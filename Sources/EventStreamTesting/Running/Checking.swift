/// Checks a property over random values, and makes what it fails for as simple as possible.
///
/// - Parameters:
///   - generator: Makes the values.
///   - cases: How many values.
///   - seed: The seed of all of them; the same seed gives the same verdict, on every platform.
///   - attempts: How many simpler values are tried at most, once it failed.
///   - property: Throws when the property does not hold.
/// - Returns: The verdict; nothing is printed and nothing recorded.
public func check<Value>(
  _ generator: Generator<Value>, cases: Int = 100, seed: UInt64 = 0, attempts: Int = 4_000,
  property: @escaping (Value) throws -> Void
) -> Verdict<Value> {
  var tally = Tally(seed: seed)
  var seeds = SeededGenerator(seed: seed)
  while tally.cases < cases {
    var source = ChoiceSource(seed: seeds.next())
    guard let trial = Trial(generator: generator, from: &source, property: property) else {
      tally.rejected += 1
      if tally.rejected > 10 * cases + 100 { return .undecided(tally) }
      continue
    }
    tally.cases += 1
    guard trial.failure != nil else { continue }
    var shrinker = Shrinker(trial, limit: attempts) { values in
      var source = ChoiceSource(replaying: values)
      return Trial(generator: generator, from: &source, property: property)
    }
    shrinker.run()
    return .failed(shrinker.counterexample(tally))
  }
  return .held(tally)
}

/// Makes the value of recorded choices again.
///
/// - Parameters:
///   - choices: What a counterexample prints after `choices:`.
///   - generator: The generator that made it.
/// - Throws: `Rejection` when the text is none, or the generator has no such value.
public func replay<Value>(
  _ choices: String, _ generator: Generator<Value>
) throws(Rejection) -> Value {
  guard let values = Choices.values(choices) else { throw Rejection() }
  var source = ChoiceSource(replaying: values)
  return try generator.draw(&source)
}

/// One value with what it was made from, and what the property said of it.
struct Trial<Value> {
  let value: Value
  let choices: Choices
  let failure: (any Error)?

  /// Draws a value and asks the property; `nil` when the generator rejects the choices.
  init?(
    generator: Generator<Value>, from source: inout ChoiceSource,
    property: (Value) throws -> Void
  ) {
    guard let value = try? generator.draw(&source) else { return nil }
    self.value = value
    choices = source.choices
    do {
      try property(value)
      failure = nil
    } catch { failure = error }
  }
}

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
    let trial = Trial(generator: generator, from: &source, property: property)
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
