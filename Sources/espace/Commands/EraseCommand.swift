import EspaceAdherent

enum EraseCommand {
  private static let grounds = ErasureGround.allCases.map(\.rawValue).joined(separator: "|")

  static let command = Command(
    name: "erase",
    synopsis: "MEMBER --ground \(grounds) [--by administrator/NAME] [--yes] [--data DIR] [--json] "
      + "[--lang fr|en]",
    summary: "erases a member’s personal values for good, as far as nothing obliges to keep them",
    operands: 1...1, options: ["ground", "by", "yes", "data", "json", "lang"]
  ) { context in
    guard let ground = context.arguments.value("ground").flatMap(ErasureGround.init) else {
      throw Failure(.usage, "--ground takes one of: \(grounds).")
    }
    let actor = context.arguments.value("by") ?? "administrator/operator"
    guard let by = Actor(actor), by.role == .administrator else {
      throw Failure(.usage, "--by takes administrator/NAME, of [a-z0-9-].")
    }
    let space = try context.open(for: .writing)
    defer { space.close() }
    let report = try space.erase(context.arguments.operands[0], ground: ground, by: by)
    if context.isJSON {
      try context.console.print(report.json)
    } else {
      let page = ErasurePage(report: report, language: context.language)
      try context.console.print(page.lines)
    }
    return report.outcome.result == .accepted && report.kept == nil ? .success : .difference
  }
}
