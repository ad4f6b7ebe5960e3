import Notation

extension Condition {
  /// Bytes that the line of every fact that satisfies the condition contains; empty if there are
  /// none.
  ///
  /// A search skips lines without them before it parses a line.
  package var needle: [UInt8] { Array((text ?? "").utf8) }

  private var text: String? {
    switch self {
    case .all(let conditions):
      return conditions.compactMap(\.text).max { $0.utf8.count < $1.utf8.count }
    case .compare(let column, .equal, .cell(let cell)): return Self.text(column.name, cell)
    case .oneOf(let column, let operands):
      guard operands.count == 1, case .cell(let cell)? = operands.first else { return nil }
      return Self.text(column.name, cell)
    case .compare, .any, .not: return nil
    }
  }

  private static func text(_ column: String, _ cell: Cell) -> String? {
    switch (column, cell) {
    case ("actor", .text(let text)), ("type", .text(let text)), ("stream", .text(let text)),
      ("action", .text(let text)), ("correlation", .text(let text)), ("reason", .text(let text)),
      ("kind", .text(let text)):
      return isPlain(text) ? #""\#(column)":"\#(text)""# : nil
    case ("role", .text(let text)): return #""actor":"\#(text)"#
    case ("member", .id(let id)): return #""stream":"member/\#(id)""#
    case ("refused", .flag(true)): return #".refused","schema":"#
    case ("cause", .number(let position)): return #""cause":\#(position),"#
    default: return nil
    }
  }

  /// Whether JSON writes a text without an escape.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7f).contains($0) && $0 != 0x22 && $0 != 0x5c }
  }

  /// The lowest and the highest value of a column that the condition admits, as far as it says.
  package func bounds(of name: String) -> (first: Operand?, last: Operand?) {
    switch self {
    case .all(let conditions):
      let bounds = conditions.map { $0.bounds(of: name) }
      return (bounds.lazy.compactMap(\.first).first, bounds.lazy.compactMap(\.last).first)
    case .compare(let column, let comparison, let operand) where column.name == name:
      switch comparison {
      case .equal: return (operand, operand)
      case .greater, .atLeast: return (operand, nil)
      case .less, .atMost: return (nil, operand)
      case .notEqual: return (nil, nil)
      }
    default: return (nil, nil)
    }
  }
}
