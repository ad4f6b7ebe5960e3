import Digests

/// A written snapshot with open files.
package struct WrittenSnapshot: Sendable {
  let index: LogSnapshot
  private let tables: [TableLevels]

  fileprivate init(_ index: LogSnapshot, _ tables: [TableLevels]) {
    (self.index, self.tables) = (index, tables)
  }

  /// The last position in the snapshot.
  package var position: Int { index.summary.position }

  /// The levels of a table written with the snapshot; `nil` if the table was not written.
  package subscript(table: TableDescription) -> TableLevels? { tables.first { $0.table == table } }
}

/// The files of snapshots in a space, written under the writer lock.
///
/// The log and the vault do not depend on them. The previous snapshot stays in use until a new one
/// is durable.
struct SnapshotFiles {
  let storage: any Storage
  let space: String

  /// Writes a snapshot of the log and of tables.
  ///
  /// Only the rows since the base snapshot are written, together with small levels that are merged
  /// with them.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - about: A JSON object that describes the tables.
  ///   - changes: The compactions of the tables.
  ///   - isInUse: Whether the snapshot replaces the previous one at once. Otherwise no manifest on
  ///     disk names its files until `use` is called.
  /// - Returns: The snapshot; `nil` if the log is empty.
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
      tables: tables.reduce(into: [:]) { $0[$1.table.name] = $1.levels }, about: about)
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

  /// Writes the rows of one table again, in an existing snapshot.
  ///
  /// - Throws: `.otherLog` if the compaction is based on other levels than the snapshot's.
  func write(_ change: Compaction, in base: LogSnapshot) throws(SnapshotFault) -> WrittenSnapshot {
    guard change.isOf(base.manifest.tables[change.table.name]) else { throw .otherLog }
    let (tables, number) = try write([change], base.summary.frontier.root, on: base)
    var manifest = base.manifest
    for table in tables { manifest = manifest.with(table.levels, of: table.table, number: number) }
    try replace(with: manifest)
    return WrittenSnapshot(
      LogSnapshot(manifest, streams: base.streams, offsets: base.offsets), tables)
  }

  /// Removes the snapshot and all its files; mapped files stay usable in this process.
  func drop() throws(StorageFault) {
    if try storage.exists(SnapshotManifest.path) {
      try storage.remove(SnapshotManifest.path)
      try storage.syncFolder(SpaceLayout.projections)
    }
    try removeRows { _ in true }
  }

  /// Makes a snapshot the one in use, and removes the files that it does not name.
  ///
  /// - Throws: `.storage` if files remain in the vault.
  func use(_ manifest: SnapshotManifest) throws(StorageFault) {
    let found = try? SnapshotManifest(on: storage, space: space)
    if found?.number != manifest.number {
      // If this fails, the next snapshot tries again. The previous snapshot stays valid.
      guard (try? replace(with: manifest)) != nil else { return }
    }
    try removeRows(but: manifest)
  }

  /// Removes every table file that a manifest does not name.
  private func removeRows(but manifest: SnapshotManifest) throws(StorageFault) {
    // The manifest must be durable first. Otherwise a power cut could bring the previous manifest
    // back without its files.
    try storage.syncFolder(SpaceLayout.projections)
    try removeRows { !manifest.names($0) }
  }

  /// Removes table files; only a failure in the vault is an error, because names are there.
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

  /// Writes tables; after a failure, the new files are removed, so that a full disk has space
  /// again.
  private func write(
    _ changes: [Compaction], _ root: Digest, on base: LogSnapshot?
  ) throws(SnapshotFault) -> (tables: [TableLevels], number: Int) {
    // A manifest may be on disk although its write failed. Its file numbers must not be reused.
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

  /// Replaces the manifest, and removes the files that the new one does not name.
  private func replace(with next: SnapshotManifest) throws(SnapshotFault) {
    do throws(StorageFault) {
      try storage.replace(SnapshotManifest.path, with: next.bytes(space: space), mode: .file)
    } catch {
      // After a failure, only reading shows which manifest is on disk.
      if let found = try? SnapshotManifest(on: storage, space: space), found.number != next.number {
        try? removeRows(after: found.number)
      }
      throw .storage(error)
    }
    // Files that remain are removed by the next snapshot, or by the next writer.
    try? removeRows(but: next)
  }

  /// Removes table files with higher numbers than the last number of a manifest.
  private func removeRows(after number: Int) throws(StorageFault) {
    try removeRows { TableDescription.number(ofFile: $0) ?? 0 > number }
  }
}

extension Storage {
  /// Creates the folder of derived files, if it does not exist.
  func makeProjections() throws(StorageFault) {
    guard try !exists(SpaceLayout.projections) else { return }
    try makeFolder(SpaceLayout.projections, mode: .folder)
    try syncFolder("")
  }
}

/// The reason why a derived file is not used; such a file can be computed again from the log.
package enum SnapshotFault: Error, Sendable, Hashable {
  /// The file is not in its canonical form.
  case form
  /// The file has the format of another version.
  case format(Int)
  /// The file belongs to another space.
  case space
  /// The file cannot be read.
  case storage(StorageFault)
  /// The contents do not belong to this log.
  case otherLog
  /// The contents were folded by other code.
  case otherFold
}

extension SnapshotFault: CustomStringConvertible {
  /// The reason in a few words.
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
