import Digests

/// A snapshot that was written, its files open.
package struct WrittenSnapshot: Sendable {
  let index: LogSnapshot
  private let tables: [TableLevels]

  fileprivate init(_ index: LogSnapshot, _ tables: [TableLevels]) {
    (self.index, self.tables) = (index, tables)
  }

  /// The last position that is in it.
  package var position: Int { index.summary.position }

  /// The rows of a table that was written with it; `nil` when it was not.
  package subscript(table: TableDescription) -> TableLevels? { tables.first { $0.table == table } }
}

/// The files of snapshots in a space, written by the one who holds its lock.
///
/// Nothing depends on them: until all of a snapshot is durable, the one before is the one in use.
struct SnapshotFiles {
  let storage: any Storage
  let space: String

  /// Writes a snapshot of a log and of the tables that go with it: only what came since the one that
  /// the log went on from, and what of the tables lies so high that it is small.
  ///
  /// - Parameter isInUse: Whether it takes the place of the one before at once; else nothing on the
  ///   disk knows of its files until `use` says so.
  /// - Returns: The snapshot; `nil` of an empty log.
  func write(
    _ log: SegmentedLog, about: [UInt8], _ changes: [Compaction], isInUse: Bool = true
  ) throws(SnapshotFault) -> WrittenSnapshot? {
    guard let summary = try log.summary() else { return nil }
    let base = log.state.streams.base
    try usable { () throws(StorageFault) in
      try storage.makeProjections()
      let isThere = try storage.exists(OffsetFile.path)
      let known = isThere ? base?.summary.position ?? 0 : 0
      try OffsetFile.write(log.offsets(after: known), after: known, on: storage, space: space)
    }
    let streams = Compaction(LogSnapshot.table, of: base?.streams, log.state.streams.rows)
    let (tables, number) = try write(changes + [streams], summary.frontier.root, on: base)
    let manifest = SnapshotManifest(
      number: number, summary: summary,
      tables: tables.reduce(into: [:]) { $0[$1.table.name] = $1.layers }, about: about)
    guard let offsets = try OffsetFile(on: storage, space: space, count: summary.position),
      let heads = tables.last
    else { throw .form }
    if isInUse {
      try replace(with: manifest)
    } else {
      let found = try? SnapshotManifest(on: storage, space: space)
      try? removeRows { !manifest.names($0) && !(found?.names($0) ?? false) }
    }
    return WrittenSnapshot(LogSnapshot(manifest, streams: heads, offsets: offsets), tables)
  }

  /// Writes the rows of a table anew in a snapshot.
  ///
  /// - Throws: `.otherLog` when it is a change of what another snapshot has of the table.
  func write(_ change: Compaction, in base: LogSnapshot) throws(SnapshotFault) -> WrittenSnapshot {
    guard change.isOf(base.manifest.tables[change.table.name]) else { throw .otherLog }
    let (tables, number) = try write([change], base.summary.frontier.root, on: base)
    var manifest = base.manifest
    for table in tables { manifest = manifest.with(table.layers, of: table.table, number: number) }
    try replace(with: manifest)
    return WrittenSnapshot(
      LogSnapshot(manifest, streams: base.streams, offsets: base.offsets), tables)
  }

  /// Removes the snapshot with all its files; what is mapped of it stays of use to this process.
  func drop() throws(StorageFault) {
    if try storage.exists(SnapshotManifest.path) {
      try storage.remove(SnapshotManifest.path)
      try storage.syncFolder(SpaceLayout.projections)
    }
    try removeRows { _ in true }
  }

  /// Sees to it that a snapshot is the one in use, and removes the files that it does not name.
  ///
  /// - Throws: `.storage` when files of the vault stay.
  func use(_ manifest: SnapshotManifest) throws(StorageFault) {
    let found = try? SnapshotManifest(on: storage, space: space)
    if found?.number != manifest.number {
      // Where that fails the next snapshot tries again, and the one before is as good as ever.
      guard (try? replace(with: manifest)) != nil else { return }
    }
    try removeRows(but: manifest)
  }

  /// Removes every file of rows that a manifest does not name.
  private func removeRows(but manifest: SnapshotManifest) throws(StorageFault) {
    // That manifest first: else a power cut brings the one before back, without its files.
    try storage.syncFolder(SpaceLayout.projections)
    try removeRows { !manifest.names($0) }
  }

  /// Removes files of rows; only of those in the vault, where names lie, it must succeed.
  private func removeRows(where isStray: (String) -> Bool) throws(StorageFault) {
    try removeRows(in: SpaceLayout.vault, where: isStray)
    try? removeRows(in: SpaceLayout.projections, where: isStray)
  }

  private func removeRows(
    in folder: String, where isStray: (String) -> Bool
  ) throws(StorageFault) {
    guard try storage.exists(folder) else { return }
    let stray = try storage.names(in: folder).filter {
      TableDescription.number(ofFile: $0) != nil && isStray($0)
    }
    for name in stray { try storage.remove("\(folder)/\(name)") }
    if !stray.isEmpty { try storage.syncFolder(folder) }
  }

  /// Writes tables, or nothing of them: a disk that is full wants its room back.
  private func write(
    _ changes: [Compaction], _ root: Digest, on base: LogSnapshot?
  ) throws(SnapshotFault) -> (tables: [TableLevels], number: Int) {
    // Of a snapshot whose writer was told that it failed, the numbers are given too.
    let found = try? SnapshotManifest(on: storage, space: space)
    let last = max(found?.number ?? 0, base?.manifest.number ?? 0)
    var number = last
    var tables: [TableLevels] = []
    do throws(SnapshotFault) {
      for change in changes {
        tables.append(
          try change.write(on: storage, space: space, root: root, after: &number))
      }
    } catch {
      try? removeRows(after: last)
      throw error
    }
    return (tables, number)
  }

  /// Puts a manifest in the place of the one before, and removes the files that it does not name.
  private func replace(with next: SnapshotManifest) throws(SnapshotFault) {
    do throws(StorageFault) {
      try storage.replace(SnapshotManifest.path, with: next.bytes(space: space), mode: .file)
    } catch {
      // Which of the two is there after a failure, only a look tells.
      if let found = try? SnapshotManifest(on: storage, space: space), found.number != next.number {
        try? removeRows(after: found.number)
      }
      throw .storage(error)
    }
    // What stays is removed at the next snapshot, or by the next writer.
    try? removeRows(but: next)
  }

  /// Removes files of rows that have later numbers than a manifest gave.
  private func removeRows(after number: Int) throws(StorageFault) {
    try removeRows { TableDescription.number(ofFile: $0) ?? 0 > number }
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

/// Why a file that is made from the log, and can be made again, is not used.
package enum SnapshotFault: Error, Sendable, Hashable {
  /// It is not in its one form.
  case form
  /// It was written by another version.
  case format(Int)
  /// It is another space's.
  case space
  /// It cannot be read.
  case storage(StorageFault)
  /// What it says is not of this log.
  case otherLog
  /// Other code folded what it holds.
  case otherFold
}

extension SnapshotFault: CustomStringConvertible {
  /// What is wrong with the file, in a few words.
  package var description: String {
    switch self {
    case .form: "it is not in its form"
    case .format(let format): "it has format \(format)"
    case .space: "it is another space's"
    case .storage(let fault): "\(fault)"
    case .otherLog: "it is not of this log"
    case .otherFold: "another version of the program made it"
    }
  }
}
