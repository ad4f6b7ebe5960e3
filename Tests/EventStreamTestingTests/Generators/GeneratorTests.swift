import EventStreamTesting
import Testing

@Suite("Generators")
struct GeneratorTests {
  private func values<Value>(_ count: Int, _ generator: Generator<Value>) throws -> [Value] {
    try (0..<count).map { seed in
      var source = ChoiceSource(seed: UInt64(seed))
      return try source.draw(generator)
    }
  }

  @Test("the same seed gives the same values, on every platform")
  func golden() throws {
    var source = ChoiceSource(seed: 42)
    let numbers = (0..<6).map { _ in source.number(upTo: 99) }
    #expect(numbers == [74, 15, 27, 34, 3, 86])
    #expect((0..<4).map { _ in source.integer(in: -5...5) } == [-1, -4, 2, -3])
    #expect(source.choices.description == "22.f.r.y.3.2e.2.8.3.6")
  }

  @Test("recorded choices give the value again, and zeros once they are used up")
  func replaying() throws {
    let generator = Generator.integer(in: 0...1_000).array(count: 0...20)
    var source = ChoiceSource(seed: 7)
    let value = try source.draw(generator)
    let again = try generator.replay(source.choices.description)
    #expect(again == value)
    #expect(try generator.replay("").isEmpty)
    #expect(try generator.replay("1.5") == [5])
    #expect(throws: Rejection.self) {
      try Generator.always(1).filter { _ in false }.replay("not.ours")
    }
  }

  @Test("every integer of a range comes, the nearest to zero being the simplest")
  func integers() throws {
    for range in [-3...5, -9 ... -2, 4...8, 0...0, -5...2] {
      let width = range.upperBound - range.lowerBound
      let all = (0...width).map { choice in
        var source = ChoiceSource(replaying: [UInt64(choice)])
        return source.integer(in: range)
      }
      #expect(all.sorted() == Array(range))
      #expect(zip(all, all.dropFirst()).allSatisfy { abs($0) <= abs($1) }, "\(range): \(all)")
    }
    var source = ChoiceSource(replaying: [.max, .max, .max])
    #expect(source.integer(in: Int64.min ... .max) == .min)
    #expect(source.integer(in: UInt64.min ... .max) == .max)
    #expect(source.integer(in: Int8.min ... .max) == .min)
  }

  @Test("arrays have every length of their range, elements every value, weights their share")
  func shares() throws {
    let lengths = try values(2_000, Generator.bool().array(count: 2...5)).map(\.count)
    for length in 2...5 { #expect((400...600).contains(lengths.count { $0 == length })) }
    let words = try values(
      3_000, Generator.frequency((1, .always("a")), (0, .always("b")), (2, .always("c"))))
    #expect((900...1_100).contains(words.count { $0 == "a" }))
    #expect(!words.contains("b"))
    let flags = try values(3_000, Generator.bool(1, in: 10))
    #expect((240...360).contains(flags.count { $0 }))
    let none = try values(3_000, Generator.integer(in: 1...3).optional(absent: 1, in: 3))
    #expect((900...1_100).contains(none.count { $0 == nil }))
  }

  @Test("a filter gives up after some retries, and the case is rejected")
  func filtering() throws {
    let even = Generator.integer(in: 0...100).filter(retries: 40) { $0 % 2 == 0 }
    #expect(try values(200, even).allSatisfy { $0 % 2 == 0 })
    let verdict = Generator.bool().filter(retries: 3) { _ in false }.check(cases: 10) { _ in }
    guard case .undecided(let tally) = verdict else {
      Issue.record("decided without a case")
      return
    }
    #expect(tally.cases == 0 && tally.rejected > 100)
  }

  @Test("zip, oneOf, flatMap and anyCase draw from all their parts")
  func combining() throws {
    enum Side: CaseIterable { case left, right }
    let generator = Generator<(Side, Int, Bool)>.zip(.anyCase(), .integer(in: 0...3), .bool())
    let drawn = try values(500, generator)
    #expect(Set(drawn.map(\.1)) == [0, 1, 2, 3])
    #expect(drawn.contains { $0.0 == .right } && drawn.contains { $0.2 })
    let dependent = Generator.integer(in: 1...4).flatMap { count in
      Generator.oneOf(.always(count), .integer(in: 10...20)).array(count: count...count)
    }
    #expect(try values(200, dependent).allSatisfy { (1...4).contains($0.count) })
  }

  @Test("a generator of one's own is a closure that draws")
  func own() throws {
    let dice = Generator<String> { source in
      let faces = try source.element(of: [4, 6, 20])
      return "d\(faces): \(source.integer(in: 1...faces))"
    }
    #expect(try dice.replay("1.3") == "d6: 4")
  }

  @Test("a number that is no longer offered is not mistaken for another")
  func picking() {
    var source = ChoiceSource(replaying: [3, 3])
    #expect(source.pick(from: [(1, 5), (3, 1)], upTo: 9) == 3)
    #expect(source.pick(from: [(1, 5), (4, 1)], upTo: 9) == nil)
    var fresh = ChoiceSource(seed: 1)
    let picked = (0..<300).map { _ in fresh.pick(from: [(2, 1), (7, 3), (8, 0)], upTo: 9) }
    #expect((50...100).contains(picked.count { $0 == 2 }))
    #expect(Set(picked) == [2, 7])
  }

  @Test("a small generator is gone through value by value")
  func exhaustive() throws {
    let pairs = Generator.integer(in: -1...1).array(count: 0...2)
    var seen: [[Int]] = []
    let verdict = pairs.checkAll { seen.append($0) }
    #expect(verdict.isHeld && seen.count == 13 && Set(seen).count == 13)
    #expect(seen.first == [] && seen.last == [-1, -1])
    #expect(!pairs.checkAll(atMost: 12) { _ in }.isHeld)
    let failing = pairs.checkAll { if $0.count == 2, $0[0] == -1 { throw Violation("two") } }
    #expect(try #require(failing.counterexample).value == [-1, 0])
  }
}
