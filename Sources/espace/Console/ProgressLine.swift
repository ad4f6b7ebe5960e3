import EspaceAdherent
import Foundation
import Synchronization

/// One line on standard error with the progress of long work.
///
/// Short work prints no line.
final class ProgressLine: Sendable {
  private struct State {
    let start = Date()
    var stage = SpaceProgress.Stage.reading
    var stageStart = Date()
    var toldAt = Date.distantPast
    var isOnScreen = false
  }

  private let isShown: Bool
  private let state = Mutex(State())

  init(isShown: Bool) { self.isShown = isShown }

  /// Prints the progress of a stage.
  ///
  /// Each stage has its own rate and remaining time.
  func tell(_ progress: SpaceProgress) {
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

  /// Prints the progress of the work, at most four times per second, from the first second on.
  ///
  /// - Parameters:
  ///   - done: The amount done.
  ///   - total: The total amount.
  ///   - text: The amount done, in words.
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

  /// Removes the line.
  func end() {
    state.withLock { state in
      guard state.isOnScreen else { return }
      state.isOnScreen = false
      _ = StandardStreams.write("\r\u{1b}[K", to: STDERR_FILENO)
    }
  }
}
