/// A recipe for random values: a function from choices to a value.
///
/// Because a value is made anew from simpler choices, everything made with `map`, `flatMap` and the
/// rest shrinks by itself, and stays a value that the generator can make.
public struct Generator<Value>: Sendable {
  let draw: @Sendable (inout ChoiceSource) throws(Rejection) -> Value

  /// Makes a generator from a function that draws.
  ///
  /// - Parameter draw: A function of what it draws alone: no clock, no other randomness, nothing
  ///   that is ordered by hashing. Whatever it throws rejects the choices.
  public init(_ draw: @escaping @Sendable (inout ChoiceSource) throws -> Value) {
    self.draw = { (source) throws(Rejection) in
      do { return try draw(&source) } catch { throw Rejection() }
    }
  }
}

/// That the choices lead to no value: the case is left out and does not count.
public struct Rejection: Error, Sendable, Equatable {
  /// Makes a rejection.
  public init() {}
}

extension Generator {
  /// The values of a function of this generator's values.
  public func map<Other>(
    _ transform: @escaping @Sendable (Value) -> Other
  ) -> Generator<Other> {
    Generator<Other> { source in transform(try draw(&source)) }
  }

  /// The values of generators that depend on this one's values.
  public func flatMap<Other>(
    _ transform: @escaping @Sendable (Value) -> Generator<Other>
  ) -> Generator<Other> {
    Generator<Other> { source in
      try transform(try draw(&source)).draw(&source)
    }
  }

  /// The values that a condition lets through.
  ///
  /// - Parameters:
  ///   - retries: How often it draws again before the case is rejected.
  ///   - isWanted: The condition; a generator that makes only wanted values is better.
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

  /// Arrays of values, each length of a range as likely.
  public func array(count: ClosedRange<Int>) -> Generator<[Value]> {
    Generator<[Value]> { source in try source.elements(count, draw) }
  }

  /// A value, or in so many cases of so many none; none is the simpler.
  public func optional(absent cases: Int = 1, in all: Int = 4) -> Generator<Value?> {
    Generator<Value?> { source in
      guard source.chance(all - cases, in: all) else { return nil }
      return try draw(&source)
    }
  }

  /// The same values, with their choices kept together so that they shrink as one.
  public var asOne: Generator {
    Generator { source in
      try source.span(.value) { source in try draw(&source) }
    }
  }
}

extension Generator {
  /// One value only.
  public static func always(_ value: Value) -> Generator where Value: Sendable {
    Generator { _ in value }
  }

  /// One of some values, each as likely; the first is the simplest.
  public static func element(of values: [Value]) -> Generator where Value: Sendable {
    Generator { source in try source.element(of: values) }
  }

  /// The values of one of some generators, each as likely; the first is the simplest.
  public static func oneOf(_ generators: Generator...) -> Generator {
    Generator { source in
      try source.draw(try source.element(of: generators))
    }
  }

  /// The values of one of some generators, by weight; the first is the simplest.
  public static func frequency(_ generators: (weight: Int, of: Generator)...) -> Generator {
    Generator { source in
      let offers = generators.map { (weight: $0.weight, element: $0.of) }
      return try source.draw(try source.element(byWeight: offers))
    }
  }

  /// The values of all cases of a type; the first is the simplest.
  public static func anyCase() -> Generator where Value: CaseIterable & Sendable {
    Generator { source in try source.element(of: Array(Value.allCases)) }
  }

  /// Pairs, triples and so on of independent values.
  public static func zip<each Part>(
    _ parts: repeat Generator<each Part>
  ) -> Generator where Value == (repeat each Part) {
    Generator { source in
      (repeat try (each parts).draw(&source))
    }
  }
}

extension Generator where Value: FixedWidthInteger & Sendable {
  /// Integers of a range, each as likely; the simplest is the one nearest to zero.
  public static func integer(in range: ClosedRange<Value>) -> Generator {
    Generator { source in source.integer(in: range) }
  }
}

extension Generator where Value == Bool {
  /// Yes in so many cases of so many; no is the simpler.
  public static func bool(_ cases: Int = 1, in all: Int = 2) -> Generator {
    Generator { source in source.chance(cases, in: all) }
  }
}
