import EspaceAdherent

enum FactCommands {
  /// The options that ask for the value of a column with the same name.
  private static let filters = [
    "actor", "role", "type", "reason", "stream", "correlation", "cause", "action",
  ]

  static let facts = Command(
    name: "facts",
    synopsis: filters.map { "[--\($0) \($0.uppercased())] " }.joined()
      + "[--member MEMBER] [--from POSITION] [--since WHEN] [--until WHEN] "
      + TableQuestion<FactColumns>.synopsis + "[--data DIR] [--json|--csv] [--lang fr|en]",
    summary: "lists the facts of all members, the house and visitors, or counts them",
    operands: 0...0,
    options: TableQuestion<FactColumns>.options.union(filters)
      .union(["member", "from", "since", "until"])
  ) { context in
    let question = try TableQuestion<FactColumns>(context, columns: FactColumns.list.names)
    let space = try context.open()
    defer { space.close() }
    let listings = Listings(language: context.language)
    try question.run(
      try filtered(space, context),
      json: { try space.entries(of: $0).map(\.json) },
      { listings.facts(try space.entries(of: $0), context.console) })
    return context.end(space)
  }

  private static func filtered(
    _ space: MemberSpace, _ context: Context
  ) throws -> TableQuery<FactColumns> {
    var query = space.facts
    for name in filters {
      guard let text = context.arguments.value(name) else { continue }
      query = try query.where("\(name)=\"\(text.replacing("\"", with: "\"\""))\"")
    }
    if let text = context.arguments.value("member") {
      query = query.where(\.member, try space.member(text))
    }
    if let text = context.arguments.value("from") {
      guard let position = Int(text), position > 0 else {
        throw Failure(.usage, "--from takes a position from 1 on.")
      }
      query = query.where(\.position, is: .atLeast, position)
    }
    if let text = context.arguments.value("since") {
      query = try bounded(query, by: ">=", text, of: "since")
    }
    if let text = context.arguments.value("until") {
      query = try bounded(query, by: "<=", text, of: "until")
    }
    return query
  }

  /// Adds a limit of time, which may be a position.
  private static func bounded(
    _ query: TableQuery<FactColumns>, by comparison: String, _ text: String, of option: String
  ) throws -> TableQuery<FactColumns> {
    let now = MemberSpace.machineClock()
    guard Int(text) == nil || text.hasPrefix("-") else {
      return try query.where("position\(comparison)\(text)")
    }
    guard TypedTime(text, now: now) != nil else {
      throw Failure(.usage, "--\(option) takes a position (17), \(TypedTime.forms).")
    }
    return try query.where("at\(comparison)\"\(text)\"")
  }

  static let show = Command(
    name: "show", synopsis: "POSITION [--data DIR] [--json] [--lang fr|en]",
    summary: "shows one fact, with the fact that caused it and those that it caused",
    operands: 1...1, options: ["data", "json", "lang"]
  ) { context in
    guard let position = Int(context.arguments.operands[0]), position > 0 else {
      throw Failure(.usage, "Give a position from 1 on.")
    }
    let space = try context.open()
    defer { space.close() }
    guard let row = try space.facts.where(\.position, position).rows().first else {
      throw Failure(.usage, "The log has positions 1 to \(space.position).")
    }
    let causes = try row.cause.map { try space.facts.where(\.position, $0).rows() } ?? []
    let caused = try space.facts.where(\.cause, position)
      .where(\.position, is: .greater, position).rows()
    let entries = try space.entries(of: [row])
    if context.isJSON {
      try context.console.print(try space.entries(of: causes + [row] + caused).map(\.json))
    } else {
      let listings = Listings(language: context.language)
      try context.console.print(listings.facts(entries, context.console))
      for entry in entries { try context.console.print(listings.record(entry)) }
      try print(space.entries(of: causes), under: listings.say("Cause", "Caused by"), context)
      try print(space.entries(of: caused), under: listings.say("Effets", "Caused"), context)
    }
    return context.end(space)
  }

  private static func print(
    _ entries: [HistoryEntry], under title: String, _ context: Context
  ) throws {
    guard !entries.isEmpty else { return }
    let listings = Listings(language: context.language)
    try context.console.print("")
    try context.console.print(context.console.bold(title))
    try context.console.print(listings.facts(entries, context.console).map { "  " + $0 })
  }
}
