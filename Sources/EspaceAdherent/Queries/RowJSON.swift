import EventLog
import Notation
public import Projections

/// Some columns of a table by name, from which rows are written.
public struct RowFormat<Table: ColumnTable>: Sendable {
  /// The names of the columns.
  public let names: [String]
  private let columns: [AnyColumn?]

  /// Makes a format of columns; unknown names are columns of personal values.
  public init(_ names: [String]) {
    self.names = names
    columns = names.map { Table.list.column($0) }
  }

  /// Returns a row as one line of JSON; a column without a value is left out.
  public func json(_ row: Row<Table>) -> String {
    JSONWriter.object { fields in
      for (name, column) in zip(names, columns) {
        if let column {
          fields.member(name, column.cell(row.content))
        } else if let value = row.value(name) {
          fields.key(dynamic: name)
          value.write(to: &fields)
        }
      }
    }
  }

  /// Returns rows as lines of JSON, made on all cores.
  public func json(_ rows: [Row<Table>]) -> [String] {
    inShares(of: rows.count, worthSharing: 256) { rows[$0].map { json($0) } }.flatMap(\.self)
  }

  /// Returns the cells of a row; the personal values are texts.
  public func cells(_ row: Row<Table>) -> [Cell] {
    zip(names, columns).map { name, column in
      column?.cell(row.content) ?? row.value(name).map { .text($0.description) } ?? .none
    }
  }
}

extension ColumnList {
  /// The columns with their kinds and meanings in words.
  public var described: [(name: String, kind: String, summary: String)] {
    columns.map { ($0.name, $0.kind.words, $0.summary) }
      + privateColumns.map { ($0.name, "personal value", $0.summary) }
  }

  /// Each column as one line of JSON.
  public var json: [String] {
    described.map { column in
      JSONWriter.object { fields in
        fields("column", column.name)
        fields("kind", column.kind)
        fields("meaning", column.summary)
      }
    }
  }
}

extension CellKind {
  /// The kind in words; a vocabulary with its words.
  fileprivate var words: String {
    switch self {
    case .flag: "yes or no"
    case .number: "number"
    case .instant: "time"
    case .id: "id"
    case .text: "text"
    case .word(let words): words.joined(separator: " | ")
    case .words(let words): "any of " + words.joined(separator: " | ")
    }
  }
}

extension RowCountPage {
  /// Each count as one line of JSON.
  public var json: [String] {
    counts.map { cells, count in
      JSONWriter.object { fields in
        for (name, cell) in zip(columns, cells) { fields.member(name, cell) }
        fields("count", count)
      }
    }
  }
}

extension JSONWriter {
  /// Writes a cell as a member of the current object, or nothing without a value.
  fileprivate mutating func member(_ name: String, _ cell: Cell) {
    guard cell != .none else { return }
    key(dynamic: name)
    switch cell {
    case .none: break
    case .flag(let flag): boolean(flag)
    case .number(let number): integer(number)
    case .instant(let instant): instant.write(to: &self)
    case .id(let id): id.write(to: &self)
    case .text(let text): string(text)
    case .words(let words):
      beginArray()
      for word in words { string(word) }
      endArray()
    }
  }
}
