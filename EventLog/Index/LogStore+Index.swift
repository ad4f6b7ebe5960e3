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

  /// The durable log as it is now, for `keepIndex`.
  package func indexImage() -> IndexImage { IndexImage(files: monitor.withLock { $0.log }) }

  /// Writes a snapshot: what is known of the log, and the tables of projections that go with it.
  ///
  /// Only what came since is written, and what of the tables lies so high that it is small. Nothing
  /// depends on the files: until all of it is durable, the snapshot before is the one in use.
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
    let base = image.files.state.streams.base
    return try keeping(on: base) { () throws(SnapshotFault) in
      guard let summary = try image.files.summary() else { return nil }
      let (storage, space) = (storage, manifest.id)
      try usable { () throws(StorageFault) in
        try makeProjections()
        let isThere = try storage.exists(OffsetFile.path)
        let known = isThere ? base?.summary.position ?? 0 : 0
        try OffsetFile.write(
          image.files.offsets(after: known), after: known, on: storage, space: space)
      }
      let streams = TableChange(LogIndex.table, of: base?.streams, image.files.state.streams.rows)
      var number = lastNumber
      var tables: [String: [RowLayer]] = [:]
      for change in changes + [streams] {
        tables[change.table.name] = try change.write(
          on: storage, space: space, root: summary.frontier.root, after: &number)
      }
      let index = try replace(
        with: SnapshotManifest(number: number, summary: summary, tables: tables, about: about)
      ) { () throws(SnapshotFault) in try LogIndex(on: storage, space: space) }
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
      var number = lastNumber
      let layers = try change.write(
        on: storage, space: manifest.id, root: base.summary.frontier.root, after: &number)
      let changed = base.manifest.with(layers, of: change.table, number: number)
      let index = try replace(with: changed) { LogIndex(base, in: changed) }
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
    let base = monitor.withLock { $0.log.state.streams.base?.manifest }
    do throws(StorageFault) {
      if base == nil { try dropManifest() }
      try removeRows(but: base)
    } catch { throw .storage(error) }
  }

  /// Removes the snapshot with all its files; what is mapped of it stays of use to this process.
  ///
  /// - Throws: `.storage`
  package func dropSnapshot() throws(LogError) {
    do throws(StorageFault) {
      try dropManifest()
      try removeRows(but: nil)
    } catch { throw .storage(error) }
  }

  private func dropManifest() throws(StorageFault) {
    guard try storage.exists(SnapshotManifest.path) else { return }
    try storage.remove(SnapshotManifest.path)
    try storage.syncFolder(SpaceLayout.projections)
  }

  /// Makes the folder of what can be made again, if it is not there.
  package func makeProjections() throws(StorageFault) {
    guard try !storage.exists(SpaceLayout.projections) else { return }
    try storage.makeFolder(SpaceLayout.projections, mode: .folder)
    try storage.syncFolder("")
  }

  /// The last number that a layer may have, be it in use or of a snapshot that was half written.
  private var lastNumber: Int {
    let found = try? SnapshotManifest(on: storage, space: manifest.id)
    return max(
      found?.number ?? 0, monitor.withLock { $0.log.state.streams.base?.manifest.number ?? 0 })
  }

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

  /// Puts a manifest in the place of the one before, and removes the files that it does not name.
  private func replace(
    with next: SnapshotManifest, _ index: () throws(SnapshotFault) -> LogIndex?
  ) throws(SnapshotFault) -> LogIndex {
    try usable { () throws(StorageFault) in
      try storage.replace(
        SnapshotManifest.path, with: next.bytes(space: manifest.id), mode: .file)
    }
    guard let index = try index() else { throw .otherLog }
    try usable { () throws(StorageFault) in try removeRows(but: next) }
    return index
  }

  /// Removes every file of rows that a manifest does not name.
  private func removeRows(but manifest: SnapshotManifest?) throws(StorageFault) {
    for folder in RowTable.folders where try storage.exists(folder) {
      let stray = try storage.names(in: folder).filter {
        $0.hasSuffix(RowTable.suffix) && !(manifest?.names($0) ?? false)
      }
      for name in stray { try storage.remove("\(folder)/\(name)") }
      if !stray.isEmpty { try storage.syncFolder(folder) }
    }
  }
}

extension LogFiles {
  /// What an index says of the log; `nil` of an empty one.
  fileprivate func summary() throws(SnapshotFault) -> LogSummary? {
    let last: Record?
    do throws(LogError) {
      last = try window(from: state.position, upTo: state.position)?.record()
    } catch { throw .otherLog }
    guard let last, let at = state.at, let frontier = state.frontier,
      let segment = segment(of: state.position)
    else { return nil }
    return LogSummary(
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
