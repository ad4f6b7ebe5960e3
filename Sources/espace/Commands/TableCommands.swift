import EspaceAdherent

/// A question about a table on the command line: its options, and the way to print the answer.
struct TableQuestion<Table: ColumnTable> {
  let context: Context
  /// The columns that are printed as JSON or CSV unless `--columns` names others.
  let columns: [String]
  private let limit: Int?
  private let cursor: RowCursor?
  private var named: [String]?

  /// The options that take a value, and the switches.
  static var options: Set<String> {
    [
      "where", "sort", "limit", "after", "columns", "count", "count-by", "reverse", "csv",
      "explain", "as-of", "data", "json", "lang",
    ]
  }

  static var synopsis: String {
    "[--where CONDITION] [--sort [-]COLUMN,…] [--reverse] [--limit N] [--after CURSOR] "
      + "[--columns COLUMN,…] [--count | --count-by COLUMN,…] [--explain] [--as-of WHEN] "
  }

  private static var hasPersonalValues: Bool { !Table.list.privateColumns.isEmpty }

  /// Reads the options that do not need the space.
  init(_ context: Context, columns: [String]) throws(Failure) {
    (self.context, self.columns) = (context, columns)
    if let text = context.arguments.value("limit") {
      guard let limit = Int(text), limit > 0 else {
        throw Failure(.usage, "--limit takes a number from 1 on.")
      }
      self.limit = limit
    } else {
      limit = nil
    }
    if let text = context.arguments.value("after") {
      guard let cursor = RowCursor(text) else {
        throw Failure(.usage, "--after takes the cursor that the page before has printed.")
      }
      self.cursor = cursor
    } else {
      cursor = nil
    }
    guard !(context.isJSON && context.arguments.has("csv")) else {
      throw Failure(.usage, "Give --json or --csv, not both.")
    }
    guard !(context.arguments.has("count") && context.arguments.value("count-by") != nil) else {
      throw Failure(.usage, "Give --count or --count-by, not both.")
    }
    if let text = context.arguments.value("columns") {
      let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      for name in names { try Self.check(name) }
      named = names
    }
  }

  private static func check(_ name: String) throws(Failure) {
    guard !Table.list.names.contains(name) else { return }
    let fault = QuestionFault(unknown: "column", name, among: Table.list.names)
    throw Failure(.usage, fault.message)
  }

  /// Asks a table, and prints the answer.
  ///
  /// - Parameter lines: Makes the lines of the usual list of rows.
  func run(
    _ table: TableQuery<Table>, json: (([Row<Table>]) throws -> [String])? = nil,
    _ lines: ([Row<Table>]) throws -> [String]
  ) throws {
    var query = table.asOf(context.moment)
    if Self.hasPersonalValues, let purpose = try context.purpose() {
      query = query.reading(for: purpose)
    }
    let arguments = context.arguments
    if let text = arguments.value("where") { query = try query.where(text) }
    if let text = arguments.value("sort") { query = try query.sorted(by: text) }
    if arguments.has("reverse") { query = query.reversed() }
    if arguments.has("count") { return try print(try query.counts()) }
    if let text = arguments.value("count-by") { return try print(try query.counts(by: text)) }
    let page = try query.joining(named: named ?? columns).page(limit, after: cursor)
    let format = RowFormat<Table>(named ?? columns)
    if context.isJSON {
      let usual = named == nil ? try json?(page.rows) : nil
      try context.console.print(usual ?? format.json(page.rows))
    } else if arguments.has("csv") {
      let cells = page.rows.map { format.cells($0).map(\.description) }
      try context.console.print(CSV.lines(format.names, cells))
    } else if named != nil {
      try context.console.print(self.lines(of: page.rows, format))
    } else {
      try context.console.print(try lines(page.rows))
    }
    if let next = page.next { context.console.complain("The list goes on: --after \(next)") }
    explain(page.explanation)
  }

  /// Returns the lines of a list of columns, with times as people write them.
  private func lines(of rows: [Row<Table>], _ format: RowFormat<Table>) -> [String] {
    var table = TextTable(format.names)
    for row in rows {
      table.add(
        format.cells(row).map { cell in
          if case .instant(let instant) = cell { return instant.text(in: context.language) }
          return cell.description.visible
        })
    }
    return table.lines(context.console)
  }

  private func print(_ page: RowCountPage) throws(Failure) {
    if context.isJSON {
      try context.console.print(page.json)
    } else {
      let rows = page.counts.map { $0.cells.map(\.description) + ["\($0.count)"] }
      if context.arguments.has("csv") {
        try context.console.print(CSV.lines(page.columns + ["count"], rows))
      } else if page.columns.isEmpty {
        try context.console.print(rows.first?.first ?? "0")
      } else {
        var table = TextTable(page.columns + ["count"])
        for row in rows { table.add(row.map { $0.isEmpty ? "–" : $0.visible }) }
        try context.console.print(table.lines(context.console))
      }
    }
    explain(page.explanation)
  }

  private func explain(_ work: Explanation) {
    guard context.arguments.has("explain") else { return }
    for line in work.lines(of: Table.self) { context.console.complain(line) }
  }
}

extension Explanation {
  /// The work in sentences.
  fileprivate func lines<Table>(of table: Table.Type) -> [String] {
    var lines = ["Read: \(counted(rows, "row"))."]
    if foldedMembers > 0 {
      lines.append(
        "Folded, because of facts behind the moment: \(counted(foldedMembers, "member")), "
          + "\(counted(foldedFacts, "fact")).")
    }
    if self.lines > 0 {
      lines.append(
        "Searched: \(counted(self.lines, "line")) of the log, \(counted(parsedLines, "line")) "
          + "parsed. The hashes of matching lines were checked, those of other lines were not.")
    }
    if vaultLines > 0 { lines.append("Opened: \(counted(vaultLines, "line")) of the vault.") }
    return lines
  }
}

enum TableCommands {
  static let accounts = Command(
    name: "accounts",
    synopsis: TableQuestion<AccountColumns>.synopsis + "\(Context.purposeSynopsis) "
      + "[--data DIR] [--json|--csv] [--lang fr|en]",
    summary: "lists the accounts that satisfy a condition, in any order, in pages, or counts them",
    operands: 0...0, options: TableQuestion<AccountColumns>.options.union(Context.purposeOptions)
  ) { context in
    let usual = AccountColumns.list.columns.map(\.name) + ["number", "name"]
    let question = try TableQuestion<AccountColumns>(context, columns: usual)
    let space = try context.open(toReadFor: try context.purpose())
    defer { space.close() }
    let listings = Listings(language: context.language)
    try question.run(space.accounts) { listings.accounts($0, context.console) }
    return context.end(space)
  }

  static let pending = Command(
    name: "pending",
    synopsis: "[--kind KIND] " + TableQuestion<PendingColumns>.synopsis
      + "\(Context.purposeSynopsis) [--data DIR] [--json|--csv] [--lang fr|en]",
    summary: "lists what is pending, by deadline: change requests, codes, letters, registrations…",
    operands: 0...0,
    options: TableQuestion<PendingColumns>.options.union(Context.purposeOptions).union(["kind"])
  ) { context in
    let purpose = try context.purpose()
    let values = purpose == nil ? [] : PendingColumns.list.names.suffix(3)
    let usual = PendingColumns.list.columns.map(\.name) + values
    let question = try TableQuestion<PendingColumns>(context, columns: usual)
    let kind = try context.arguments.value("kind").map(kind)
    let space = try context.open(toReadFor: purpose)
    defer { space.close() }
    let listings = Listings(language: context.language)
    let items = kind.map { space.pending.where(\.kind, $0) } ?? space.pending
    try question.run(items) { listings.pending($0, context.console) }
    return context.end(space)
  }

  private static func kind(_ text: String) throws(Failure) -> PendingItem.Kind {
    guard let kind = PendingItem.Kind(rawValue: text) else {
      let kinds = PendingItem.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(.usage, "--kind takes one of: \(kinds).")
    }
    return kind
  }

  static let columns = Command(
    name: "columns", synopsis: "accounts|pending|facts [--json]",
    summary: "lists the columns of a table, with their kinds and words",
    operands: 1...1, options: ["json"]
  ) { context in
    switch context.arguments.operands[0] {
    case "accounts": try print(AccountColumns.list, context)
    case "pending": try print(PendingColumns.list, context)
    case "facts": try print(FactColumns.list, context)
    case let name:
      throw Failure(
        .usage,
        QuestionFault(unknown: "table", name, among: ["accounts", "pending", "facts"]).message)
    }
    return .success
  }

  private static func print<Table>(_ list: ColumnList<Table>, _ context: Context) throws {
    guard !context.isJSON else { return try context.console.print(list.json) }
    var table = TextTable("column", "kind", "meaning")
    for line in list.described { table.add(line.name, line.kind, line.summary) }
    try context.console.print(table.lines(context.console))
  }
}
