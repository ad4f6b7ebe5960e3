import Notation
public import Projections

extension Row {
  /// Returns columns of the row as one line of JSON; a column without a value is left out.
  ///
  /// - Parameter columns: The names of the columns.
  public func json(_ columns: [String]) -> String {
    let list = Table.list
    return JSONWriter.object { fields in
      for name in columns {
        if let column = list.column(name) {
          fields.member(name, column.cell(self))
        } else if let value = value(name) {
          fields.key(dynamic: name)
          value.write(to: &fields)
        }
      }
    }
  }

  /// Returns the texts of columns, empty for a column without a value.
  ///
  /// - Parameter columns: The names of the columns.
  public func texts(_ columns: [String]) -> [String] {
    let list = Table.list
    return columns.map { list.column($0)?.cell(self).description ?? value($0)?.description ?? "" }
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
