import Digests

/// The new contents of a table in a snapshot: the levels of an earlier one, new rows, and removals.
package struct Compaction: Sendable {
  let table: TableDescription
  private let base: TableLevels?
  private let newer: Newer
  private let isUnwanted: (@Sendable (TableRow) -> Bool)?

  private enum Newer: Sendable {
    case rows([TableRow])
    case records([TableRecord])

    var count: Int {
      switch self {
      case .rows(let rows): rows.count
      case .records(let records): records.count
      }
    }
  }

  /// Describes a compaction.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - base: The levels of an earlier snapshot; `nil` to begin with an empty table.
  ///   - newer: The rows since then, sorted.
  ///   - isUnwanted: Whether a row of the earlier snapshot must be removed; `nil` if all rows may
  ///     stay.
  package init(
    _ table: TableDescription, of base: TableLevels?, _ newer: [TableRow],
    without isUnwanted: (@Sendable (TableRow) -> Bool)? = nil
  ) {
    (self.table, self.base, self.newer, self.isUnwanted) = (table, base, .rows(newer), isUnwanted)
  }

  /// Describes a compaction of a table of records.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - base: The levels of an earlier snapshot; `nil` to begin with an empty table.
  ///   - records: The records since then, sorted by key.
  package init(
    _ table: TableDescription, of base: TableLevels?, records: [TableRecord]
  ) {
    (self.table, self.base, newer, isUnwanted) = (table, base, .records(records), nil)
  }

  /// The growth factor of levels.
  ///
  /// A level stays if it has more than this many times the rows above it. Otherwise it is merged
  /// with the rows above it. So the levels stay few, and each row is written at most once per
  /// level.
  private static let growth = 4

  /// Writes the files that do not exist yet; no manifest names them yet.
  ///
  /// - Parameters:
  ///   - storage: The storage of the space.
  ///   - space: The space's ID.
  ///   - root: The log's root at the snapshot's position.
  ///   - number: The last number given to a level. It is raised for every new file.
  /// - Returns: The levels of the new snapshot.
  func write(
    on storage: any Storage, space: String, root: Digest, after number: inout Int
  ) throws(SnapshotFault) -> TableLevels {
    switch newer {
    case .rows(let rows):
      try write(rows, without: isUnwanted, on: storage, space: space, root: root, after: &number)
    case .records(let records):
      try write(records, without: nil, on: storage, space: space, root: root, after: &number)
    }
  }

  private func write<Row: SnapshotRow>(
    _ newer: [Row], without isUnwanted: (@Sendable (Row) -> Bool)?, on storage: any Storage,
    space: String, root: Digest, after number: inout Int
  ) throws(SnapshotFault) -> TableLevels {
    let (files, levels) = (base?.files ?? [], base?.levels ?? [])
    let kept = keptCount(levels)
    var opened: [(TableLevel, SortedTable)] = []
    func write(_ files: some Sequence<SortedTable>, _ newer: [Row]) throws(SnapshotFault) {
      var rows = try MergingCursor(files, newer, isReplacing: table.isReplacing)
      number += 1
      let level = try TableFile.write(
        table, number: number, on: storage, space: space, root: root
      ) { () throws(SnapshotFault) -> Row? in
        while let row = try rows.row() {
          guard let isUnwanted, isUnwanted(row) else { return row }
        }
        return nil
      }
      opened.append((level, try SortedTable(table, level, on: storage, space: space)))
    }
    for (file, level) in zip(files, levels).prefix(kept) {
      // Files of snapshots may be removed at any time.
      let isThere = try usable { () throws(StorageFault) in
        try storage.exists(table.path(level.number))
      }
      let holdsUnwanted = try holds(isUnwanted, in: file)
      if isThere, !holdsUnwanted { opened.append((level, file)) } else { try write([file], []) }
    }
    let rest = files[kept...]
    // A table in the vault gets a new file in every snapshot, even an empty one. A vault restored
    // from an older backup lacks this file, which reveals the restore.
    if !rest.isEmpty || !newer.isEmpty || table.isSecret { try write(rest, newer) }
    return TableLevels(table, opened)
  }

  /// Whether these levels are the base of the compaction.
  func isOf(_ levels: [TableLevel]?) -> Bool { base?.levels ?? [] == levels ?? [] }

  /// Returns how many of the oldest levels stay, because each is much larger than the rows above
  /// it.
  private func keptCount(_ levels: [TableLevel]) -> Int {
    var kept = levels.count
    var above = newer.count
    while kept > 0, levels[kept - 1].count <= Self.growth * above {
      kept -= 1
      above += levels[kept].count
    }
    return kept
  }

  private func holds<Row: SnapshotRow>(
    _ isUnwanted: (@Sendable (Row) -> Bool)?, in file: SortedTable
  ) throws(SnapshotFault) -> Bool {
    guard let isUnwanted else { return false }
    var rows = SortedTable.Cursor<Row>(file)
    while let row = try rows.row() {
      if isUnwanted(row) { return true }
    }
    return false
  }
}
