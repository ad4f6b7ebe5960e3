import EspaceAdherent
import Foundation

enum RepairCommand {
  static let command = Command(
    name: "repair", synopsis: "[--yes] [--data DIR] [--json]",
    summary: "shows what is damaged at the log's end, asks, moves it aside and records that it did",
    operands: 0...0, options: ["yes", "data", "json"]
  ) { context in
    let plan = try context.planRepair()
    if context.isJSON {
      try context.console.print(plan.json)
    } else if plan.finding == .refused {
      for line in plan.lines { context.console.complain(line) }
    } else {
      try context.console.print(plan.lines)
    }
    switch plan.finding {
    case .intact: return .success
    case .refused: return .damaged
    case .repairable, .unrecorded: break
    }
    guard try context.arguments.has("yes") || RepairCommand.isConfirmed(context.console) else {
      context.console.complain("Nothing was changed.")
      return .damaged
    }
    let position = try MemberSpace.repair(context.folder, as: plan)
    try context.console.print(
      context.isJSON
        ? #"{"repair":"done","position":\#(position)}"#
        : "Repaired, and recorded as position \(position). `espace verify` re-reads all of it.")
    return .success
  }

  /// Asks the person at the terminal.
  ///
  /// - Throws: `.usage` where nobody can be asked.
  private static func isConfirmed(_ console: Console) throws(Failure) -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      throw Failure(
        .usage, "Nothing was changed: --yes carries it out, and on a terminal you are asked.")
    }
    console.ask("Do it? Type yes: ")
    let answer = try InputLines(path: "-").next()
    return answer.map { String(decoding: $0.bytes, as: UTF8.self) }?
      .trimmingCharacters(in: .whitespaces).lowercased() == "yes"
  }
}

extension Context {
  /// Looks what a repair of the space in the folder would do.
  fileprivate func planRepair() throws -> SpaceRepair {
    let progress = console.progress()
    defer { progress.end() }
    do throws(SpaceError) {
      return try MemberSpace.planRepair(folder, progress: { progress.tell($0) })
    } catch {
      throw SpaceFolders(folder).failure(error)
    }
  }
}
