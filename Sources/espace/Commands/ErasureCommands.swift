import EspaceAdherent
import Foundation

enum EraseCommand {
  private static let grounds = ErasureGround.allCases.map(\.rawValue).joined(separator: "|")

  static let command = Command(
    name: "erase",
    synopsis: "MEMBER --ground \(grounds) [--by administrator/NAME] [--yes] [--data DIR] [--json] "
      + "[--lang fr|en]",
    summary: "erases a member’s personal values for good, except those that must be kept",
    operands: 1...1, options: ["ground", "by", "yes", "data", "json", "lang"]
  ) { context in
    guard let ground = context.arguments.value("ground").flatMap(ErasureGround.init) else {
      throw Failure(.usage, "--ground takes one of: \(grounds).")
    }
    let actor = context.arguments.value("by") ?? "administrator/operator"
    guard let by = ActorID(actor), by.role == .administrator else {
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

enum ExpireCommand {
  static let command = Command(
    name: "expire", synopsis: "[--yes] [--data DIR] [--json] [--lang fr|en]",
    summary: "records the passed deadlines, and erases the values with a retention that is over",
    operands: 0...0, options: ["yes", "data", "json", "lang"]
  ) { context in
    let space = try context.open(for: .writing)
    defer { space.close() }
    let outcome: Outcome
    do throws(SpaceError) {
      outcome = try space.perform(ActionRequest(id: UUID(), by: .clock, .sweep(Sweep())))
    } catch {
      // The command line is valid; the clock is in doubt.
      throw error.kind == .invalid ? Failure(.difference, error.message) : error
    }
    let count = outcome.events.count
    let french = count > 1 ? "\(count) faits enregistrés." : "\(count) fait enregistré."
    let told = context.language == .fr ? french : "\(counted(count, "fact")) recorded."
    try context.console.print(context.isJSON ? outcome.json : told)
    return .success
  }
}

enum ExportCommand {
  static let command = Command(
    name: "export",
    synopsis: "--member MEMBER [--purpose TEXT [--by auditor/NAME]] [--data DIR] [--json]",
    summary: "writes all data about a member as JSON, with class and legal ground",
    operands: 0...0, options: ["member", "purpose", "by", "data", "json"]
  ) { context in
    guard let member = context.arguments.value("member") else {
      throw Failure(.usage, "--member is needed: it names the member whose data is written.")
    }
    let purpose = try context.purpose()
    let space = try context.open(toReadFor: purpose)
    defer { space.close() }
    let export = try space.export(member, for: purpose)
    // `--json` prints one object per line. The output for people has one fact per line.
    try context.console.print(
      context.isJSON ? export.json.split(separator: "\n").joined() : export.json)
    return context.end(space)
  }
}
