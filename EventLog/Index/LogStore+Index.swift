package import Digests

extension LogStore {
  /// What an index is made of: the log at a moment.
  package struct IndexImage {
    fileprivate let files: LogFiles

    /// The last position, and the root up to there.
    package var end: (position: Int, root: Digest) {
      (files.state.position, files.state.frontier?.root ?? Merkle.emptyRoot)
    }
  }

  /// The durable log as it is now, for `keepSnapshot`.
  package func indexImage() -> IndexImage { IndexImage(files: monitor.withLock { $0.log }) }

  private var snapshots: SnapshotFiles { SnapshotFiles(storage: storage, space: manifest.id) }

  /// Writes a snapshot: what is known of the log, and the tables of projections that go with it.
  ///
  /// - Parameters:
  ///   - about: A JSON object that says of what the tables are.
  ///   - changes: What to keep of each table.
  /// - Returns: The snapshot, which the store goes on from; `nil` when it is closed, or keeps another
  ///   already.
  /// - Throws: Why it was not written.
  package func keepSnapshot(
    _ image: IndexImage, about: [UInt8], _ changes: [TableChange]
  ) throws(SnapshotFault) -> SnapshotManifest? {
    try keeping(on: image.files.state.streams.base) { () throws(SnapshotFault) in
      guard let index = try snapshots.write(image.files, about: about, changes) else { return nil }
      monitor.change { $0.log.rebase(on: index, madeOf: image.files) }
      return index.manifest
    }
  }

  /// Writes the rows of a table anew in the snapshot that is in use.
  ///
  /// - Returns: The snapshot; `nil` when there is none, or it is closed.
  /// - Throws: Why they were not written.
  package func keepTable(_ change: TableChange) throws(SnapshotFault) -> SnapshotManifest? {
    guard let base = monitor.withLock({ $0.log.state.streams.base }) else { return nil }
    return try keeping(on: base) { () throws(SnapshotFault) in
      let index = try snapshots.write(change, in: base)
      monitor.change { $0.log.state.streams.base = index }
      return index.manifest
    }
  }

  /// Removes what no snapshot in use names, and the snapshot itself where it is not in use: what
  /// stands in it may be of persons whom facts have erased.
  ///
  /// - Throws: `.storage`
  package func tidySnapshot() throws(LogError) {
    guard access == .writing else { return }
    guard let base = monitor.withLock({ $0.log.state.streams.base }) else {
      return try dropSnapshot()
    }
    try stored(try snapshots.removeRows(but: base.manifest))
  }

  /// Removes the snapshot with all its files; what is mapped of it stays of use to this process.
  ///
  /// - Throws: `.storage`
  package func dropSnapshot() throws(LogError) { try stored(try snapshots.drop()) }

  /// Runs a body that writes files of a snapshot, unless the store goes on from another one by now.
  private func keeping(
    on base: LogIndex?, _ body: () throws(SnapshotFault) -> SnapshotManifest?
  ) throws(SnapshotFault) -> SnapshotManifest? {
    let isWriting = monitor.withLock { state in
      guard access == .writing, state.latch == nil, !state.isClosed, !state.isKeepingFiles,
        state.log.state.streams.base?.manifest.number == base?.manifest.number
      else { return false }
      state.isKeepingFiles = true
      return true
    }
    guard isWriting else { return nil }
    defer { monitor.change { $0.isKeepingFiles = false } }
    return try body()
  }
}
