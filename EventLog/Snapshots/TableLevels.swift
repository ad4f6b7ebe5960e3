import Digests

/// A table of a snapshot, stored as levels.
///
/// A snapshot writes the rows since the last snapshot as a new level, without all the older rows.
package struct TableLevels: Sendable {
  let table: TableDescription
  /// The levels, the oldest first.
  let levels: [TableLevel]
  let files: [SortedTable]

  /// Opens the files of a table.
  ///
  /// - Throws: An error if a file is missing or was changed.
  init(
    _ table: TableDescription, _ levels: [TableLevel], on storage: any Storage, space: String
  ) throws(SnapshotFault) {
    (self.table, self.levels) = (table, levels)
    var files: [SortedTable] = []
    for level in levels {
      files.append(try SortedTable(table, level, on: storage, space: space))
    }
    self.files = files
  }

  /// Creates the same table with other levels and their open files.
  init(_ table: TableDescription, _ opened: [(TableLevel, SortedTable)]) {
    (self.table, levels, files) = (table, opened.map(\.0), opened.map(\.1))
  }

  /// Returns the rows of a key, the oldest first; only the newest row if the table is replacing.
  ///
  /// - Throws: `.form` if a block that may contain them was changed.
  /// - Complexity: O(levels × log rows), plus the hash of one block per level at its first reading.
  package func rows(of key: RowKey) throws(SnapshotFault) -> [TableRow] {
    var found: [TableRow] = []
    for file in table.isReplacing ? files.reversed() : files {
      found += try file.rows(of: key)
      if table.isReplacing, !found.isEmpty { return found }
    }
    return found
  }

  /// Visits all rows in order of key, until the body returns `false`.
  ///
  /// - Throws: `.form` at the first block that was changed.
  package func forEach(_ body: (TableRow) -> Bool) throws(SnapshotFault) {
    if files.count == 1 { return try files[0].forEach(body) }
    var rows = try MergingCursor<TableRow>(files, isReplacing: table.isReplacing)
    while let row = try rows.row() {
      guard body(row) else { return }
    }
  }

  /// Verifies all rows.
  ///
  /// - Throws: `.form` if a block was changed.
  /// - Complexity: O(rows).
  package func check() throws(SnapshotFault) {
    for file in files { try file.check() }
  }
}

/// A table of records; the newest record of a key replaces the others.
extension TableLevels {
  /// Returns the record of a key, or `nil` if there is none.
  ///
  /// - Throws: `.form` if a block that may contain it was changed.
  /// - Complexity: O(levels × log records), plus the hash of one block per level at its first
  ///   reading.
  package func record(of high: UInt64) throws(SnapshotFault) -> TableRecord? {
    for file in files.reversed() {
      let found: [TableRecord] = try file.rows(of: RowKey(high: high))
      if let record = found.last { return record }
    }
    return nil
  }

  /// Visits the records with keys in a range, in order of key, until the body returns `false`.
  ///
  /// - Throws: `.form` at the first block that was changed.
  package func forEachRecord(
    in keys: ClosedRange<UInt64> = 0...UInt64.max,
    _ body: (_ key: UInt64, _ record: UnsafeRawBufferPointer) -> Bool
  ) throws(SnapshotFault) {
    if files.count == 1 { return try files[0].forEachRecord(in: keys, body) }
    var records = try MergingCursor<TableRecord>(
      files, from: RowKey(high: keys.lowerBound), isReplacing: true)
    while let record = try records.row(), record.key.high <= keys.upperBound {
      guard record.bytes.withUnsafeBytes({ body(record.key.high, $0) }) else { return }
    }
  }
}

/// The description of a table in snapshots: its name, its folder, and the handling of later rows.
package struct TableDescription: Sendable, Hashable {
  package let name: String
  /// Whether the table's files are in the vault.
  let isSecret: Bool
  /// Whether a later row of a key replaces the earlier rows; otherwise it is added to them.
  let isReplacing: Bool

  /// Describes a table.
  package init(_ name: String, isSecret: Bool = false, isReplacing: Bool) {
    (self.name, self.isSecret, self.isReplacing) = (name, isSecret, isReplacing)
  }

  /// The suffix of the names of all table files.
  private static let suffix = ".rows"

  var mode: FileMode { isSecret ? .vaultFile : .file }

  /// Returns the path of a level's file, given the unique number of the level.
  func path(_ number: Int) -> String {
    "\(isSecret ? SpaceLayout.vault : SpaceLayout.projections)/\(Self.file(name, number))"
  }

  /// Returns the name of a level's file.
  static func file(_ table: String, _ number: Int) -> String { "\(table).\(number)\(suffix)" }

  /// Returns the level number in a file's name; `nil` if the file is not a table file.
  static func number(ofFile name: String) -> Int? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, name.hasSuffix(suffix), let number = Int(parts[1]), number > 0,
      name == file(String(parts[0]), number)
    else { return nil }
    return number
  }
}

/// One level of a table, stored in one file that never changes; newer levels are above older ones.
package struct TableLevel: Sendable, Hashable {
  /// The number, unique among all levels.
  let number: Int
  /// The number of rows.
  package let count: Int
  /// The checksum that the file's header must contain.
  let sum: Digest
}

/// A cursor over the rows of several levels and of unwritten rows, merged in order of key.
///
/// If the table is replacing, only the newest row of each key is returned. Otherwise all rows of a
/// key are returned, the oldest first.
struct MergingCursor<Row: SnapshotRow> {
  private enum Source {
    case level(SortedTable.Cursor<Row>)
    case newer([Row], next: Int)

    mutating func row() throws(SnapshotFault) -> Row? {
      switch self {
      case .level(var cursor):
        defer { self = .level(cursor) }
        return try cursor.row()
      case .newer(let rows, let next):
        guard next < rows.count else { return nil }
        self = .newer(rows, next: next + 1)
        return rows[next]
      }
    }
  }

  private let isReplacing: Bool
  /// The sources of rows, the oldest first; `heads` contains the next row of each source.
  private var sources: [Source]
  private var heads: [Row?]

  /// Merges the rows of some levels, the oldest first, with newer sorted rows.
  ///
  /// - Parameter from: The lowest key whose rows are returned from the levels.
  init(
    _ levels: some Sequence<SortedTable>, from: RowKey = .first, _ newer: [Row] = [],
    isReplacing: Bool
  ) throws(SnapshotFault) {
    self.isReplacing = isReplacing
    sources = levels.map { .level(SortedTable.Cursor($0, from: from)) }
    if !newer.isEmpty { sources.append(.newer(newer, next: 0)) }
    heads = []
    for index in sources.indices { heads.append(try sources[index].row()) }
  }

  /// Returns the next row; `nil` after the last row.
  ///
  /// - Throws: `.form` at a block that was changed.
  mutating func row() throws(SnapshotFault) -> Row? {
    var first: (index: Int, row: Row)?
    for index in heads.indices {
      guard let row = heads[index] else { continue }
      if let found = first {
        guard row.key < found.row.key || isReplacing && row.key == found.row.key else { continue }
        if row.key == found.row.key { heads[found.index] = try sources[found.index].row() }
      }
      first = (index, row)
    }
    guard let first else { return nil }
    heads[first.index] = try sources[first.index].row()
    return first.row
  }
}
