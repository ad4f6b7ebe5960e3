public import Notation

/// A fault in the text of a question: a sentence that names the place, and the way out.
public struct QuestionFault: Error, Sendable, Hashable {
  /// The sentence.
  public let message: String

  package init(_ message: String) { self.message = message }
}

extension ColumnList {
  /// Reads a condition: `cgu=outdated and lastSignIn<2026-01-01`.
  ///
  /// `not` binds closest, then `and`, then `or`; parentheses group. An operand with spaces or
  /// signs stands between double quotes. `none` stands for no value, unless it is a word of the
  /// column.
  ///
  /// - Parameters:
  ///   - text: The condition.
  ///   - now: The present instant, for times such as `yesterday`.
  /// - Throws: A fault that names the nearest columns or words.
  public func condition(
    _ text: String, now: Instant
  ) throws(QuestionFault) -> Condition {
    var reader = ConditionReader(list: self, tokens: try ConditionToken.all(of: text), now: now)
    let condition = try reader.alternatives()
    guard reader.isAtEnd else { throw reader.unexpected("`and` or `or`") }
    return condition
  }

  /// Reads an order: `-lastSignIn,standing`.
  public func order(_ text: String) throws(QuestionFault) -> [RowOrder] {
    var order: [RowOrder] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let isDescending = part.hasPrefix("-")
      let column = try known(String(isDescending ? part.dropFirst() : part))
      order.append(RowOrder(column, isDescending: isDescending))
    }
    return order
  }

  /// Reads the columns by which rows are counted: `month(at),type`.
  public func groups(_ text: String) throws(QuestionFault) -> [AnyColumn] {
    var groups: [AnyColumn] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let period = CalendarPeriod(part) else {
        groups.append(try known(String(part)))
        continue
      }
      let column = try known(period.column)
      guard column.kind == .instant else {
        throw QuestionFault("\(part): \(column.name) is not an instant.")
      }
      groups.append(period.grouping(column))
    }
    return groups
  }

  /// Returns a column by name; the fault names the nearest columns.
  package func known(_ name: String) throws(QuestionFault) -> AnyColumn {
    if let column = column(name) { return column }
    if privateColumn(name) != nil {
      throw QuestionFault(
        "\(name) is a personal value, which is no condition, order or count. `espace account` "
          + "finds a member by number or identifier.")
    }
    throw QuestionFault(unknown: "column", name, among: columns.map(\.name))
  }
}

/// A month or day of Paris of an instant, as a group of rows.
private struct CalendarPeriod {
  let column: String
  private let name: String
  private let length: Int

  /// Reads `month(at)` or `day(at)`, or returns `nil`.
  init?(_ text: Substring) {
    guard text.hasSuffix(")"), let parenthesis = text.firstIndex(of: "("),
      let length = ["month": 7, "day": 10][text[..<parenthesis]]
    else { return nil }
    column = String(text[text.index(after: parenthesis)...].dropLast())
    (name, self.length) = (String(text), length)
  }

  func grouping(_ column: AnyColumn) -> AnyColumn {
    AnyColumn(name: name, summary: column.summary, kind: .text) { [length] row in
      guard case .instant(let instant) = column.cell(row) else { return .none }
      return .text(String(instant.parisDay.prefix(length)))
    }
  }
}

/// A part of a condition's text.
private enum ConditionToken: Equatable {
  /// A column, a keyword or an operand.
  case word(String)
  case quoted(String)
  case comparison(Comparison)
  case sign(Character)

  static func all(of text: String) throws(QuestionFault) -> [ConditionToken] {
    var tokens: [ConditionToken] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if "(),".contains(first) {
        tokens.append(.sign(rest.removeFirst()))
      } else if first == "\"" {
        tokens.append(.quoted(try quoted(&rest)))
      } else if let comparison = comparison(&rest) {
        tokens.append(.comparison(comparison))
      } else {
        let end = rest.firstIndex { $0.isWhitespace || "(),\"=!<>".contains($0) } ?? rest.endIndex
        guard end > rest.startIndex else {
          throw QuestionFault("`\(first)` is not expected here; \(Self.help)")
        }
        tokens.append(.word(String(rest[..<end])))
        rest = rest[end...]
      }
    }
    return tokens
  }

  static let help = "conditions are COLUMN=VALUE, with = != < <= > >= or in (…), and, or, not."

  private static func comparison(_ rest: inout Substring) -> Comparison? {
    for length in [2, 1] {
      guard let comparison = Comparison(rawValue: String(rest.prefix(length))) else { continue }
      rest.removeFirst(comparison.rawValue.count)
      return comparison
    }
    return nil
  }

  /// Takes a text between quotes; two quotes in it stand for one.
  private static func quoted(_ rest: inout Substring) throws(QuestionFault) -> String {
    var text = ""
    rest.removeFirst()
    while let end = rest.firstIndex(of: "\"") {
      text += rest[..<end]
      rest = rest[rest.index(after: end)...]
      guard rest.first == "\"" else { return text }
      text.append(rest.removeFirst())
    }
    throw QuestionFault("a double quote is missing behind \(text)\(rest)")
  }
}

/// A reader of conditions by recursive descent.
private struct ConditionReader<Table: ColumnTable> {
  let list: ColumnList<Table>
  private var rest: ArraySlice<ConditionToken>
  private let now: Instant
  private var depth = 0

  /// The greatest depth of parentheses and `not`.
  private static var deepest: Int { 64 }

  init(list: ColumnList<Table>, tokens: [ConditionToken], now: Instant) {
    (self.list, rest, self.now) = (list, tokens[...], now)
  }

  var isAtEnd: Bool { rest.isEmpty }

  func unexpected(_ wanted: String) -> QuestionFault {
    let found: String
    switch rest.first {
    case nil: found = "the end"
    case .word(let text)?, .quoted(let text)?: found = "`\(text)`"
    case .comparison(let comparison)?: found = "`\(comparison.rawValue)`"
    case .sign(let sign)?: found = "`\(sign)`"
    }
    return QuestionFault("\(wanted) is expected instead of \(found); \(ConditionToken.help)")
  }

  private mutating func take(_ token: ConditionToken) -> Bool {
    guard rest.first == token else { return false }
    rest.removeFirst()
    return true
  }

  mutating func alternatives() throws(QuestionFault) -> Condition {
    var parts = [try conjunction()]
    while take(.word("or")) { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(QuestionFault) -> Condition {
    var parts = [try single()]
    while take(.word("and")) { parts.append(try single()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func single() throws(QuestionFault) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw QuestionFault("the condition is nested too deeply") }
    if take(.word("not")) { return .not(try single()) }
    if take(.sign("(")) {
      let condition = try alternatives()
      guard take(.sign(")")) else { throw unexpected("`)`") }
      return condition
    }
    guard case .word(let name)? = rest.first else { throw unexpected("a column") }
    let column = try list.known(name)
    rest.removeFirst()
    if take(.word("in")) { return .oneOf(column, try operands(of: column)) }
    guard case .comparison(let comparison)? = rest.popFirst() else {
      throw QuestionFault("a comparison is expected behind \(name); \(ConditionToken.help)")
    }
    return .compare(column, comparison, try operand(of: column))
  }

  private mutating func operands(of column: AnyColumn) throws(QuestionFault) -> [Operand] {
    guard take(.sign("(")) else { throw unexpected("`(`") }
    var operands = [try operand(of: column)]
    while take(.sign(",")) { operands.append(try operand(of: column)) }
    guard take(.sign(")")) else { throw unexpected("`)`") }
    return operands
  }

  private mutating func operand(of column: AnyColumn) throws(QuestionFault) -> Operand {
    switch rest.first {
    case .quoted(let text)?:
      rest.removeFirst()
      return try column.operand(text, now: now)
    case .word(let text)?:
      rest.removeFirst()
      return column.standsForNone(text) ? .cell(.none) : try column.operand(text, now: now)
    default: throw unexpected("a value")
    }
  }
}

extension AnyColumn {
  fileprivate func standsForNone(_ text: String) -> Bool {
    if case .word(let words) = kind, words.contains(text) { return false }
    return text == "none"
  }

  /// Reads an operand of a comparison with this column.
  fileprivate func operand(_ text: String, now: Instant) throws(QuestionFault) -> Operand {
    func read<Value>(_ value: Value?, _ wanted: String) throws(QuestionFault) -> Value {
      guard let value else { throw QuestionFault("\(name) takes \(wanted), not `\(text)`.") }
      return value
    }
    switch kind {
    case .flag: return .cell(.flag(try read(["yes": true, "no": false][text], "yes or no")))
    case .number: return .cell(.number(try read(Int(text), "a whole number")))
    case .instant: return .time(try read(TypedTime(text, now: now), TypedTime.forms))
    case .id: return .cell(.id(try read(Token(text), "an id of 12 characters")))
    case .text: return .cell(.text(text))
    case .word(let words), .words(let words):
      guard words.contains(text) else {
        throw QuestionFault(unknown: "word of \(name)", text, among: words)
      }
      return .cell(.text(text))
    }
  }
}

extension QuestionFault {
  /// The fault of an unknown name, with the nearest known ones.
  package init(unknown what: String, _ name: String, among known: [String]) {
    let near = known.map { ($0, Self.distance(name.lowercased(), $0.lowercased())) }
      .filter { $0.1 <= max(2, name.count / 2) || $0.0.lowercased().contains(name.lowercased()) }
      .sorted { $0.1 < $1.1 }.prefix(3).map(\.0)
    let list = near.isEmpty ? known : near
    self.init(
      "There is no \(what) `\(name)`; "
        + (near.isEmpty ? "there are: " : "the nearest: ") + list.joined(separator: ", ") + ".")
  }

  /// Returns the number of letters to insert, remove or replace (Levenshtein).
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right.unicodeScalars.prefix(64))
    var row = Array(0...right.count)
    for (index, scalar) in left.unicodeScalars.prefix(64).enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for place in right.indices {
        let replaced = diagonal + (right[place] == scalar ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(replaced, row[place + 1] + 1, row[place] + 1)
      }
    }
    return row[right.count]
  }
}
