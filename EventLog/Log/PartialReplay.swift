/// A pause while a long log is opened.
///
/// The records read so far can be folded and written to a snapshot, so that they need not all be
/// held in memory.
package final class PartialReplay {
  /// A store with the records read so far, for reading during the pause.
  package let store: LogStore
  private let files: SegmentedLog
  /// The snapshot that was written, from which reading resumes.
  private(set) var index: LogSnapshot?

  init(
    _ files: SegmentedLog, on storage: any Storage, _ manifest: SpaceManifest,
    for access: LogStore.Access, lastWriterDied: Bool,
    randomness: any RandomNumberGenerator & Sendable
  ) {
    var recovery = RecoveryReport()
    recovery.lastWriterDied = lastWriterDied
    var state = StoreState(log: files, lock: nil, random: randomness)
    // The store must not be used for writing.
    state.isClosed = true
    store = LogStore(
      storage: storage, manifest: manifest, access: access, recovery: recovery, writer: nil,
      state: state)
    self.files = files
  }

  /// Writes a snapshot of the records read so far, from which reading resumes.
  ///
  /// The new snapshot is put in use by `LogStore.tidySnapshot`, after the log has been verified.
  /// Until then the old snapshot is needed to detect a truncated log.
  ///
  /// - Parameters:
  ///   - about: A JSON object that describes the tables.
  ///   - changes: The rows to write or remove in each table.
  /// - Returns: The written snapshot, or `nil` when the space is not opened for writing or the log
  ///   is empty.
  /// - Throws: The reason why the snapshot was not written.
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
