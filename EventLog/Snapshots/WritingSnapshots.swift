package import Digests

extension LogStore {
  /// What an index is made of: the log at a moment.
  package struct IndexImage {
    fileprivate let files: SegmentedLog

    /// The last position, and the root up to there.
    package var end: (position: Int, root: Digest) {
      (files.state.position, files.state.frontier?.root ?? Merkle.emptyRoot)
    }
  }

  /// The durable log as it is now, for `writeSnapshot`.
  package func indexImage() -> IndexImage { IndexImage(files: monitor.withLock { $0.log }) }

  private var snapshots: SnapshotFiles { SnapshotFiles(storage: storage, space: manifest.id) }

  /// Writes a snapshot: what is known of the log, and the tables of projections that go with it.
  ///
  /// - Parameters:
  ///   - about: A JSON object that says of what the tables are.
  ///   - changes: What to keep of each table.
  /// - Returns: The snapshot, which the store goes on from; `nil` when it is closed, or went on from
  ///   another since.
  /// - Throws: Why it was not written.
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

  /// Writes the rows of a table anew in the snapshot that is in use.
  ///
  /// - Returns: The snapshot; `nil` when there is none, or the store is closed.
  /// - Throws: Why they were not written; `.otherLog` when it is a change of an earlier snapshot's
  ///   rows.
  package func keepTable(_ change: Compaction) throws(SnapshotFault) -> WrittenSnapshot? {
    try keepingFiles { (base) throws(SnapshotFault) in
      guard let base else { return nil }
      let kept = try snapshots.write(change, in: base)
      monitor.change { $0.log.state.streams.base = kept.index }
      return kept
    }
  }

  /// Puts the snapshot that the store goes on from in use, if it is not; removes what it does not
  /// name, and where there is none the one that is there: what stands in it may be of persons whom
  /// facts have erased.
  ///
  /// - Throws: `.storage` when files of the vault stay.
  package func tidySnapshot() throws(LogError) {
    try stored(
      try keepingFiles { (base) throws(StorageFault) in
        if let base { try snapshots.use(base.manifest) } else { try snapshots.drop() }
        return ()
      } ?? ())
  }

  /// Removes the snapshot with all its files; what is mapped of it stays of use to this process.
  ///
  /// - Throws: `.storage` when files of the vault stay.
  package func dropSnapshot() throws(LogError) {
    try stored(try keepingFiles { (_) throws(StorageFault) in try snapshots.drop() } ?? ())
  }

  /// Runs a body that writes beside the log, alone; it is given the index that the store goes on from.
  ///
  /// - Returns: What the body answers; `nil` when the store is not, or no longer, open for writing.
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
  /// What an index says of the log; `nil` of an empty one.
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

  /// The offsets of the positions behind one, each in its segment.
  func offsets(after known: Int) -> [UInt32] {
    segments.flatMap { segment in segment.offsets.dropFirst(max(0, known - segment.from + 1)) }
  }

  /// Forgets what an index now knows.
  mutating func rebase(on index: LogSnapshot, madeOf earlier: SegmentedLog) {
    state.streams = state.streams.rebased(on: index, madeOf: earlier.state.streams)
    for place in segments.indices {
      segments[place].offsets = segments[place].offsets.rebased(
        on: index.offsets, from: segments[place].from)
    }
  }
}

extension RecordOffsets {
  /// The same offsets, those that a file has read from there.
  fileprivate func rebased(on file: OffsetFile, from: Int) -> RecordOffsets {
    let kept = Swift.min(count, Swift.max(0, file.count - from + 1))
    var rebased = RecordOffsets(in: file, from: from, count: kept)
    for offset in dropFirst(kept) { rebased.append(offset) }
    return rebased
  }
}
