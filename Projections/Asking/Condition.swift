import Notation

/// A condition on the rows of a table.
public indirect enum Condition: Sendable {
  /// The value of a column compares with an operand.
  case compare(AnyColumn, Comparison, Operand)
  /// The value of a column equals one of several operands.
  case oneOf(AnyColumn, [Operand])
  /// All conditions hold.
  case all([Condition])
  /// One of the conditions holds.
  case any([Condition])
  /// The condition does not hold.
  case not(Condition)

  /// Returns whether the condition holds for a row.
  ///
  /// A row without a value in a column is neither before nor behind any operand.
  public func holds(for row: any RowContent) -> Bool {
    switch self {
    case .compare(let column, let comparison, let operand):
      comparison.holds(column.cell(row), operand)
    case .oneOf(let column, let operands):
      operands.contains { Comparison.equal.holds(column.cell(row), $0) }
    case .all(let conditions): conditions.allSatisfy { $0.holds(for: row) }
    case .any(let conditions): conditions.contains { $0.holds(for: row) }
    case .not(let condition): !condition.holds(for: row)
    }
  }
}

/// A comparison of a column's value with an operand.
public enum Comparison: String, Sendable, CaseIterable {
  /// The value equals the operand, lies in its time, or contains its word.
  case equal = "="
  /// The value does not equal the operand.
  case notEqual = "!="
  /// The value is before the operand.
  case less = "<"
  /// The value is before the operand or equals it.
  case atMost = "<="
  /// The value is behind the operand.
  case greater = ">"
  /// The value is behind the operand or equals it.
  case atLeast = ">="

  func holds(_ cell: Cell, _ operand: Operand) -> Bool {
    switch self {
    case .equal: operand.equals(cell)
    case .notEqual: !operand.equals(cell)
    case .less: operand.first.map { Self.isBefore(cell, $0) } ?? false
    case .atMost: operand.last.map { Self.isBefore(cell, $0) || cell == $0 } ?? false
    case .greater: operand.last.map { Self.isBefore($0, cell) } ?? false
    case .atLeast: operand.first.map { Self.isBefore($0, cell) || cell == $0 } ?? false
    }
  }

  private static func isBefore(_ left: Cell, _ right: Cell) -> Bool {
    left != .none && right != .none && left < right
  }
}

/// The operand of a comparison.
public enum Operand: Sendable, Hashable {
  /// One value; `.none` stands for no value.
  case cell(Cell)
  /// A time as people write it, such as a day: it is equal to every instant in it.
  case time(TypedTime)

  func equals(_ cell: Cell) -> Bool {
    switch (self, cell) {
    case (.time(let time), .instant(let instant)): time.first <= instant && instant <= time.last
    case (.time, _): false
    case (.cell(.text(let word)), .words(let words)): words.contains(word)
    case (.cell(.none), .words(let words)): words.isEmpty
    case (.cell(let operand), _): operand == cell
    }
  }

  /// The lowest value, or `nil` for no value.
  package var first: Cell? {
    switch self {
    case .cell(let cell): cell == .none ? nil : cell
    case .time(let time): .instant(time.first)
    }
  }

  /// The highest value, or `nil` for no value.
  package var last: Cell? {
    if case .time(let time) = self { .instant(time.last) } else { first }
  }
}

extension Operand: CustomStringConvertible {
  /// The value as a condition names it.
  public var description: String {
    switch self {
    case .cell(.none): "none"
    case .cell(.text(let text)): #""\#(text.replacing("\"", with: "\"\""))""#
    case .cell(let cell): cell.description
    case .time(let time) where time.first == time.last: time.first.description
    case .time(let time): "\(time.first)..\(time.last)"
    }
  }
}

extension Condition: CustomStringConvertible {
  /// The condition in one canonical form.
  public var description: String {
    switch self {
    case .compare(let column, let comparison, let operand):
      "\(column.name)\(comparison.rawValue)\(operand)"
    case .oneOf(let column, let operands):
      "\(column.name) in (\(operands.map(\.description).joined(separator: ", ")))"
    case .all(let conditions): "(\(conditions.map(\.description).joined(separator: " and ")))"
    case .any(let conditions): "(\(conditions.map(\.description).joined(separator: " or ")))"
    case .not(let condition): "not \(condition)"
    }
  }
}

/// The order of rows by one column.
public struct RowOrder: Sendable {
  let column: AnyColumn
  let isDescending: Bool

  package init(_ column: AnyColumn, isDescending: Bool) {
    (self.column, self.isDescending) = (column, isDescending)
  }

  /// Returns whether a cell of this column comes before another; `nil` if neither does.
  ///
  /// Rows without a value come last in either direction.
  func precedes(_ left: Cell, _ right: Cell) -> Bool? {
    if left == right { return nil }
    if left == .none || right == .none { return right == .none }
    return isDescending ? right < left : left < right
  }
}

extension RowOrder: CustomStringConvertible {
  /// The column, with a minus sign for descending.
  public var description: String { (isDescending ? "-" : "") + column.name }
}
