import EspaceAdherent
import Foundation
import Synchronization

/// One line on standard error that tells how far long work has come; nothing for short work.
final class ProgressLine: Sendable {
  private struct State {
    let start = Date()
    var toldAt = Date.distantPast
    var isOnScreen = false
  }

  private let isShown: Bool
  private let state = Mutex(State())

  init(isShown: Bool) { self.isShown = isShown }

  /// Tells how far the reading of bytes has come.
  func tell(_ progress: MemberSpace.Progress) {
    let elapsed = state.withLock { Date().timeIntervalSince($0.start) }
    let megabytes = Int(Double(progress.done) / max(elapsed, 0.001) / 1_000_000)
    tell(
      done: progress.done, of: progress.total, "\(progress.facts) facts, \(megabytes) MB/s")
  }

  /// Tells how far the work has come, four times a second at most, from the first second on.
  ///
  /// - Parameters:
  ///   - done: How much is done.
  ///   - total: How much there is to do.
  ///   - text: What was done, in words.
  func tell(done: Int, of total: Int, _ text: String) {
    guard isShown else { return }
    state.withLock { state in
      let now = Date()
      let elapsed = now.timeIntervalSince(state.start)
      guard elapsed > 1, now.timeIntervalSince(state.toldAt) > 0.25, done > 0 else { return }
      state.toldAt = now
      state.isOnScreen = true
      let left = Int((Double(total - done) * elapsed / Double(done)).rounded(.up))
      let percent = total > 0 ? 100 * done / total : 100
      _ = StandardStreams.write(
        "\r\u{1b}[K\(percent) %, \(text), \(left) s left", to: STDERR_FILENO)
    }
  }

  /// Takes the line away.
  func end() {
    state.withLock { state in
      guard state.isOnScreen else { return }
      state.isOnScreen = false
      _ = StandardStreams.write("\r\u{1b}[K", to: STDERR_FILENO)
    }
  }
}
