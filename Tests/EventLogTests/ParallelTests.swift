import EventLog
import Synchronization
import Testing

@Suite("Values made ahead on another thread")
struct ParallelTests {
  /// Counts up to 100, and notes how far it is.
  private struct Maker: IteratorProtocol, Sendable {
    final class Made: Sendable { let count = Mutex(0) }

    let made: Made
    private var number = 0

    init(_ made: Made) { self.made = made }

    mutating func next() -> Int? {
      guard number < 100 else { return nil }
      number += 1
      made.count.withLock { $0 = number }
      return number
    }
  }

  private struct Enough: Error {}

  @Test("each value is used once, in order")
  func inOrder() {
    var used: [Int] = []
    makingAhead(Maker(Maker.Made()), by: 3) { used.append($0) }
    #expect(used == Array(1...100))
  }

  @Test("at most the given number of values wait, beside the one in the making")
  func bounded() {
    let made = Maker.Made()
    makingAhead(Maker(made), by: 3) { value in
      #expect(made.count.withLock { $0 } <= value + 4)
    }
  }

  @Test("an error of the user ends the making")
  func failing() {
    let made = Maker.Made()
    #expect(throws: Enough.self) {
      try makingAhead(Maker(made), by: 3) { (value) throws(Enough) in
        if value == 5 { throw Enough() }
      }
    }
    #expect(made.count.withLock { $0 } <= 9)
  }
}
