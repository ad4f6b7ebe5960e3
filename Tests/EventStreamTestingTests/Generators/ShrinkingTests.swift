import EventStreamTesting
import Testing

/// Known hard cases of test-case reduction (jlink's shrinking challenge), and cases of this
/// package.
@Suite("Shrinking")
struct ShrinkingTests {
  /// Returns the simplest value found over several seeds.
  private func simplest<Value>(
    _ generator: Generator<Value>, seeds: Range<UInt64> = 0..<10,
    where isWrong: @escaping @Sendable (Value) -> Bool
  ) throws -> [Value] {
    try seeds.map { seed in
      let verdict = generator.check(cases: 2_000, seed: seed) { value in
        if isWrong(value) { throw Violation("wrong") }
      }
      return try #require(verdict.counterexample, "seed \(seed) found nothing").value
    }
  }

  private let numbers = Generator.integer(in: 0...1_000).array(count: 0...30)

  @Test("a large number becomes the smallest that fails")
  func boundary() throws {
    let numbers = Generator.integer(in: -1_000_000...1_000_000)
    #expect(try simplest(numbers) { $0 > 4_711 } == Array(repeating: 4_712, count: 10))
    #expect(try simplest(numbers) { $0 < -4_711 } == Array(repeating: -4_712, count: 10))
  }

  @Test("an array loses its irrelevant elements")
  func arrays() throws {
    #expect(try simplest(numbers) { $0.count > 4 }.allSatisfy { $0 == [0, 0, 0, 0, 0] })
    #expect(try simplest(numbers) { $0 != $0.reversed() }.allSatisfy { $0 == [0, 1] })
    #expect(try simplest(numbers) { Set($0).count > 2 }.allSatisfy { $0 == [0, 1, 2] })
    #expect(try simplest(numbers) { $0.contains { $0 > 900 } }.allSatisfy { $0 == [901] })
  }

  @Test("numbers that must be equal shrink together")
  func together() throws {
    let pairs = Generator<(Int, Int)>.zip(.integer(in: 0...50), .integer(in: 0...50))
    let found = try simplest(pairs) { $0.0 == $0.1 && $0.0 > 9 }
    #expect(found.allSatisfy { $0 == (10, 10) })
  }

  @Test("nested arrays shrink through flatMap as through anything else")
  func nested() throws {
    let nested = Generator.integer(in: 1...9).array(count: 0...8).array(count: 0...8)
    let found = try simplest(nested) { $0.reduce(0) { $0 + $1.count } > 10 }
    #expect(found.allSatisfy { $0.joined().allSatisfy { $0 == 1 } })
    #expect(found.allSatisfy { $0.joined().count == 11 && $0.count == 2 }, "\(found)")
    let dependent = Generator.integer(in: 0...100).flatMap { top in
      Generator.integer(in: 0...top).map { (top, $0) }
    }
    #expect(try simplest(dependent) { $0.1 > 20 }.allSatisfy { $0 == (21, 21) })
  }

  @Test("shrinking stops at its number of attempts, and says how many there were")
  func budget() throws {
    let verdict = numbers.check(cases: 100, seed: 3, attempts: 25) { value in
      if value.reduce(0, +) > 2_000 { throw Violation("too much") }
    }
    let counterexample = try #require(verdict.counterexample)
    #expect(counterexample.attempts == 25)
    #expect(counterexample.value.reduce(0, +) > 2_000)
    #expect(counterexample.failure as? Violation == Violation("too much"))
    #expect(try numbers.replay(counterexample.choices.description) == counterexample.value)
  }

  @Test("the same seed gives the same verdict")
  func determinism() throws {
    let verdicts = (0..<2).map { _ in
      numbers.check(cases: 100, seed: 9) { if $0.count > 6, $0[3] > 30 { throw Violation("") } }
    }
    let found = verdicts.compactMap(\.counterexample)
    #expect(try found.count == 2 && found.at(0).description == found.at(1).description)
  }

  @Test("members go whole, with all their actions, then single actions, then clock steps")
  func domainOrder() throws {
    /// Actions of members, each with a pause.
    ///
    /// A member joins before its first action.
    let stream = Generator<[String]> { source in
      var joined: Set<UInt64> = []
      var lines: [String] = []
      while lines.count < 40 {
        let start = source.place
        guard source.chance(29, in: 30) else { break }
        let pause = source.span(.clockStep) { $0.number(upTo: 1_000) }
        let member = source.number(upTo: 9)
        let verb = source.pick(
          from: [(0, joined.contains(member) ? 0 : 1), (1, joined.contains(member) ? 3 : 0)],
          upTo: 1)
        if verb == 0 { joined.insert(member) }
        if let verb { lines.append("\(pause) \(member) \(verb)") }
        source.note(.member(member), from: start)
        source.note(.action, from: start)
      }
      return lines
    }
    let found = try simplest(stream) { lines in
      lines.contains { $0.hasSuffix("4 1") } && lines.contains { $0.hasSuffix("6 1") }
    }
    #expect(
      found.allSatisfy { $0.sorted() == ["0 4 0", "0 4 1", "0 6 0", "0 6 1"] }, "\(found)")
  }
}
