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

  /// Where the index that was kept of a log ends; `nil` when none was.
  ///
  /// - Throws: Why it is of no use.
  package static func indexedEnd(
    on storage: any Storage, space: String
  ) throws(SnapshotFault) -> (position: Int, root: Digest)? {
    guard let summary = try LogIndex(on: storage, space: space)?.summary else { return nil }
    return (summary.position, summary.frontier.root)
  }

  /// The durable log as it is now, for `keepIndex`.
  package func indexImage() -> IndexImage { IndexImage(files: monitor.withLock { $0.log }) }

  /// Writes what is known of the log, so that the next opening need not read all of it.
  ///
  /// Only offsets of records that came since are written; the rows of streams are written anew.
  /// Nothing depends on the files: no failure to write them is an error.
  ///
  /// - Returns: Whether they were written.
  /// - Complexity: O(records since, and streams).
  @discardableResult
  package func keepIndex(_ image: IndexImage) -> Bool {
    let isWriting = monitor.withLock { state in
      guard access == .writing, state.latch == nil, !state.isClosed, !state.isKeepingFiles,
        state.log.state.streams.base?.summary.position
          == image.files.state.streams.base?.summary.position
      else { return false }
      state.isKeepingFiles = true
      return true
    }
    guard isWriting else { return false }
    defer { monitor.change { $0.isKeepingFiles = false } }
    guard let index = try? write(image.files) else { return false }
    monitor.change { $0.log.rebase(on: index, madeOf: image.files) }
    return true
  }

  /// Makes the folder of what can be made again, if it is not there.
  package func makeProjections() throws(StorageFault) {
    guard try !storage.exists(SpaceLayout.projections) else { return }
    try storage.makeFolder(SpaceLayout.projections, mode: .folder)
    try storage.syncFolder("")
  }

  private func write(_ files: LogFiles) throws -> LogIndex? {
    let base = files.state.streams.base
    guard let summary = try files.summary() else { return nil }
    try makeProjections()
    let known = base?.summary.position ?? 0
    try OffsetFile.write(
      files.offsets(after: known), after: known, on: storage, space: manifest.id)
    let rows = files.state.streams.rows
    var fault: SnapshotFault?
    try RowFile.write(
      LogIndex.path, on: storage, mode: .file, kind: LogIndex.kind, space: manifest.id,
      about: summary.bytes
    ) { (sink) throws(StorageFault) in fault = try sink.merge(base?.streams, rows) }
    guard fault == nil else {
      // What was written is not whole: without it, the next opening reads the log.
      try storage.remove(LogIndex.path)
      return nil
    }
    return try LogIndex(on: storage, space: manifest.id)
  }
}

extension LogFiles {
  /// What an index says of the log; `nil` of an empty one.
  fileprivate func summary() throws(LogError) -> LogIndex.Summary? {
    guard let at = state.at, let frontier = state.frontier,
      let segment = segment(of: state.position),
      let last = try window(from: state.position, upTo: state.position)?.record()
    else { return nil }
    return LogIndex.Summary(
      position: state.position, appends: state.appends, lastSealed: state.lastSealed, at: at,
      hash: last.hash, from: segment.from, end: segment.end, frontier: frontier)
  }

  /// The offsets of the positions behind one, each in its segment.
  fileprivate func offsets(after known: Int) -> [UInt32] {
    segments.flatMap { segment in segment.offsets.dropFirst(max(0, known - segment.from + 1)) }
  }

  /// Forgets what an index now knows.
  fileprivate mutating func rebase(on index: LogIndex, madeOf earlier: LogFiles) {
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
