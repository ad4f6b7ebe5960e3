/// A moment in the opening of a long log: what was read so far can be folded, and kept, so that it
/// need not all be held in memory.
package final class PartialReplay {
  /// What was read so far, to be asked while the pause lasts.
  package let store: LogStore
  private let files: SegmentedLog
  /// The snapshot that was written, from which reading goes on.
  private(set) var index: LogSnapshot?

  init(
    _ files: SegmentedLog, on storage: any Storage, _ manifest: SpaceManifest,
    for access: LogStore.Access, lastWriterDied: Bool,
    randomness: any RandomNumberGenerator & Sendable
  ) {
    var recovery = RecoveryReport()
    recovery.lastWriterDied = lastWriterDied
    var state = StoreState(log: files, lock: nil, random: randomness)
    // Whoever asks it must not write through it.
    state.isClosed = true
    store = LogStore(
      storage: storage, manifest: manifest, access: access, recovery: recovery, writer: nil,
      state: state)
    self.files = files
  }

  /// Writes a snapshot of what was read so far, to go on from; for one who opens for writing.
  ///
  /// It is not in use before `LogStore.tidySnapshot`: what is on the disk tells how far the log once
  /// reached, and nobody has judged yet whether it still does.
  ///
  /// - Parameters:
  ///   - about: A JSON object that says of what the tables are.
  ///   - changes: What to keep of each table.
  /// - Returns: The snapshot, which reading goes on from; `nil` where none may be written.
  /// - Throws: Why it was not written.
  package func writeSnapshot(
    about: [UInt8], _ changes: [Compaction]
  ) throws(SnapshotFault) -> WrittenSnapshot? {
    guard store.access == .writing else { return nil }
    let snapshots = SnapshotFiles(storage: store.storage, space: store.manifest.id)
    let kept = try snapshots.write(files, about: about, changes, isInUse: false)
    index = kept?.index
    return kept
  }
}

/// How far a long reading of the log has come.
package struct Progress: Sendable, Hashable {
  /// Bytes read so far.
  package var bytesDone = 0
  /// Bytes to be read in all.
  package var bytesTotal = 0
  /// Records read so far.
  package var records = 0

  package init() {}
}
