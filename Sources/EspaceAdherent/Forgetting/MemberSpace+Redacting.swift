import Dispatch
import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// When what the facts erased is overwritten in the vault.
package enum Redaction: Sendable {
  /// Within seconds, off the callers' path, and when the space is closed.
  case inBackground
  /// When somebody says so, and when the space is closed: for tests that count what the disk does.
  case whenAsked
}

extension MemberSpace {
  /// Seconds from a fact to the batch that overwrites what it erased; well within the minute that
  /// the design allows.
  private static let delay = 5

  /// Overwrites in the vault, and syncs, everything that facts have erased by now.
  ///
  /// It may be called at any time and by any thread; what was overwritten before is passed over.
  ///
  /// - Returns: How many values were overwritten.
  /// - Throws: `SpaceError` of kind `.storage`, `.unknownOutcome`; the next opening goes on.
  @discardableResult
  package func redact() throws(SpaceError) -> Int { try redact(by: clock()) }

  private func redact(by now: Instant) throws(SpaceError) -> Int {
    try redacting.withLock { (_) throws(SpaceError) in
      let (due, forgetting) = state.withLock { state in
        let now = max(now, state.present.at ?? .earliest)
        return (state.present.forgetting.takeDue(at: now), state.present.forgetting)
      }
      do throws(LogError) { return try overwrite(due, forgetting) } catch {
        state.withLock { $0.present.forgetting.putBack(due) }
        throw SpaceError(error)
      }
    }
  }

  private func overwrite(
    _ due: Forgetting.Work, _ forgetting: Forgetting
  ) throws(LogError) -> Int {
    var erasures = due.orders.map { Erasure(position: $0.position, fact: $0.fact) }
    for work in due.members {
      erasures += try forgetting.erasures(of: work) { (stream, last, body) throws(LogError) in
        try store.replay(stream, upTo: last, body)
      }
    }
    let count = erasures.isEmpty ? 0 : try store.erase(erasures)
    let streams = Set(due.members.map { StreamName.member($0.member).description })
    if !streams.isEmpty {
      // What a repair moved aside, and may be theirs, goes whole.
      try store.removeAside(ofStreams: streams)
      try keepDirectory()
    }
    return count
  }

  /// Sees to it that what a settled fact erased is overwritten soon.
  func redactSoon() {
    guard redaction == .inBackground else { return }
    let isDue = state.withLock { state in
      guard !state.isRedactionDue, state.present.forgetting.hasWork else { return false }
      state.isRedactionDue = true
      return true
    }
    guard isDue else { return }
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .seconds(Self.delay)) {
      [weak self] in
      guard let self else { return }
      state.withLock { $0.isRedactionDue = false }
      // A failure has latched the writer, whose callers are told; the next opening goes on.
      guard isWritable, (try? redact()) != nil else { return }
      // A dead code's verifier is due when its time is over: look again.
      redactSoon()
    }
  }

  /// Completes what an earlier writer left: one who was cut short, or one whose vault was replaced by
  /// an older copy since.
  ///
  /// No clock is read: what came due since the last fact waits for the next batch.
  ///
  /// - Complexity: one read for each value that facts have erased.
  func redactWhatWasLeft() throws(SpaceError) { _ = try redact(by: .earliest) }
}
