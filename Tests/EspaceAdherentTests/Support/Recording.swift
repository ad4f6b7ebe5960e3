import EventStreamTesting
import Notation
import Synchronization

/// A generator that counts its draws, with one count for all copies.
struct CountingGenerator: RandomNumberGenerator, Sendable {
  let draws = Counter()
  private var generator = SeededGenerator(seed: 77)

  mutating func next() -> UInt64 {
    draws.increment()
    return generator.next()
  }
}

/// A clock that counts its readings.
struct CountingClock: Sendable {
  let readings = Counter()
  let instant: Instant

  func now() -> Instant {
    readings.increment()
    return instant
  }
}
