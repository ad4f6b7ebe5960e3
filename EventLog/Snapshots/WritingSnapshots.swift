package import Digests

extension LogStore {
  /// The state of the log at one moment, from which a snapshot is written.
  package struct IndexImage {
    fileprivate let files: SegmentedLog

    /// The last position, and the log's root at that position.
    package var end: (position: Int, root: Digest) {
      (files.state.position, files.state.frontier?.root ?? Merkle.emptyRoot)
    }
  }

  /// Returns the current state of the durable log, for `writeSnapshot`.
  package func indexImage() -> IndexImage { IndexImage(files: monitor.withLock { $0.log }) }

  private var snapshots: SnapshotFiles { SnapshotFiles(storage: storage, space: manifest.id) }

  /// Writes a snapshot of the log and of the tables of projections.
  ///
  /// - Parameters:
  ///   - image: The state of the log.
  ///   - about: A JSON object that describes the tables.
  ///   - changes: The compactions of the tables.
  /// - Returns: The snapshot, which becomes the base of the store; `nil` if the store is closed, or
  ///   its base has changed since `image` was taken.
  /// - Throws: The reason why the snapshot was not written.
  package func writeSnapshot(
    _ image: IndexImage, about: [UInt8], _ changes: [Compaction]
  ) throws(SnapshotFault) -> WrittenSnapshot? {
    try keepingFiles { (base) throws(SnapshotFault) in
      guard base?.manifest.number == image.files.state.streams.base?.manifest.number,
        let kept = try snapshots.write(image.files, about: about, changes)
      else { return nil }
      monitor.change { $0.log.rebase(on: kept.index, madeOf: image.files) }
      return kept
    }
  }

  /// Writes the rows of one table again, in the snapshot in use.
  ///
  /// - Returns: The snapshot; `nil` if there is no snapshot, or the store is closed.
  /// - Throws: The reason why the rows were not written; `.otherLog` if the compaction is based on
  ///   an earlier snapshot.
  package func keepTable(_ change: Compaction) throws(SnapshotFault) -> WrittenSnapshot? {
    try keepingFiles { (base) throws(SnapshotFault) in
      guard let base else { return nil }
      let kept = try snapshots.write(change, in: base)
      monitor.change { $0.log.state.streams.base = kept.index }
      return kept
    }
  }

  /// Makes the base snapshot of the store the one in use, and removes all other snapshot files.
  ///
  /// Without a base, the snapshot on disk is removed, because it may contain data of erased
  /// persons.
  ///
  /// - Throws: `.storage` if files remain in the vault.
  package func tidySnapshot() throws(LogError) {
    try stored(
      try keepingFiles { (base) throws(StorageFault) in
        if let base { try snapshots.use(base.manifest) } else { try snapshots.drop() }
        return ()
      } ?? ())
  }

  /// Removes the snapshot and all its files; mapped files stay usable in this process.
  ///
  /// - Throws: `.storage` if files remain in the vault.
  package func dropSnapshot() throws(LogError) {
    try stored(try keepingFiles { (_) throws(StorageFault) in try snapshots.drop() } ?? ())
  }

  /// Runs a body with the store's base snapshot, while no other call writes files beside the log.
  ///
  /// - Returns: The result of the body; `nil` if the store is not open for writing.
  private func keepingFiles<Result, Failure>(
    _ body: (LogSnapshot?) throws(Failure) -> Result?
  ) throws(Failure) -> Result? {
    let isWriting = monitor.wait { state -> Bool? in
      guard access == .writing, state.latch == nil, !state.isClosed else { return false }
      guard !state.isKeepingFiles else { return nil }
      state.isKeepingFiles = true
      return true
    }
    guard isWriting else { return nil }
    defer { monitor.change { $0.isKeepingFiles = false } }
    return try body(monitor.withLock { $0.log.state.streams.base })
  }
}

extension SegmentedLog {
  /// Returns the position of a snapshot of this log; `nil` if the log is empty.
  func summary() throws(SnapshotFault) -> SnapshotPosition? {
    let last: Record?
    do throws(LogError) {
      last = try window(from: state.position, upTo: state.position)?.record()
    } catch { throw .otherLog }
    guard let last, let at = state.at, let frontier = state.frontier,
      let segment = segment(of: state.position)
    else { return nil }
    return SnapshotPosition(
      position: state.position, appends: state.appends, lastSealed: state.lastSealed, at: at,
      hash: last.hash, from: segment.from, end: segment.end, frontier: frontier)
  }

  /// Returns the offsets of the positions after a known one, each in its segment.
  func offsets(after known: Int) -> [UInt32] {
    segments.flatMap { segment in segment.offsets.dropFirst(max(0, known - segment.from + 1)) }
  }

  /// Replaces stream heads and offsets in memory by those in a snapshot.
  mutating func rebase(on index: LogSnapshot, madeOf earlier: SegmentedLog) {
    state.streams = state.streams.rebased(on: index, madeOf: earlier.state.streams)
    for place in segments.indices {
      segments[place].offsets = segments[place].offsets.rebased(
        on: index.offsets, from: segments[place].from)
    }
  }
}

extension RecordOffsets {
  /// Returns the same offsets; those in the file are read from there.
  fileprivate func rebased(on file: OffsetFile, from: Int) -> RecordOffsets {
    let kept = Swift.min(count, Swift.max(0, file.count - from + 1))
    var rebased = RecordOffsets(in: file, from: from, count: kept)
    for offset in dropFirst(kept) { rebased.append(offset) }
    return rebased
  }
}
