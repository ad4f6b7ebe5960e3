/// The columns of a table in order of declaration, found by name.
public struct ColumnList<Table: ColumnTable>: Sendable {
  /// The columns that queries know.
  public let columns: [AnyColumn]
  /// The columns of personal values.
  public let privateColumns: [PrivateColumn<Table>]
  /// The ways to make stored values, in order of their numbers.
  let storing: [Storing<Table>]
  /// The columns of texts, as bits.
  let texts: UInt64

  /// Lists the properties of a table that are columns.
  init(_ table: Table) {
    var columns: [AnyColumn] = []
    var privateColumns: [PrivateColumn<Table>] = []
    var storing: [Storing<Table>] = []
    for (label, value) in Mirror(reflecting: table).children {
      guard let label, let listed = value as? any ListedColumn else { continue }
      switch listed.listed(as: label) {
      case .column(let column, let way):
        if let column { columns.append(column) }
        if let way = way as? Storing<Table> { storing.append(way) }
      case .personal(let column):
        if let column = column as? PrivateColumn<Table> { privateColumns.append(column) }
      }
    }
    (self.columns, self.privateColumns) = (columns, privateColumns)
    self.storing = storing.sorted { $0.tag < $1.tag }
    texts = storing.reduce(0) { $1.isText ? $0 | 1 << UInt64($1.tag) : $0 }
  }

  /// Returns the column of a property.
  package subscript<Value>(property: KeyPath<Table, Column<Table, Value>>) -> AnyColumn {
    let column = Table.columns[keyPath: property]
    // A test holds that no two columns of a table have the same summary.
    let name = columns.first { $0.summary == column.summary }?.name ?? ""
    return AnyColumn(
      name: name, summary: column.summary, kind: Value.kind, cell: column.cell)
  }

  /// Returns an ascending order by columns; unknown names are left out.
  package func ascending(_ names: String...) -> [RowOrder] {
    names.compactMap { column($0) }.map { RowOrder($0, isDescending: false) }
  }

  /// Returns the column with a name, or `nil`.
  public func column(_ name: String) -> AnyColumn? { columns.first { $0.name == name } }

  /// Returns the column of personal values with a name, or `nil`.
  package func privateColumn(_ name: String) -> PrivateColumn<Table>? {
    privateColumns.first { $0.name == name }
  }

  /// The names of all columns, those of personal values last.
  public var names: [String] { columns.map(\.name) + privateColumns.map(\.name) }
}

/// A column of any table and any type of values.
public struct AnyColumn: Sendable {
  /// The name, as in conditions: `lastSignIn`.
  public let name: String
  /// The meaning of the value, in a few words.
  public let summary: String
  /// The kind of the values.
  public let kind: CellKind
  /// Returns the value of a row.
  package let cell: @Sendable (any RowContent) -> Cell
}

/// A column of any type, as a property of its table.
private protocol ListedColumn {
  func listed(as name: String) -> Listed
}

/// A column as a list needs it: without its types.
private enum Listed {
  /// A column, `nil` for an internal one, with the way to make stored values.
  case column(AnyColumn?, Any?)
  case personal(Any)
}

extension Column: ListedColumn {
  fileprivate func listed(as name: String) -> Listed {
    let column = AnyColumn(name: name, summary: summary, kind: Value.kind, cell: cell)
    return .column(isInternal ? nil : column, storing)
  }
}

extension PrivateColumn: ListedColumn {
  fileprivate func listed(as name: String) -> Listed { .personal(self) }
}
