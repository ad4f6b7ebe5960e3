import EspaceAdherent

enum AccountCommands {
  static let account = Command(
    name: "account",
    synopsis: "MEMBER [--as-of WHEN] \(Context.purposeSynopsis) [--data DIR] [--json] "
      + "[--lang fr|en]",
    summary: "shows a member's account, now or at an earlier moment",
    operands: 1...1, options: Context.purposeOptions.union(["as-of", "data", "json", "lang"])
  ) { context in
    let purpose = try context.purpose()
    let space = try context.open(toReadFor: purpose)
    defer { space.close() }
    let account = try space.account(
      context.arguments.operands[0], asOf: context.moment, for: purpose)
    if context.isJSON {
      try context.console.print(account.json)
    } else {
      let page = AccountPage(account: account, language: context.language)
      try context.console.print(page.lines(context.console))
    }
    return context.end(space)
  }
}

enum HistoryCommand {
  static let command = Command(
    name: "history",
    synopsis: "MEMBER [--as-of WHEN] [--view member|auditor] \(Context.purposeSynopsis) "
      + "[--data DIR] [--json] [--lang fr|en]",
    summary: "shows every fact of a member in order, refusals included, one sentence each",
    operands: 1...1,
    options: Context.purposeOptions.union(["as-of", "view", "data", "json", "lang"])
  ) { context in
    guard let view = HistoryView(rawValue: context.arguments.value("view") ?? "auditor") else {
      throw Failure(.usage, "--view takes member or auditor.")
    }
    let purpose = try context.purpose()
    let space = try context.open(toReadFor: purpose)
    defer { space.close() }
    let entries = try space.history(
      context.arguments.operands[0], asOf: context.moment, view: view, for: purpose)
    if context.isJSON {
      for entry in entries { try context.console.print(entry.json) }
    } else {
      let listings = Listings(language: context.language)
      try context.console.print(listings.history(entries, context.console))
    }
    return context.end(space)
  }
}
