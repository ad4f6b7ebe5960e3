import EspaceAdherent

enum ExportCommand {
  static let command = Command(
    name: "export",
    synopsis: "--member MEMBER [--purpose TEXT [--by auditor/NAME]] [--data DIR] [--json]",
    summary: "writes all that is held about a member as JSON, with class and legal ground",
    operands: 0...0, options: ["member", "purpose", "by", "data", "json"]
  ) { context in
    guard let member = context.arguments.value("member") else {
      throw Failure(.usage, "--member is needed: whose data is to be written.")
    }
    let purpose = try context.purpose()
    let space = try context.open(toReadFor: purpose)
    defer { space.close() }
    let export = try space.export(member, for: purpose)
    // `--json` promises one object a line; what a person reads has one fact a line.
    try context.console.print(
      context.isJSON ? export.json.split(separator: "\n").joined() : export.json)
    return context.end(space)
  }
}
