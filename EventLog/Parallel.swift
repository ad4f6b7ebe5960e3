import Dispatch
import FoundationEssentials
import Synchronization

/// The number of cores that this process may use.
package let coreCount = max(1, ProcessInfo.processInfo.activeProcessorCount)

/// Runs a body on all cores at once.
///
/// - Parameters:
///   - parts: The number of parts, usually the number of cores.
///   - body: Is called with the number of the part, from 0 on, and the number of parts.
/// - Returns: The results, in the order of the parts.
/// - Throws: The error of the first part that failed, once all have ended.
package func onAllCores<Made: Sendable, Failure: Error>(
  _ parts: Int = coreCount, _ body: @Sendable (Int, Int) throws(Failure) -> Made
) throws(Failure) -> [Made] {
  let results = Mutex([Result<Made, Failure>?](repeating: nil, count: parts))
  DispatchQueue.concurrentPerform(iterations: parts) { part in
    let result = Result { () throws(Failure) in try body(part, parts) }
    results.withLock { $0[part] = result }
  }
  var made: [Made] = []
  for case let result? in results.withLock({ $0 }) { made.append(try result.get()) }
  return made
}

/// Runs a body on two cores at once.
///
/// - Parameter body: Is called with the number of the part, 0 and 1.
/// - Returns: The results, in the order of the parts.
/// - Throws: The error of the first part that failed, once both have ended.
package func onBothCores<Made: Sendable, Failure: Error>(
  _ body: @Sendable (Int) throws(Failure) -> Made
) throws(Failure) -> [Made] {
  try onAllCores(2) { (part, _) throws(Failure) in try body(part) }
}

/// Runs a body with the two halves of a range of numbers, on two cores.
///
/// - Parameters:
///   - count: The number of numbers, which begin at 0.
///   - enough: The count from which a second core is worth waking. Below it, the body is called
///     once, with all numbers.
///   - body: Is called with a share of the numbers.
/// - Returns: The results, in the order of the shares.
/// - Throws: The error of the first share that failed.
package func inShares<Made: Sendable, Failure: Error>(
  of count: Int, worthSharing enough: Int, _ body: @Sendable (Range<Int>) throws(Failure) -> Made
) throws(Failure) -> [Made] {
  guard count >= enough else { return [try body(0..<count)] }
  return try onBothCores { (part) throws(Failure) in
    try body(count * part / 2..<count * (part + 1) / 2)
  }
}

/// Makes values on another thread while the calling thread uses the earlier ones.
///
/// - Parameters:
///   - maker: Makes the values, one after the other.
///   - count: The greatest number of values that wait to be used.
///   - use: Is called with each value, in order.
/// - Throws: The error of `use`, after which no further value is made.
package func makingAhead<Maker: IteratorProtocol & Sendable, Failure: Error>(
  _ maker: Maker, by count: Int, _ use: (Maker.Element) throws(Failure) -> Void
) throws(Failure) where Maker.Element: Sendable {
  let waiting = Monitor((values: [Maker.Element](), isOver: false))
  let ended = DispatchGroup()
  DispatchQueue.global().async(group: ended) {
    var maker = maker
    while let value = maker.next() {
      let isWanted = waiting.wait { state -> Bool? in
        if state.isOver { return false }
        return state.values.count < count ? true : nil
      }
      guard isWanted else { return }
      waiting.change { $0.values.append(value) }
    }
    waiting.change { $0.isOver = true }
  }
  defer {
    waiting.change { $0.isOver = true }
    ended.wait()
  }
  while true {
    let next = waiting.wait { state -> Maker.Element?? in
      if !state.values.isEmpty { return .some(state.values.removeFirst()) }
      return state.isOver ? .some(nil) : nil
    }
    guard let next else { return }
    // The maker may wait for room.
    waiting.change { _ in }
    try use(next)
  }
}
