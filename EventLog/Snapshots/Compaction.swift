import Digests

/// What a snapshot keeps of a table: what an earlier one has of it, rows since, and which rows are not
/// wanted any more.
package struct Compaction: Sendable {
  let table: TableDescription
  private let base: TableLevels?
  private let newer: [TableRow]
  private let isUnwanted: (@Sendable (TableRow) -> Bool)?

  /// Describes a change.
  ///
  /// - Parameters:
  ///   - base: What an earlier snapshot has; `nil` to begin anew.
  ///   - newer: Rows since, sorted.
  ///   - isUnwanted: Whether a row of the earlier snapshot must go; absent where all may stay.
  package init(
    _ table: TableDescription, of base: TableLevels?, _ newer: [TableRow],
    without isUnwanted: (@Sendable (TableRow) -> Bool)? = nil
  ) {
    (self.table, self.base, self.newer, self.isUnwanted) = (table, base, newer, isUnwanted)
  }

  /// A layer is written anew together with those on it, unless it is this many times as large: so
  /// that layers stay few, and each row is written as often as there are layers at most.
  private static let growth = 4

  /// Writes what is not in a file yet; nothing knows of the new files yet.
  ///
  /// - Parameters:
  ///   - root: The log's root up to where the snapshot stands.
  ///   - number: The last number of any layer; is moved on.
  /// - Returns: The table from now on.
  func write(
    on storage: any Storage, space: String, root: Digest, after number: inout Int
  ) throws(SnapshotFault) -> TableLevels {
    let (files, layers) = (base?.files ?? [], base?.layers ?? [])
    let kept = keptCount(layers)
    var opened: [(TableLevel, SortedTable)] = []
    func write(_ files: some Sequence<SortedTable>, _ newer: [TableRow]) throws(SnapshotFault) {
      var rows = try MergingCursor(files, newer, isReplacing: table.isReplacing)
      number += 1
      let layer = try TableFile.write(
        table, number: number, on: storage, space: space, root: root
      ) { () throws(SnapshotFault) in
        while let row = try rows.row() {
          guard let isUnwanted, isUnwanted(row) else { return row }
        }
        return nil
      }
      opened.append((layer, try SortedTable(table, layer, on: storage, space: space)))
    }
    for (file, layer) in zip(files, layers).prefix(kept) {
      // Files of snapshots may be removed at any time.
      let isThere = try usable { () throws(StorageFault) in
        try storage.exists(table.path(layer.number))
      }
      let holdsUnwanted = try holdsUnwanted(file)
      if isThere, !holdsUnwanted { opened.append((layer, file)) } else { try write([file], []) }
    }
    let rest = files[kept...]
    // A file of the vault is new at each snapshot, be it empty: a vault that was put back from an
    // earlier copy has none of it, and is told by that.
    if !rest.isEmpty || !newer.isEmpty || table.isSecret { try write(rest, newer) }
    return TableLevels(table, opened)
  }

  /// Whether it is a change of a table as some layers have it.
  func isOf(_ layers: [TableLevel]?) -> Bool { base?.layers ?? [] == layers ?? [] }

  /// How many layers, from the oldest, are so much larger than what lies on them that they stay.
  private func keptCount(_ layers: [TableLevel]) -> Int {
    var kept = layers.count
    var above = newer.count
    while kept > 0, layers[kept - 1].count <= Self.growth * above {
      kept -= 1
      above += layers[kept].count
    }
    return kept
  }

  private func holdsUnwanted(_ file: SortedTable) throws(SnapshotFault) -> Bool {
    guard let isUnwanted else { return false }
    var isFound = false
    try file.forEach { row in
      isFound = isUnwanted(row)
      return !isFound
    }
    return isFound
  }
}
