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
    return snapshotting.withLock { _ in
      guard let (image, log) = try? image() else { return false }
      guard log.end.position > store.indexedPosition || image.directory?.hasForgotten ?? false
      else { return true }
      return (try? write(image, log)) ?? false
    }
  }

  /// Writes one at closing, if the next opening would have much to fold.
  func keepSnapshotAtClosing() {
    // A large space is written as a whole: a tail of some hundredths is folded sooner.
    let worth = max(Self.factsWorthKeeping, store.indexedPosition / 256)
    guard store.durablePosition - store.indexedPosition >= worth else { return }
    keepSnapshot()
  }

  /// Writes one off the caller's path, if many facts came since the last.
  func keepSnapshotSoon() {
    guard redaction == .inBackground,
      store.durablePosition - store.indexedPosition >= Self.factsBetweenSnapshots
    else { return }
    let isDue = state.withLock { state in
      defer { state.isSnapshotDue = true }
      return !state.isSnapshotDue
    }
    guard isDue else { return }
    DispatchQueue.global(qos: .utility).async { [weak self] in
      guard let self else { return }
      keepSnapshot()
      state.withLock { $0.isSnapshotDue = false }
    }
  }

  /// Writes the directory's rows without those of members who are erased; where that fails there is
  /// no snapshot, and the next opening makes one again.
  ///
  /// - Throws: `.storage` when the rows may still be there.
  func keepDirectory() throws(LogError) {
    try snapshotting.withLock { (_) throws(LogError) in
      guard let directory = state.withLock({ $0.directory }), directory.hasForgotten else { return }
      do throws(SnapshotFault) {
        guard let manifest = try store.keepTable(directory.change(withNewer: false)) else { return }
        let rows = try manifest.rows(
          of: Directory.rows, on: store.storage, space: store.manifest.id)
        state.withLock {
          $0.directory = $0.directory?.rebased(
            on: rows, madeOf: directory, upTo: manifest.end.position)
        }
      } catch { try store.dropSnapshot() }
    }
  }

  /// The present, and the log that it is the present of, taken while nothing is on its way.
  private func image() throws(LogError) -> (Snapshot.Image, LogStore.IndexImage) {
    try state.withLock { (state) throws(LogError) in
      // Nobody queues meanwhile: once this is durable, everything is.
      if store.queuedPosition > store.durablePosition {
        try store.syncBoth()
        state.settle(through: store.durablePosition, in: members)
      }
      return (
        Snapshot.Image(present: state.present, directory: state.directory), store.indexImage()
      )
    }
  }

  private func write(
    _ image: Snapshot.Image, _ log: LogStore.IndexImage
  ) throws(SnapshotFault) -> Bool {
    guard image.present.fault == nil, image.present.position == log.end.position,
      let manifest = try store.keepSnapshot(log, about: image.about, image.changes)
    else { return false }
    let tables = try Snapshot.Tables(of: manifest, on: store.storage, space: store.manifest.id)
    state.withLock { $0.rebase(on: tables, madeOf: image) }
    return true
  }
}
