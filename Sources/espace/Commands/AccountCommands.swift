import EspaceAdherent

enum AccountCommands {
  static let account = Command(
    name: "account", synopsis: "MEMBER [--as-of WHEN] [--data DIR] [--json] [--lang fr|en]",
    summary: "tells a member's account, now or at any moment before",
    operands: 1...1, options: ["as-of", "data", "json", "lang"]
  ) { context in
    let space = try context.open()
    let account = try space.account(context.arguments.operands[0], asOf: try context.moment)
    if context.isJSON {
      context.console.print(account.json)
    } else {
      let page = AccountPage(account: account, language: try context.language)
      for line in page.lines(context.console) { context.console.print(line) }
    }
    return .success
  }

  static let accounts = Command(
    name: "accounts", synopsis: "[--as-of WHEN] [--data DIR] [--json] [--lang fr|en]",
    summary: "lists the accounts, in order of enrolment",
    operands: 0...0, options: ["as-of", "data", "json", "lang"]
  ) { context in
    let space = try context.open()
    let accounts = try space.accounts(asOf: try context.moment)
    if context.isJSON {
      for account in accounts { context.console.print(account.json) }
    } else {
      let lines = Listings(language: try context.language).accounts(accounts, context.console)
      for line in lines { context.console.print(line) }
    }
    return .success
  }
}
