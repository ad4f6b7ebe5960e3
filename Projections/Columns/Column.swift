package import Membership

/// The data of one row of any table.
public protocol RowContent: AnyObject, Sendable {}

/// A table whose rows can be asked: its columns are the properties of a conforming class.
public protocol ColumnTable: AnyObject, Sendable {
  /// The data from which a row's values are read.
  associatedtype Content: RowContent
  /// The data from which stored values are made.
  associatedtype Source

  /// The columns; the name of a property is the name of its column.
  static var columns: Self { get }
  /// The same columns in order of declaration.
  static var list: ColumnList<Self> { get }
}

/// One row of a table.
///
/// A column's value is read by its name: `row.lastSignIn`.
@dynamicMemberLookup
public struct Row<Table: ColumnTable>: Sendable {
  package let content: Table.Content
  /// The personal values that were joined, by column.
  private var values: [String: Value] = [:]

  package init(_ content: Table.Content) { self.content = content }

  /// The value of a column.
  public subscript<Value>(dynamicMember column: KeyPath<Table, Column<Table, Value>>) -> Value {
    Table.columns[keyPath: column].read(self)
  }

  /// The value of a column, without the way through a key path.
  ///
  /// A list reads millions of values.
  package subscript<Value>(column: Column<Table, Value>) -> Value { column.read(self) }

  /// The personal value of a column, if it was asked for and the row has one.
  public subscript(dynamicMember column: KeyPath<Table, PrivateColumn<Table>>) -> Value? {
    values[Table.columns[keyPath: column].name]
  }

  /// The personal value of a column with a name, if it was asked for and the row has one.
  public func value(_ name: String) -> Value? { values[name] }

  /// Joins a personal value.
  package mutating func join(_ value: Value?, in column: PrivateColumn<Table>) {
    values[column.name] = value
  }
}

/// A column: the declaration of its meaning, and of the way to its value.
public struct Column<Table: ColumnTable, Value: ColumnValue>: Sendable {
  /// The meaning of the value, in a few words.
  public let summary: String
  /// Whether it is an internal column, which queries do not know.
  let isInternal: Bool
  let read: @Sendable (Row<Table>) -> Value
  /// Reads the value as a cell; made here, where the types are known.
  let cell: @Sendable (any RowContent) -> Cell
  let storing: Storing<Table>?

  /// Declares a column whose value follows from other columns and the instant of the question.
  init(_ summary: String, _ read: @escaping @Sendable (Row<Table>) -> Value) {
    (self.summary, self.read, storing, isInternal) = (summary, read, nil, false)
    cell = { content in
      (content as? Table.Content).map { read(Row($0)).cell } ?? .none
    }
  }
}

/// A way to make the stored form of a value, under the number of its column.
struct Storing<Table: ColumnTable>: Sendable {
  /// The number of the column, 0 to 63, unique in the table.
  let tag: Int
  let isText: Bool
  /// Whether the value stays in the row of an erased member.
  let outlivesErasure: Bool
  let make: @Sendable (Table.Source) -> StoredCell
}

extension Column where Table.Content: StoredContent, Value: StorableValue {
  /// Declares a column whose value is stored.
  ///
  /// - Parameters:
  ///   - tag: The number of the column in the file, 0 to 63, unique in the table.
  ///   - summary: The meaning of the value, in a few words.
  ///   - outlivesErasure: Whether the value stays in the row of an erased member.
  ///   - isInternal: Whether queries do not know the column.
  ///   - make: Makes the value.
  init(
    stored tag: Int, _ summary: String, outlivesErasure: Bool = false, isInternal: Bool = false,
    _ make: @escaping @Sendable (Table.Source) -> Value
  ) {
    (self.summary, self.isInternal) = (summary, isInternal)
    read = { Value($0.content.cells[tag]) }
    cell = { content in
      (content as? Table.Content).map { Value($0.cells[tag]).cell } ?? .none
    }
    storing = Storing(tag: tag, isText: Value.kind == .text, outlivesErasure: outlivesErasure) {
      make($0).stored
    }
  }
}

extension Column where Value: StorableValue {
  /// Returns the value of a stored column in stored values.
  func value(in cells: StoredCells) -> Value {
    Value(storing.map { cells[$0.tag] } ?? .none)
  }
}

/// The content of a row that has stored values.
package protocol StoredContent: RowContent {
  var cells: StoredCells { get }
}

/// A column of personal values, which stay in the vault and are joined for rows that are returned.
///
/// Such a value is never a condition, an order, a count or a part of a cursor.
public struct PrivateColumn<Table: ColumnTable>: Sendable {
  /// The name of the column.
  public let name: String
  /// The meaning of the value, in a few words.
  public let summary: String
  /// Returns the position of the fact that holds the value, or `nil` without a value.
  package let position: @Sendable (Row<Table>) -> Int?
  /// Reads the value from the event of that fact.
  package let read: @Sendable (Event) -> Value?

  init(
    _ name: String, _ summary: String, at position: @escaping @Sendable (Row<Table>) -> Int?,
    reading read: @escaping @Sendable (Event) -> Value?
  ) {
    (self.name, self.summary, self.position, self.read) = (name, summary, position, read)
  }
}
