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
  /// - Complexity: O(members, and the facts since the last one).
  @discardableResult
  package func keepSnapshot() -> Bool {
    guard isWritable else { return false }
    return snapshotting.withLock { _ in
      guard let image = try? image() else { return false }
      guard image.stand.position > store.indexedPosition || image.directory?.hasForgotten ?? false
      else { return true }
      return (try? write(image)) ?? false
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

  /// Writes the directory's rows without those of members who are erased; where that fails there
  /// are none, and the next opening makes them again.
  func keepDirectory() {
    snapshotting.withLock { _ in
      guard let directory = state.withLock({ $0.directory }), directory.hasForgotten else { return }
      let (storage, space) = (store.storage, store.manifest.id)
      do {
        guard let stand = try Snapshot(on: storage, isForWriting: false)?.stand else { return }
        _ = try Snapshot.write(Snapshot.directory, on: storage, space: space, stand) {
          (sink) throws(StorageFault) in try directory.write(to: &sink, withNewer: false)
        }
        guard let rows = try Snapshot(on: storage, isForWriting: false)?.directory else { return }
        state.withLock {
          $0.directory = $0.directory?.rebased(on: rows, madeOf: directory, upTo: stand.position)
        }
      } catch { try? storage.remove(Snapshot.directory) }
    }
  }

  /// The present, taken while nothing is on its way.
  private func image() throws(LogError) -> Snapshot.Image {
    try state.withLock { (state) throws(LogError) in
      // Nobody queues meanwhile: once this is durable, everything is.
      if store.queuedPosition > store.durablePosition {
        try store.syncBoth()
        state.settle(through: store.durablePosition, in: members)
      }
      let log = store.indexImage()
      return Snapshot.Image(
        stand: SnapshotStand(position: log.end.position, root: log.end.root),
        present: state.present, directory: state.directory, log: log)
    }
  }

  private func write(_ image: Snapshot.Image) throws -> Bool {
    let (storage, space) = (store.storage, store.manifest.id)
    guard image.present.fault == nil, image.present.position == image.stand.position else {
      return false
    }
    try store.makeProjections()
    let faults = [
      try Snapshot.write(Snapshot.members, on: storage, space: space, image.stand) {
        (sink) throws(StorageFault) in try image.present.members.write(to: &sink)
      },
      try Snapshot.write(Snapshot.forgetting, on: storage, space: space, image.stand) {
        (sink) throws(StorageFault) in
        try sink.merge(nil, image.present.forgetting.rows)
      },
      try image.directory.flatMap { (directory) throws(StorageFault) in
        try Snapshot.write(Snapshot.directory, on: storage, space: space, image.stand) {
          (sink) throws(StorageFault) in try directory.write(to: &sink)
        }
      },
    ]
    // The index comes last: without it, none of the others is used.
    guard faults.allSatisfy({ $0 == nil }), store.keepIndex(image.log),
      let snapshot = try Snapshot(on: storage, isForWriting: false)
    else { return false }
    state.withLock { $0.rebase(on: snapshot, madeOf: image) }
    return true
  }
}

extension SpaceState {
  /// Forgets what a snapshot now knows.
  fileprivate mutating func rebase(on snapshot: Snapshot, madeOf image: Snapshot.Image) {
    present.members = snapshot.members(present.members, madeOf: image.present.members)
    guard let rows = snapshot.directory, let earlier = image.directory else { return }
    directory = directory?.rebased(on: rows, madeOf: earlier, upTo: image.stand.position)
  }
}
