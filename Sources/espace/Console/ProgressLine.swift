import EspaceAdherent
import Foundation
import Synchronization

/// One line on standard error that tells how far long work has come; nothing for short work.
final class ProgressLine: Sendable {
  private struct State {
    let start = Date()
    var stage = MemberSpace.Progress.Stage.reading
    var stageStart = Date()
    var toldAt = Date.distantPast
    var isOnScreen = false
  }

  private let isShown: Bool
  private let state = Mutex(State())

  init(isShown: Bool) { self.isShown = isShown }

  /// Tells how far a stage has come; each has a rate and a time of its own.
  func tell(_ progress: MemberSpace.Progress) {
    let elapsed = state.withLock { state in
      if state.stage != progress.stage {
        (state.stage, state.stageStart) = (progress.stage, Date())
      }
      return max(Date().timeIntervalSince(state.stageStart), 0.001)
    }
    let rate = Int(Double(progress.done) / elapsed)
    let text =
      switch progress.stage {
      case .reading: "\(progress.facts) facts read, \(rate / 1_000_000) MB/s"
      case .folding: "\(progress.facts) facts folded, \(rate) facts/s"
      case .naming: "\(progress.facts) names opened, \(rate) names/s"
      }
    tell(done: progress.done, of: progress.total, text)
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
      let inStage = now.timeIntervalSince(state.stageStart)
      let left = Int((Double(total - done) * inStage / Double(done)).rounded(.up))
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
