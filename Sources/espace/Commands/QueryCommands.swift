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

  static let accounts = Command(
    name: "accounts",
    synopsis: "[--as-of WHEN] \(Context.purposeSynopsis) [--data DIR] [--json] [--lang fr|en]",
    summary: "lists the accounts, in order of enrolment",
    operands: 0...0, options: Context.purposeOptions.union(["as-of", "data", "json", "lang"])
  ) { context in
    let purpose = try context.purpose()
    let space = try context.open(toReadFor: purpose)
    defer { space.close() }
    let accounts = try space.everyAccount(asOf: context.moment, for: purpose)
    if context.isJSON {
      for account in accounts { try context.console.print(account.json) }
    } else {
      let listings = Listings(language: context.language)
      try context.console.print(listings.accounts(accounts, context.console))
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
      try context.console.print(listings.pending(items, now: now, console: context.console))
    }
    return context.end(space)
  }
}
