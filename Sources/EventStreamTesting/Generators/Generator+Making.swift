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
