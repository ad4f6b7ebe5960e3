import Digests

/// The files of snapshots in a space, written by the one who holds its lock.
///
/// Nothing depends on them: until all of a snapshot is durable, the one before is the one in use.
struct SnapshotFiles {
  let storage: any Storage
  let space: String

  /// Writes a snapshot of a log and of the tables that go with it: only what came since the one that
  /// the log went on from, and what of the tables lies so high that it is small.
  ///
  /// - Returns: The snapshot's index; `nil` of an empty log.
  func write(
    _ log: LogFiles, about: [UInt8], _ changes: [TableChange]
  ) throws(SnapshotFault) -> LogIndex? {
    guard let summary = try log.summary() else { return nil }
    let base = log.state.streams.base
    try usable { () throws(StorageFault) in
      try storage.makeProjections()
      let isThere = try storage.exists(OffsetFile.path)
      let known = isThere ? base?.summary.position ?? 0 : 0
      try OffsetFile.write(log.offsets(after: known), after: known, on: storage, space: space)
    }
    let streams = TableChange(LogIndex.table, of: base?.streams, log.state.streams.rows)
    var number = lastNumber(base)
    var tables: [String: [RowLayer]] = [:]
    for change in changes + [streams] {
      tables[change.table.name] = try change.write(
        on: storage, space: space, root: summary.frontier.root, after: &number)
    }
    return try replace(
      with: SnapshotManifest(number: number, summary: summary, tables: tables, about: about)
    ) { () throws(SnapshotFault) in try LogIndex(on: storage, space: space) }
  }

  /// Writes the rows of a table anew in a snapshot.
  func write(_ change: TableChange, in base: LogIndex) throws(SnapshotFault) -> LogIndex {
    var number = lastNumber(base)
    let layers = try change.write(
      on: storage, space: space, root: base.summary.frontier.root, after: &number)
    let changed = base.manifest.with(layers, of: change.table, number: number)
    return try replace(with: changed) { LogIndex(base, in: changed) }
  }

  /// Removes the snapshot with all its files; what is mapped of it stays of use to this process.
  func drop() throws(StorageFault) {
    if try storage.exists(SnapshotManifest.path) {
      try storage.remove(SnapshotManifest.path)
      try storage.syncFolder(SpaceLayout.projections)
    }
    try removeRows(but: nil)
  }

  /// Removes every file of rows that a manifest does not name.
  func removeRows(but manifest: SnapshotManifest?) throws(StorageFault) {
    for folder in RowTable.folders where try storage.exists(folder) {
      let stray = try storage.names(in: folder).filter {
        $0.hasSuffix(RowTable.suffix) && !(manifest?.names($0) ?? false)
      }
      for name in stray { try storage.remove("\(folder)/\(name)") }
      if !stray.isEmpty { try storage.syncFolder(folder) }
    }
  }

  /// The last number that a layer may have, be it in use or of a snapshot whose writer was told that
  /// it failed.
  private func lastNumber(_ base: LogIndex?) -> Int {
    let found = try? SnapshotManifest(on: storage, space: space)
    return max(found?.number ?? 0, base?.manifest.number ?? 0)
  }

  /// Puts a manifest in the place of the one before, and removes the files that it does not name.
  private func replace(
    with next: SnapshotManifest, _ index: () throws(SnapshotFault) -> LogIndex?
  ) throws(SnapshotFault) -> LogIndex {
    try usable { () throws(StorageFault) in
      try storage.replace(SnapshotManifest.path, with: next.bytes(space: space), mode: .file)
    }
    guard let index = try index() else { throw .otherLog }
    try usable { () throws(StorageFault) in try removeRows(but: next) }
    return index
  }
}

extension Storage {
  /// Makes the folder of what can be made again, if it is not there.
  func makeProjections() throws(StorageFault) {
    guard try !exists(SpaceLayout.projections) else { return }
    try makeFolder(SpaceLayout.projections, mode: .folder)
    try syncFolder("")
  }
}
