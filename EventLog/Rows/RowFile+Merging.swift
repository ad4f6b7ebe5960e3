extension RowFile.Sink {
  /// Takes the rows of an earlier file, those left out that are no longer wanted, and newer ones.
  ///
  /// - Parameters:
  ///   - earlier: The earlier file's rows.
  ///   - newer: Rows in order; one replaces the earlier rows of its key if `isReplacing`.
  ///   - isKept: Whether an earlier row is still wanted.
  /// - Returns: What is wrong with the earlier file, `nil` when nothing is; then nothing of use was
  ///   written.
  package mutating func merge(
    _ earlier: SortedRows?, _ newer: [Row], isReplacing: Bool = true,
    keeping isKept: (Row) -> Bool = { _ in true }
  ) throws(StorageFault) -> SnapshotFault? {
    var next = 0
    var failure: StorageFault?
    do throws(SnapshotFault) {
      try earlier?.forEach { row in
        do throws(StorageFault) {
          while next < newer.count, newer[next].key < row.key {
            try append(newer[next])
            next += 1
          }
          let isReplaced = isReplacing && next < newer.count && newer[next].key == row.key
          if !isReplaced, isKept(row) { try append(row) }
        } catch {
          failure = error
          return false
        }
        return true
      }
    } catch { return error }
    if let failure { throw failure }
    for row in newer[next...] { try append(row) }
    return nil
  }
}
