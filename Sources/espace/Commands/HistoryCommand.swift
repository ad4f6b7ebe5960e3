import EspaceAdherent

enum HistoryCommand {
  static let command = Command(
    name: "history", synopsis: "MEMBER [--as-of WHEN] [--data DIR] [--json] [--lang fr|en]",
    summary: "tells every fact of a member in order, refusals too, one sentence each",
    operands: 1...1, options: ["as-of", "data", "json", "lang"]
  ) { context in
    let space = try context.open()
    let entries = try space.history(context.arguments.operands[0], asOf: context.moment)
    if context.isJSON {
      for entry in entries { try context.console.print(entry.json) }
    } else {
      let listings = Listings(language: context.language)
      try context.console.print(listings.history(entries, context.console))
    }
    return context.end(space)
  }
}
