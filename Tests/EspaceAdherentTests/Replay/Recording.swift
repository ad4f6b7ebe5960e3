import EventStreamTesting
import Notation
import Synchronization

/// A generator that counts how often it is drawn from, however often it is copied.
struct CountingGenerator: RandomNumberGenerator, Sendable {
  let draws = Counter()
  private var generator = SeededGenerator(seed: 77)

  mutating func next() -> UInt64 {
    draws.increment()
    return generator.next()
  }
}

/// A clock that counts how often it is read.
struct CountingClock: Sendable {
  let readings = Counter()
  let instant: Instant

  func now() -> Instant {
    readings.increment()
    return instant
  }
}
