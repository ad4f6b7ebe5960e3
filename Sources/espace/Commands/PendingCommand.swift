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
    let moment = try context.moment
    let items = try space.pendingRequests(asOf: moment, kind: kind)
    let now = try space.instant(of: moment)
    if context.isJSON {
      for item in items { context.console.print(item.json(asOf: now)) }
    } else {
      let lines = Listings(language: try context.language).pending(items, now, context.console)
      for line in lines { context.console.print(line) }
    }
    return .success
  }
}
