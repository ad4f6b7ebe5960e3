import Dispatch
import Synchronization

/// The works of a hasher: so many at once, and no more than a number that wait.
final class HashQueue: Sendable {
  /// How many works wait at most: some minutes' work of two cores.
  static let capacity = 1_024

  private let slots: DispatchSemaphore?
  private let capacity: Int
  private let waiting = Mutex(0)

  init(atOnce: Int, capacity: Int = HashQueue.capacity) {
    // Without a limit no semaphore is needed.
    slots = atOnce < .max ? DispatchSemaphore(value: max(1, atOnce)) : nil
    self.capacity = capacity
  }

  /// Does a work in its turn.
  ///
  /// - Throws: `SpaceError` of kind `.busy` when too many wait.
  func run<Result>(_ work: () -> Result) throws(SpaceError) -> Result {
    guard let slots else { return work() }
    let hasRoom = waiting.withLock { waiting in
      guard waiting < capacity else { return false }
      waiting += 1
      return true
    }
    guard hasRoom else {
      throw SpaceError(
        .busy, "Too many passwords wait to be compared; nothing was recorded. Try again later.")
    }
    slots.wait()
    waiting.withLock { $0 -= 1 }
    defer { slots.signal() }
    return work()
  }
}
