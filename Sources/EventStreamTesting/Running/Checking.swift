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
    guard let trial = Trial(generator, &source, property) else {
      tally.rejected += 1
      if tally.rejected > 10 * cases + 100 { return .undecided(tally) }
      continue
    }
    tally.cases += 1
    guard trial.failure != nil else { continue }
    var shrinker = Shrinker(trial, limit: attempts) { values in
      var source = ChoiceSource(replaying: values)
      return Trial(generator, &source, property)
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
    _ generator: Generator<Value>, _ source: inout ChoiceSource,
    _ property: (Value) throws -> Void
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
