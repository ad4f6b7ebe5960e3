import Dispatch
import Foundation
import Synchronization

/// Runs a body on several threads at once and returns their results.
func inParallel<Result: Sendable>(
  _ count: Int, _ body: @escaping @Sendable (Int) -> Result
) -> [Result] {
  let results = Results<Result>(count: count)
  let (ready, start, done) = (
    DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchGroup()
  )
  for index in 0..<count {
    done.enter()
    Thread.detachNewThread {
      ready.signal()
      start.wait()
      results.set(index, to: body(index))
      done.leave()
    }
  }
  for _ in 0..<count { ready.wait() }
  for _ in 0..<count { start.signal() }
  done.wait()
  return results.all
}

/// The results of the threads, in the order of their numbers.
private final class Results<Result: Sendable>: Sendable {
  private let results: Mutex<[Result?]>

  init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }

  var all: [Result] { results.withLock { $0.compactMap(\.self) } }

  func set(_ index: Int, to result: Result) { results.withLock { $0[index] = result } }
}

/// A gate that holds threads until it is opened.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private let arrived = DispatchSemaphore(value: 0)
  private let isOpen = Mutex(false)

  /// Waits until the gate is open, for at most 30 seconds.
  func pass() {
    guard !isOpen.withLock({ $0 }) else { return }
    arrived.signal()
    _ = semaphore.wait(timeout: .now() + 30)
    semaphore.signal()
  }

  /// Waits until a thread waits at the gate, and returns whether one came within 30 seconds.
  func waitForSomebody() -> Bool { arrived.wait(timeout: .now() + 30) == .success }

  /// Opens the gate for all threads, permanently.
  func open() {
    isOpen.withLock { $0 = true }
    semaphore.signal()
  }
}

/// A counter for many threads.
final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  func increment() { count.withLock { $0 += 1 } }

  /// Waits for the number for about 30 seconds and returns whether it was reached.
  func wait(for number: Int) -> Bool {
    for _ in 0..<30_000 {
      if value >= number { return true }
      Thread.sleep(forTimeInterval: 0.001)
    }
    return false
  }
}
