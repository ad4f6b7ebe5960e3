import EspaceAdherent

enum AccountCommands {
  static let account = Command(
    name: "account",
    synopsis: "MEMBER [--as-of WHEN] \(Context.purposeSynopsis) [--data DIR] [--json] "
      + "[--lang fr|en]",
    summary: "tells a member's account, now or at any moment before",
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
    let accounts = try space.accounts(asOf: context.moment, for: purpose)
    if context.isJSON {
      for account in accounts { try context.console.print(account.json) }
    } else {
      let listings = Listings(language: context.language)
      try context.console.print(listings.accounts(accounts, context.console))
    }
    return context.end(space)
  }
}
