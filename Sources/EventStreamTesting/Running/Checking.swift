extension Generator {
  /// Checks a property over random values, and simplifies the first value for which it fails.
  ///
  /// - Parameters:
  ///   - cases: The number of values.
  ///   - seed: The seed of all values. The same seed gives the same verdict, on every platform.
  ///   - attempts: The maximum number of simpler values that are tried after a failure.
  ///   - property: A check that throws when the property does not hold.
  /// - Returns: The verdict. Nothing is printed or recorded.
  public func check(
    cases: Int = 100, seed: UInt64 = 0, attempts: Int = 4_000,
    property: @escaping (Value) throws -> Void
  ) -> Verdict<Value> {
    var tally = Tally(seed: seed)
    var seeds = SeededGenerator(seed: seed)
    while tally.cases < cases {
      var source = ChoiceSource(seed: seeds.next())
      guard let trial = Trial(generator: self, from: &source, property: property) else {
        tally.rejected += 1
        if tally.rejected > 10 * cases + 100 { return .undecided(tally) }
        continue
      }
      tally.cases += 1
      guard trial.failure != nil else { continue }
      var shrinker = Shrinker(trial, limit: attempts) { values in
        var source = ChoiceSource(replaying: values)
        return Trial(generator: self, from: &source, property: property)
      }
      shrinker.run()
      return .failed(shrinker.counterexample(tally))
    }
    return .held(tally)
  }

  /// Checks a property over every value of the generator, the simplest choices first.
  ///
  /// This is for small generators only, such as a few enumerations or short arrays of them.
  ///
  /// - Parameters:
  ///   - limit: The maximum number of cases, rejected ones included. If there are more, the verdict
  ///     is `undecided`.
  ///   - property: A check that throws when the property does not hold.
  /// - Returns: `held` when all values were checked, or `failed` with the first value that fails.
  public func checkAll(
    atMost limit: Int = 100_000, property: @escaping (Value) throws -> Void
  ) -> Verdict<Value> {
    var tally = Tally(seed: 0)
    var next: [UInt64]? = []
    while let values = next {
      var source = ChoiceSource(replaying: values)
      let trial = Trial(generator: self, from: &source, property: property)
      if let trial {
        tally.cases += 1
        if let failure = trial.failure {
          return .failed(
            Counterexample(
              value: trial.value, choices: trial.choices, failure: failure, tally: tally,
              shrinks: 0, attempts: tally.cases))
        }
      } else {
        tally.rejected += 1
      }
      guard tally.cases + tally.rejected < limit else { return .undecided(tally) }
      next = source.choices.successor
    }
    return .held(tally)
  }

  /// Makes a value again from recorded choices.
  ///
  /// - Parameter choices: The text that a counterexample prints after `choices:`.
  /// - Throws: `Rejection` when the text is not a list of choices, or the generator rejects them.
  public func replay(_ choices: String) throws(Rejection) -> Value {
    guard let values = Choices.values(choices) else { throw Rejection() }
    var source = ChoiceSource(replaying: values)
    return try draw(&source)
  }
}

/// One value with its choices, and the error of the property if it fails.
struct Trial<Value> {
  let value: Value
  let choices: Choices
  let failure: (any Error)?

  /// Draws a value and checks the property; `nil` when the generator rejects the choices.
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

extension Choices {
  /// The numbers of the next sequence in order, or `nil` after the last.
  ///
  /// The last choice below its limit is raised by one, and the choices after it are removed.
  fileprivate var successor: [UInt64]? {
    guard let place = all.lastIndex(where: { $0.value < $0.limit }) else { return nil }
    return all[..<place].map(\.value) + [all[place].value + 1]
  }
}
