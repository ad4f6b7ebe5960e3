/// The rows of several layers in one order, the layers that are written and rows that are not.
///
/// Of a table whose rows replace each other only the newest row of a key comes; of any other all of
/// a key, the oldest first.
struct MergedRows {
  private enum Source {
    case layer(SortedRows.Cursor)
    case newer([Row], next: Int)

    mutating func row() throws(SnapshotFault) -> Row? {
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
  private var heads: [Row?]

  /// Makes the rows of some layers, the oldest first, and of rows that are newer, in order.
  init(
    _ layers: some Sequence<SortedRows>, _ newer: [Row] = [], isReplacing: Bool
  ) throws(SnapshotFault) {
    self.isReplacing = isReplacing
    sources = layers.map { .layer(SortedRows.Cursor($0)) } + [.newer(newer, next: 0)]
    heads = []
    for index in sources.indices { heads.append(try sources[index].row()) }
  }

  /// The next row, `nil` behind the last.
  ///
  /// - Throws: `.form` at a block that is not as it was written.
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
