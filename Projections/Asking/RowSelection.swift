/// The rows that a question selects, kept in its order.
///
/// With a limit, only some more rows than the limit are kept at any time.
package struct RowSelection: Sendable {
  /// A selected row, with the cells by which it is ordered.
  package typealias Selected = (key: [Cell], row: any RowContent)

  private let condition: Condition?
  /// The order, ending with columns that no two rows share.
  private let order: [RowOrder]
  private let isReversed: Bool
  /// The key behind which rows are selected.
  private let after: [Cell]?
  private let limit: Int?
  /// The number of rows that were offered.
  package private(set) var read = 0
  private var rows: [Selected] = []
  /// The number of rows from which sorting and dropping them is worth it.
  private static let leastKept = 512
  /// The key of the last row within the limit, once so many were kept.
  private var cutoff: [Cell]?

  /// Makes an empty selection.
  package init(
    where condition: Condition?, by order: [RowOrder], isReversed: Bool = false,
    after: [Cell]? = nil, limit: Int? = nil
  ) {
    (self.condition, self.order, self.isReversed) = (condition, order, isReversed)
    (self.after, self.limit) = (after, limit)
  }

  /// Selects a row if it satisfies the condition, and may be among the first ones.
  package mutating func offer(_ row: any RowContent) {
    read += 1
    guard condition?.holds(for: row) ?? true else { return }
    // Nearly all rows end here when a limit is given.
    if let cutoff, let first = order.first,
      let precedes = first.precedes(cutoff[0], first.column.cell(row)), precedes != isReversed
    {
      return
    }
    let key = order.map { $0.column.cell(row) }
    if let after, !precedes(after, key) { return }
    if let cutoff, precedes(cutoff, key) { return }
    rows.append((key, row))
    if let limit, rows.count / 2 > max(limit, Self.leastKept) { trim(to: limit) }
  }

  /// Adds the rows of another selection of the same question.
  package mutating func merge(_ other: RowSelection) {
    read += other.read
    rows += other.rows
  }

  /// Whether as many rows as the limit are selected.
  package var isFull: Bool { limit.map { rows.count >= $0 } ?? false }

  /// The selected rows in order, as many as the limit.
  package var sorted: [Selected] {
    let sorted = rows.sorted { precedes($0.key, $1.key) }
    return limit.map { Array(sorted.prefix($0)) } ?? sorted
  }

  private mutating func trim(to limit: Int) {
    rows = sorted
    if limit > 0 { cutoff = rows.last?.key }
  }

  private func precedes(_ left: [Cell], _ right: [Cell]) -> Bool {
    for (place, order) in order.enumerated() {
      if let precedes = order.precedes(left[place], right[place]) { return precedes != isReversed }
    }
    return false
  }
}

/// The numbers of rows by the cells of some columns.
package struct RowCounts: Sendable {
  private let condition: Condition?
  private let groups: [AnyColumn]
  package private(set) var read = 0
  private var counts: [[Cell]: Int] = [:]

  /// Makes counts without any rows.
  package init(where condition: Condition?, by groups: [AnyColumn]) {
    (self.condition, self.groups) = (condition, groups)
  }

  package mutating func offer(_ row: any RowContent) {
    read += 1
    guard condition?.holds(for: row) ?? true else { return }
    counts[groups.map { $0.cell(row) }, default: 0] += 1
  }

  package mutating func merge(_ other: RowCounts) {
    read += other.read
    counts.merge(other.counts) { $0 + $1 }
  }

  /// The counts, sorted by their cells.
  package var sorted: [(cells: [Cell], count: Int)] {
    counts.map { ($0.key, $0.value) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
  }
}
