import Membership
import Notation
import Projections

/// Facts as a table in plain words: when, whose, and what happened.
struct FactTable {
  let text: String

  /// - Parameter facts: The facts, in order.
  init(_ facts: [RecordedEvent]) {
    var names: [String: String] = [:]
    for fact in facts where fact.stream.hasPrefix("member/") && names[fact.stream] == nil {
      names[fact.stream] = "member \(names.count + 1)"
    }
    let rows = facts.map { fact in
      [
        "\(fact.position)", fact.at.shortText,
        names[fact.stream] ?? String(fact.stream.prefix { $0 != "/" }), fact.event.name,
        fact.sentence(in: .en),
      ]
    }
    text = Self.aligned(rows)
  }

  /// Rows with their columns below each other; the last column is as long as it is.
  static func aligned(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column + 1 ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        cell + String(repeating: " ", count: max(widths[column] - cell.count, 0))
      }
      return "  " + cells.joined(separator: "  ").trimmedAtEnd
    }.joined(separator: "\n")
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
