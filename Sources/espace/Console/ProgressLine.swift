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

  /// Tells how far the work has come, four times a second at most, from the first second on.
  func tell(_ progress: MemberSpace.Progress) {
    guard isShown else { return }
    state.withLock { state in
      let now = Date()
      let elapsed = now.timeIntervalSince(state.start)
      guard elapsed > 1, now.timeIntervalSince(state.toldAt) > 0.25, progress.done > 0 else {
        return
      }
      state.toldAt = now
      state.isOnScreen = true
      let rate = Double(progress.done) / elapsed
      let left = Int((Double(progress.total - progress.done) / rate).rounded(.up))
      let percent = progress.total > 0 ? 100 * progress.done / progress.total : 100
      let megabytes = Int(rate / 1_000_000)
      let text = "\(percent) %, \(progress.facts) facts, \(megabytes) MB/s, \(left) s left"
      _ = StandardStreams.write("\r\u{1b}[K\(text)", to: STDERR_FILENO)
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
