import Dispatch
import EventLog
import Membership
import Projections
import Synchronization

extension MemberSpace {
  /// How many facts come before a snapshot is worth writing when the space is closed: those that
  /// the next opening would have to fold.
  private static let factsWorthKeeping = 1024
  /// How many facts come at most before one is written while the space is open.
  private static let factsBetweenSnapshots = 1 << 18

  /// Writes what is known of the present, so that the next opening folds only what comes after.
  ///
  /// Nothing depends on the files: no failure to write them is an error.
  ///
  /// - Returns: Whether a snapshot stands on the last fact now.
  /// - Complexity: O(the facts since the last one), and of members now and then as many as layers
  ///   are merged.
  @discardableResult
  package func keepSnapshot() -> Bool {
    guard isWritable else { return false }
    // What is being overwritten is not among what a snapshot knows is still to be.
    return redacting.withLock { _ in
      guard let (image, log) = try? image() else { return false }
      guard log.end.position > keptPosition || image.directory?.hasForgotten ?? false
      else { return true }
      return (try? write(image, log)) ?? false
    }
  }

  /// The last position that a snapshot on the disk knows.
  private var keptPosition: Int {
    state.withLock { $0.isSnapshotDropped } ? 0 : store.indexedPosition
  }

  /// Writes one at closing, if the next opening would have much to fold.
  func keepSnapshotAtClosing() {
    let kept = keptPosition
    let worth = max(Self.factsWorthKeeping, kept / 256)
    guard store.durablePosition - kept >= worth else { return }
    keepSnapshot()
  }

  /// Writes one off the caller's path, if many facts came since the last, or since one failed.
  func keepSnapshotSoon() {
    guard redaction == .inBackground,
      store.durablePosition - keptPosition >= Self.factsBetweenSnapshots
    else { return }
    let position = store.durablePosition
    let isDue = state.withLock { state in
      guard position - state.snapshotTriedAt >= Self.factsBetweenSnapshots else { return false }
      state.snapshotTriedAt = position
      return true
    }
    guard isDue else { return }
    DispatchQueue.global(qos: .utility).async { [weak self] in
      guard let self else { return }
      keepSnapshot()
    }
  }

  /// Writes the directory's rows without those of members who are erased.
  ///
  /// Where that fails there is no snapshot any more, until another is written. To be called by who
  /// holds `redacting`.
  ///
  /// - Throws: `.storage` when the rows may still be there.
  func keepDirectory() throws(LogError) {
    guard let directory = state.withLock({ $0.directory }), directory.hasForgotten else { return }
    let kept: KeptSnapshot?
    do throws(SnapshotFault) {
      kept = try store.keepTable(directory.change(withNewer: false))
    } catch {
      try store.dropSnapshot()
      return state.withLock { $0.isSnapshotDropped = true }
    }
    // Where no snapshot is in use, what there is of another must go.
    guard let kept, let rows = kept[Directory.rows] else { return try store.tidySnapshot() }
    state.withLock {
      $0.directory = $0.directory?.rebased(on: rows, madeOf: directory, upTo: kept.position)
    }
  }

  /// The present, and the log that it is the present of, taken while nothing is on its way.
  private func image() throws(LogError) -> (Snapshot.Image, LogStore.IndexImage) {
    try state.withLock { (state) throws(LogError) in
      // Nobody queues meanwhile: once this is durable, everything is.
      if store.queuedPosition > store.durablePosition { try store.syncBoth() }
      state.settle(through: store.durablePosition, in: members)
      return (
        Snapshot.Image(present: state.present, directory: state.directory), store.indexImage()
      )
    }
  }

  private func write(
    _ image: Snapshot.Image, _ log: LogStore.IndexImage
  ) throws(SnapshotFault) -> Bool {
    guard image.present.fault == nil, image.present.position == log.end.position,
      let kept = try store.keepSnapshot(log, about: image.about, image.changes)
    else { return false }
    state.withLock {
      $0.rebase(on: kept, madeOf: image)
      $0.isSnapshotDropped = false
    }
    return true
  }
}
