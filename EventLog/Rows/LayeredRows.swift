/// A table of rows as a snapshot keeps it: files that lie one on the other, so that what came since
/// the last snapshot can be written without all that came before.
package struct LayeredRows: Sendable {
  let table: RowTable
  /// The oldest first.
  let layers: [RowLayer]
  let files: [SortedRows]

  /// Opens the files of a table.
  ///
  /// - Throws: When one of them is not there, or not as it was written.
  init(
    _ table: RowTable, _ layers: [RowLayer], on storage: any Storage, space: String
  ) throws(SnapshotFault) {
    (self.table, self.layers) = (table, layers)
    var files: [SortedRows] = []
    for layer in layers {
      files.append(try SortedRows(table, layer, on: storage, space: space))
    }
    self.files = files
  }

  /// The same table in other layers, whose files are open.
  init(_ table: RowTable, _ opened: [(RowLayer, SortedRows)]) {
    (self.table, layers, files) = (table, opened.map(\.0), opened.map(\.1))
  }

  /// The rows of a key, the oldest first; of a table whose rows replace each other, the newest alone.
  ///
  /// - Throws: `.form` when a block that they would stand in is not as it was written.
  /// - Complexity: O(layers × log rows), and at first a block's hash in each layer.
  package func rows(of key: RowKey) throws(SnapshotFault) -> [Row] {
    var found: [Row] = []
    for file in table.isReplacing ? files.reversed() : files {
      found += try file.rows(of: key)
      if table.isReplacing, !found.isEmpty { return found }
    }
    return found
  }

  /// Visits all rows in the order of their keys, until the body answers `false`.
  ///
  /// - Throws: `.form` at the first block that is not as it was written.
  package func forEach(_ body: (Row) -> Bool) throws(SnapshotFault) {
    if files.count == 1 { return try files[0].forEach(body) }
    var rows = try MergedRows(files, isReplacing: table.isReplacing)
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
