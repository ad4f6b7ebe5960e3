import Dispatch

/// Runs a body on the shares of a range of numbers, half of them on a second core where they are
/// enough for it to be worth waking.
func inShares(
  of count: Int, worthSharing enough: Int, _ body: @Sendable (Range<Int>) -> Void
) {
  guard count >= enough else { return body(0..<count) }
  DispatchQueue.concurrentPerform(iterations: 2) { part in
    body(count * part / 2..<count * (part + 1) / 2)
  }
}
