/// A recipe for random values: a function from choices to a value.
///
/// Shrinking makes a value again from simpler choices. Therefore every generator built with `map`,
/// `flatMap` and the other functions shrinks, and yields only values that it can make.
public struct Generator<Value>: Sendable {
  let draw: @Sendable (inout ChoiceSource) throws(Rejection) -> Value

  /// Makes a generator from a function that draws.
  ///
  /// - Parameter draw: A function that depends only on its draws. It must not use a clock, other
  ///   randomness, or an order that depends on hashing. Any error that it throws rejects the
  ///   choices.
  public init(_ draw: @escaping @Sendable (inout ChoiceSource) throws -> Value) {
    self.draw = { (source) throws(Rejection) in
      do { return try draw(&source) } catch { throw Rejection() }
    }
  }
}

/// The error of choices that lead to no value; such a case is left out and not counted.
public struct Rejection: Error, Sendable, Equatable {
  /// Makes a rejection.
  public init() {}
}

extension Generator {
  /// Generates the results of a function of this generator's values.
  public func map<Other>(
    _ transform: @escaping @Sendable (Value) -> Other
  ) -> Generator<Other> {
    Generator<Other> { source in transform(try draw(&source)) }
  }

  /// Generates values from generators that depend on this generator's values.
  public func flatMap<Other>(
    _ transform: @escaping @Sendable (Value) -> Generator<Other>
  ) -> Generator<Other> {
    Generator<Other> { source in
      try transform(try draw(&source)).draw(&source)
    }
  }

  /// Generates the values that meet a condition.
  ///
  /// - Parameters:
  ///   - retries: The number of further draws before the case is rejected.
  ///   - isWanted: The condition. A generator that makes only wanted values is better.
  public func filter(
    retries: Int = 8, _ isWanted: @escaping @Sendable (Value) -> Bool
  ) -> Generator {
    Generator { source in
      for _ in 0...max(retries, 0) {
        let value = try source.span(.element) { source in try draw(&source) }
        if isWanted(value) { return value }
      }
      throw Rejection()
    }
  }

  /// Generates arrays of values; each length in the range is equally likely.
  public func array(count: ClosedRange<Int>) -> Generator<[Value]> {
    Generator<[Value]> { source in try source.elements(count, draw) }
  }

  /// Generates `nil` with a probability of `cases` in `all`, and a value otherwise; `nil` is
  /// simpler.
  public func optional(absent cases: Int = 1, in all: Int = 4) -> Generator<Value?> {
    Generator<Value?> { source in
      guard source.chance(all - cases, in: all) else { return nil }
      return try draw(&source)
    }
  }

  /// The same generator, with the choices of each value kept together so that they shrink as one.
  public var asOne: Generator {
    Generator { source in
      try source.span(.value) { source in try draw(&source) }
    }
  }
}

extension Generator {
  /// Generates one value only.
  public static func always(_ value: Value) -> Generator where Value: Sendable {
    Generator { _ in value }
  }

  /// Generates one of some values with equal probability; the first is the simplest.
  public static func element(of values: [Value]) -> Generator where Value: Sendable {
    Generator { source in try source.element(of: values) }
  }

  /// Generates values of one of some generators with equal probability; the first is the simplest.
  public static func oneOf(_ generators: Generator...) -> Generator {
    Generator { source in
      try source.draw(try source.element(of: generators))
    }
  }

  /// Generates values of one of some generators by weight; the first is the simplest.
  public static func frequency(_ generators: (weight: Int, of: Generator)...) -> Generator {
    Generator { source in
      let offers = generators.map { (weight: $0.weight, element: $0.of) }
      return try source.draw(try source.element(byWeight: offers))
    }
  }

  /// Generates the cases of a type with equal probability; the first is the simplest.
  public static func anyCase() -> Generator where Value: CaseIterable & Sendable {
    Generator { source in try source.element(of: Array(Value.allCases)) }
  }

  /// Generates tuples of independent values.
  public static func zip<each Part>(
    _ parts: repeat Generator<each Part>
  ) -> Generator where Value == (repeat each Part) {
    Generator { source in
      (repeat try (each parts).draw(&source))
    }
  }
}

extension Generator where Value: FixedWidthInteger & Sendable {
  /// Generates uniformly distributed integers of a range; the simplest is the one nearest to zero.
  public static func integer(in range: ClosedRange<Value>) -> Generator {
    Generator { source in source.integer(in: range) }
  }
}

extension Generator where Value == Bool {
  /// Generates `true` with a probability of `cases` in `all`; `false` is the simpler value.
  public static func bool(_ cases: Int = 1, in all: Int = 2) -> Generator {
    Generator { source in source.chance(cases, in: all) }
  }
}
