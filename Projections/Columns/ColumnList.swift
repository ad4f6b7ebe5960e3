/// The columns of a table in order of declaration, found by name.
public struct ColumnList<Table: ColumnTable>: Sendable {
  /// The columns that queries know.
  public let columns: [AnyColumn<Table>]
  /// The columns of personal values.
  public let privateColumns: [PrivateColumn<Table>]
  /// The ways to make stored values, in order of their numbers.
  let storing: [Storing<Table>]
  /// The columns of texts, as bits.
  let texts: UInt64

  /// Lists the properties of a table that are columns.
  init(_ table: Table) {
    var columns: [AnyColumn<Table>] = []
    var privateColumns: [PrivateColumn<Table>] = []
    var storing: [Storing<Table>] = []
    for (label, value) in Mirror(reflecting: table).children {
      if let column = value as? PrivateColumn<Table> { privateColumns.append(column) }
      guard let label, let column = value as? any ListedColumn else { continue }
      if let way = column.way as? Storing<Table> { storing.append(way) }
      if let column = column.erased(named: label) as? AnyColumn<Table> { columns.append(column) }
    }
    (self.columns, self.privateColumns) = (columns, privateColumns)
    self.storing = storing.sorted { $0.tag < $1.tag }
    texts = storing.reduce(0) { $1.isText ? $0 | 1 << UInt64($1.tag) : $0 }
  }

  /// Returns the column of a property.
  package subscript<Value>(property: KeyPath<Table, Column<Table, Value>>) -> AnyColumn<Table> {
    let column = Table.columns[keyPath: property]
    // A test holds that no two columns of a table have the same summary.
    let name = columns.first { $0.summary == column.summary }?.name ?? ""
    return AnyColumn(name: name, summary: column.summary, kind: Value.kind) { column.read($0).cell }
  }

  /// Returns an ascending order by columns; unknown names are left out.
  package func own(_ names: String...) -> [RowOrder<Table>] {
    names.compactMap { column($0) }.map { RowOrder($0, isDescending: false) }
  }

  /// Returns the column with a name, or `nil`.
  public func column(_ name: String) -> AnyColumn<Table>? { columns.first { $0.name == name } }

  /// Returns the column of personal values with a name, or `nil`.
  package func privateColumn(_ name: String) -> PrivateColumn<Table>? {
    privateColumns.first { $0.name == name }
  }

  /// The names of all columns, those of personal values last.
  public var names: [String] { columns.map(\.name) + privateColumns.map(\.name) }
}

/// A column of any type of values.
public struct AnyColumn<Table: ColumnTable>: Sendable {
  /// The name, as in conditions: `lastSignIn`.
  public let name: String
  /// The meaning of the value, in a few words.
  public let summary: String
  /// The kind of the values.
  public let kind: CellKind
  /// Returns the value of a row.
  public let cell: @Sendable (Row<Table>) -> Cell
}

private protocol ListedColumn {
  /// The way to make stored values, of the column's table.
  var way: Any? { get }

  /// Returns the `AnyColumn`, or `nil` for an internal column.
  func erased(named name: String) -> Any?
}

extension Column: ListedColumn {
  fileprivate var way: Any? { storing }

  fileprivate func erased(named name: String) -> Any? {
    guard !isInternal else { return nil }
    return AnyColumn<Table>(name: name, summary: summary, kind: Value.kind) { read($0).cell }
  }
}
