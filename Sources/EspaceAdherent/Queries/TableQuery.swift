import EventLog
import Membership
public import Notation
public import Projections

/// A question about the rows of a table: conditions, an order, and the way of the answer.
///
///     let page = try space.accounts.where(\.cgu, .outdated)
///       .sorted(by: \.lastSignIn, .descending).page(50)
///
/// Nothing is read before `page`, `rows`, `count` or `counts` asks.
public struct TableQuery<Table: ColumnTable>: Sendable {
  private let source: RowSource
  private var conditions: [Condition] = []
  private var order: [RowOrder] = []
  private var isReversed = false
  private var moment = Moment.now
  private var purpose: Purpose?
  private var joined: [PrivateColumn<Table>] = []

  /// The direction of an order.
  public enum Direction: Sendable {
    case ascending
    case descending
  }

  init(_ source: RowSource) { self.source = source }

  private func with(_ change: (inout TableQuery) -> Void) -> TableQuery {
    var query = self
    change(&query)
    return query
  }

  /// Adds a condition: the value of a column equals a value.
  public func `where`<Value>(
    _ column: KeyPath<Table, Column<Table, Value>>, _ value: Value
  ) -> TableQuery {
    self.where(column, is: .equal, value)
  }

  /// Adds a condition: the value of a column compares with a value.
  public func `where`<Value>(
    _ column: KeyPath<Table, Column<Table, Value>>, is comparison: Comparison, _ value: Value
  ) -> TableQuery {
    let condition = Condition.compare(Table.list[column], comparison, .cell(value.cell))
    return with { $0.conditions.append(condition) }
  }

  /// Adds a condition as text: `cgu=outdated and lastSignIn<2026-01-01`.
  ///
  /// - Throws: `SpaceError` of kind `.invalid`, with the nearest columns or words.
  public func `where`(_ text: String) throws(SpaceError) -> TableQuery {
    let condition: Condition
    do throws(QuestionFault) {
      condition = try Table.list.condition(text, now: source.space.clock())
    } catch { throw SpaceError(.invalid, error.message, field: "where") }
    return with { $0.conditions.append(condition) }
  }

  /// Orders the rows by a column, behind the orders given before.
  ///
  /// Rows without a value come last. Rows with equal values keep the table's own order.
  public func sorted<Value>(
    by column: KeyPath<Table, Column<Table, Value>>, _ direction: Direction = .ascending
  ) -> TableQuery {
    let order = RowOrder(Table.list[column], isDescending: direction == .descending)
    return with { $0.order.append(order) }
  }

  /// Orders the rows as a text says: `-lastSignIn,standing`.
  ///
  /// - Throws: `SpaceError` of kind `.invalid`, with the nearest columns.
  public func sorted(by text: String) throws(SpaceError) -> TableQuery {
    let order: [RowOrder]
    do throws(QuestionFault) { order = try Table.list.order(text) } catch {
      throw SpaceError(.invalid, error.message, field: "sort")
    }
    return with { $0.order += order }
  }

  /// Reverses the order of the whole list.
  public func reversed() -> TableQuery { with { $0.isReversed.toggle() } }

  /// Asks as of a moment: now, an instant or a position.
  public func asOf(_ moment: Moment) -> TableQuery { with { $0.moment = moment } }

  /// Asks for a purpose, which each page records before it shows a personal value.
  public func reading(for purpose: Purpose) -> TableQuery { with { $0.purpose = purpose } }

  /// Joins a column of personal values to the rows that are returned.
  public func joining(_ column: KeyPath<Table, PrivateColumn<Table>>) -> TableQuery {
    let column = Table.columns[keyPath: column]
    return with { $0.joined.append(column) }
  }

  /// Joins columns of personal values by name; other names are passed over.
  public func joining(named names: [String]) -> TableQuery {
    let columns = names.compactMap { Table.list.privateColumn($0) }
    return with { $0.joined += columns }
  }
}

extension TableQuery {
  /// Returns the first rows, or the next rows behind a cursor.
  ///
  /// All pages show the state of the space at the first one, also while facts arrive.
  ///
  /// - Parameters:
  ///   - limit: The greatest number of rows; `nil` for all.
  ///   - cursor: The cursor of the page before, of the same question.
  /// - Throws: `SpaceError` of kind `.invalid` for a cursor of another question, `.readOnly` when a
  ///   purpose cannot be recorded, `.damaged`, `.storage`.
  /// - Complexity: O(members) for now; the members with later facts are folded for a past moment.
  public func page(
    _ limit: Int? = nil, after cursor: RowCursor? = nil
  ) throws(SpaceError) -> RowPage<Table> {
    let order = order + source.ownOrder
    let question = question
    if let cursor, !cursor.belongs(to: question) || cursor.key.count != order.count {
      throw SpaceError(
        .invalid, "The cursor belongs to another question.", field: "after")
    }
    let image = try source.space.rowImage(at: moment, after: cursor)
    let values = try values()
    let first = RowSelection(
      where: condition, by: order, isReversed: isReversed, after: cursor?.key, limit: limit)
    // Rows in the table's own order are visited in steps, and only as many as are wanted.
    let isStepped = self.order.isEmpty && limit != nil
    var (selection, explanation) = (first, Explanation())
    let steps = try source.steps(
      image, condition, isStepped: isStepped, isReversed: isReversed, after: cursor?.key)
    for step in steps {
      let (selections, work) = try source.scan(step, first) { $0.offer($1) }
      for other in selections { selection.merge(other) }
      explanation = explanation + work
      if isStepped, selection.isFull { break }
    }
    let selected = selection.sorted
    let rows = try source.space.join(
      joined, to: selected.compactMap { $0.row as? Table.Content }.map { Row<Table>($0) },
      from: values, &explanation)
    explanation.rows = selection.read
    var next: RowCursor?
    if let limit, selected.count == limit, let last = selected.last {
      next = RowCursor(
        position: image.asOf.position, now: image.asOf.now, question: question, key: last.key)
    }
    return RowPage(rows: rows, next: next, now: image.asOf.now, explanation: explanation)
  }

  /// Returns all rows.
  ///
  /// - Throws: `SpaceError` as `page` does.
  public func rows() throws(SpaceError) -> [Row<Table>] { try page().rows }

  /// Returns the number of rows.
  ///
  /// - Throws: `SpaceError` of kind `.damaged`, `.storage`.
  public func count() throws(SpaceError) -> Int { try counts().counts.first?.count ?? 0 }

  /// Returns the number of rows, with the work for it.
  ///
  /// - Throws: `SpaceError` of kind `.damaged`, `.storage`.
  public func counts() throws(SpaceError) -> RowCountPage { try counts(by: []) }

  /// Returns the numbers of rows by the values of columns: `month(at),type`.
  ///
  /// - Throws: `SpaceError` of kind `.invalid`, with the nearest columns.
  public func counts(by columns: String) throws(SpaceError) -> RowCountPage {
    let groups: [AnyColumn]
    do throws(QuestionFault) { groups = try Table.list.groups(columns) } catch {
      throw SpaceError(.invalid, error.message, field: "count-by")
    }
    return try counts(by: groups)
  }

  private func counts(by groups: [AnyColumn]) throws(SpaceError) -> RowCountPage {
    let image = try source.space.rowImage(at: moment, after: nil)
    var counts = RowCounts(where: condition, by: groups)
    var explanation = Explanation()
    for step in try source.steps(image, condition, isStepped: false, isReversed: false) {
      let (shares, work) = try source.scan(step, counts) { $0.offer($1) }
      for other in shares { counts.merge(other) }
      explanation = explanation + work
    }
    explanation.rows = counts.read
    let sorted = groups.isEmpty && counts.sorted.isEmpty ? [([], 0)] : counts.sorted
    return RowCountPage(
      columns: groups.map(\.name), counts: sorted, explanation: explanation)
  }

  private var condition: Condition? {
    conditions.isEmpty ? nil : conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  /// The question in one canonical form, which its cursors name.
  private var question: String {
    let order = order.map(\.description).joined(separator: ",")
    return "\(source.name) where \(condition.map { "\($0)" } ?? "") by \(order) \(isReversed)"
  }

  private func values() throws(SpaceError) -> VaultReader? {
    guard !joined.isEmpty || purpose != nil else { return nil }
    return try source.space.values(of: source.consulted, nil, for: purpose)
  }
}

/// Some rows of a table, in the order of the question.
public struct RowPage<Table: ColumnTable>: Sendable {
  /// The rows.
  public let rows: [Row<Table>]
  /// The cursor of the next page; `nil` behind the last row of a page that is not full.
  public let next: RowCursor?
  /// The instant of the answer.
  public let now: Instant
  /// The work for the answer.
  public let explanation: Explanation
}

/// Numbers of rows, by the values of columns.
public struct RowCountPage: Sendable {
  /// The names of the columns.
  public let columns: [String]
  /// The values of the columns with the number of their rows, sorted by the values.
  public let counts: [(cells: [Cell], count: Int)]
  /// The work for the answer.
  public let explanation: Explanation
}

/// The work for an answer: the numbers of rows, facts and lines that were read.
public struct Explanation: Sendable, Hashable {
  /// The rows that were read.
  public internal(set) var rows = 0
  /// The members that were folded, because they have facts behind the moment of the question.
  public internal(set) var foldedMembers = 0
  /// The facts that were folded for them.
  public internal(set) var foldedFacts = 0
  /// The lines of the log that were searched.
  public internal(set) var lines = 0
  /// The lines of the log that were parsed; the hashes of those that match were checked.
  public internal(set) var parsedLines = 0
  /// The lines of the vault that were opened.
  public internal(set) var vaultLines = 0

  static func + (left: Explanation, right: Explanation) -> Explanation {
    var sum = left
    sum.rows += right.rows
    sum.foldedMembers += right.foldedMembers
    sum.foldedFacts += right.foldedFacts
    sum.lines += right.lines
    sum.parsedLines += right.parsedLines
    sum.vaultLines += right.vaultLines
    return sum
  }
}
