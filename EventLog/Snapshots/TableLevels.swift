import Digests

/// A table of rows as a snapshot keeps it: files that lie one on the other, so that what came since
/// the last snapshot can be written without all that came before.
package struct TableLevels: Sendable {
  let table: TableDescription
  /// The oldest first.
  let layers: [TableLevel]
  let files: [SortedTable]

  /// Opens the files of a table.
  ///
  /// - Throws: When one of them is not there, or not as it was written.
  init(
    _ table: TableDescription, _ layers: [TableLevel], on storage: any Storage, space: String
  ) throws(SnapshotFault) {
    (self.table, self.layers) = (table, layers)
    var files: [SortedTable] = []
    for layer in layers {
      files.append(try SortedTable(table, layer, on: storage, space: space))
    }
    self.files = files
  }

  /// The same table in other layers, whose files are open.
  init(_ table: TableDescription, _ opened: [(TableLevel, SortedTable)]) {
    (self.table, layers, files) = (table, opened.map(\.0), opened.map(\.1))
  }

  /// The rows of a key, the oldest first; of a table whose rows replace each other, the newest alone.
  ///
  /// - Throws: `.form` when a block that they would stand in is not as it was written.
  /// - Complexity: O(layers × log rows), and at first a block's hash in each layer.
  package func rows(of key: RowKey) throws(SnapshotFault) -> [TableRow] {
    var found: [TableRow] = []
    for file in table.isReplacing ? files.reversed() : files {
      found += try file.rows(of: key)
      if table.isReplacing, !found.isEmpty { return found }
    }
    return found
  }

  /// Visits all rows in the order of their keys, until the body answers `false`.
  ///
  /// - Throws: `.form` at the first block that is not as it was written.
  package func forEach(_ body: (TableRow) -> Bool) throws(SnapshotFault) {
    if files.count == 1 { return try files[0].forEach(body) }
    var rows = try MergingCursor(files, isReplacing: table.isReplacing)
    while let row = try rows.row() {
      guard body(row) else { return }
    }
  }

  /// Makes sure that all rows are as they were written.
  ///
  /// - Throws: `.form`
  /// - Complexity: O(rows).
  package func check() throws(SnapshotFault) {
    for file in files { try file.forEach { _ in true } }
  }
}

/// A table of rows that snapshots keep in files: what it is called, and what a later row of a key
/// does to the earlier ones.
package struct TableDescription: Sendable, Hashable {
  package let name: String
  /// Whether its files lie in the vault.
  let isSecret: Bool
  /// Whether a later row of a key takes the place of earlier ones; else it stands behind them.
  let isReplacing: Bool

  /// Names a table.
  package init(_ name: String, isSecret: Bool = false, isReplacing: Bool) {
    (self.name, self.isSecret, self.isReplacing) = (name, isSecret, isReplacing)
  }

  /// What the names of all files of rows end with.
  private static let suffix = ".rows"

  var mode: FileMode { isSecret ? .vaultFile : .file }

  /// The file of one layer, whose number no other has.
  func path(_ number: Int) -> String {
    "\(isSecret ? SpaceLayout.vault : SpaceLayout.projections)/\(Self.file(name, number))"
  }

  /// The name of a layer's file.
  static func file(_ table: String, _ number: Int) -> String { "\(table).\(number)\(suffix)" }

  /// The number of a layer that a file's name tells; `nil` when it is none's.
  static func number(ofFile name: String) -> Int? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, name.hasSuffix(suffix), let number = Int(parts[1]), number > 0,
      name == file(String(parts[0]), number)
    else { return nil }
    return number
  }
}

/// One of the files that a table lies in: none is ever changed, newer ones lie on older ones.
package struct TableLevel: Sendable, Hashable {
  /// No other layer has it.
  let number: Int
  /// How many rows it has.
  package let count: Int
  /// What its header must say.
  let sum: Digest
}

/// The rows of several layers in one order, the layers that are written and rows that are not.
///
/// Of a table whose rows replace each other only the newest row of a key comes; of any other all of
/// a key, the oldest first.
struct MergingCursor {
  private enum Source {
    case layer(SortedTable.Cursor)
    case newer([TableRow], next: Int)

    mutating func row() throws(SnapshotFault) -> TableRow? {
      switch self {
      case .layer(var cursor):
        defer { self = .layer(cursor) }
        return try cursor.row()
      case .newer(let rows, let next):
        guard next < rows.count else { return nil }
        self = .newer(rows, next: next + 1)
        return rows[next]
      }
    }
  }

  private let isReplacing: Bool
  /// The oldest first, and of each its next row.
  private var sources: [Source]
  private var heads: [TableRow?]

  /// Makes the rows of some layers, the oldest first, and of rows that are newer, in order.
  init(
    _ layers: some Sequence<SortedTable>, _ newer: [TableRow] = [], isReplacing: Bool
  ) throws(SnapshotFault) {
    self.isReplacing = isReplacing
    sources = layers.map { .layer(SortedTable.Cursor($0)) } + [.newer(newer, next: 0)]
    heads = []
    for index in sources.indices { heads.append(try sources[index].row()) }
  }

  /// The next row, `nil` behind the last.
  ///
  /// - Throws: `.form` at a block that is not as it was written.
  mutating func row() throws(SnapshotFault) -> TableRow? {
    var first: (index: Int, row: TableRow)?
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
