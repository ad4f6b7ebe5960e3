import EspaceAdherent

enum AccountCommands {
  static let account = Command(
    name: "account", synopsis: "MEMBER [--as-of WHEN] [--data DIR] [--json] [--lang fr|en]",
    summary: "tells a member's account, now or at any moment before",
    operands: 1...1, options: ["as-of", "data", "json", "lang"]
  ) { context in
    let space = try context.open()
    let account = try space.account(context.arguments.operands[0], asOf: context.moment)
    if context.isJSON {
      try context.console.print(account.json)
    } else {
      let page = AccountPage(account: account, language: context.language)
      try context.console.print(page.lines(context.console))
    }
    return context.end(space)
  }

  static let accounts = Command(
    name: "accounts", synopsis: "[--as-of WHEN] [--data DIR] [--json] [--lang fr|en]",
    summary: "lists the accounts, in order of enrolment",
    operands: 0...0, options: ["as-of", "data", "json", "lang"]
  ) { context in
    let space = try context.open()
    let accounts = try space.accounts(asOf: context.moment)
    if context.isJSON {
      for account in accounts { try context.console.print(account.json) }
    } else {
      let listings = Listings(language: context.language)
      try context.console.print(listings.accounts(accounts, context.console))
    }
    return context.end(space)
  }
}
