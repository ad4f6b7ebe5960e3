import EspaceAdherent

enum PendingCommand {
  static let command = Command(
    name: "pending",
    synopsis: "[--kind KIND] [--as-of WHEN] [--data DIR] [--json] [--lang fr|en]",
    summary: "lists what is pending, by deadline: change requests, codes, letters, registrations…",
    operands: 0...0, options: ["kind", "as-of", "data", "json", "lang"]
  ) { context in
    var kind: PendingItem.Kind?
    if let text = context.arguments.value("kind") {
      kind = PendingItem.Kind(rawValue: text)
      guard kind != nil else {
        let kinds = PendingItem.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(.usage, "--kind takes one of: \(kinds).")
      }
    }
    let space = try context.open()
    let items = try space.pendingRequests(asOf: context.moment, kind: kind)
    let now = try space.instant(of: context.moment)
    if context.isJSON {
      for item in items { try context.console.print(item.json(asOf: now)) }
    } else {
      let listings = Listings(language: context.language)
      try context.console.print(listings.pending(items, now, context.console))
    }
    return context.end(space)
  }
}
