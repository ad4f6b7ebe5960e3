import EspaceAdherent

enum CheckpointCommand {
  static let command = Command(
    name: "checkpoint",
    synopsis: "[--as-of WHEN] [--note SIGNATURES] [--data DIR] [--json]",
    summary: "prints what the log is in three lines, to keep on paper, mail or sign",
    operands: 0...0, options: ["as-of", "note", "data", "json"]
  ) { context in
    var checkpoint = try context.openLog().checkpoint(at: context.moment)
    if let notice = checkpoint.notice { context.console.complain(notice) }
    if let path = context.arguments.value("note") {
      let block = try KeptFile.bytes(path)
      do throws(SpaceError) { checkpoint = try checkpoint.signed(with: block) } catch {
        throw Failure(.badData, "\(path.visible): \(error.message)")
      }
    }
    try context.console.print(
      context.isJSON ? checkpoint.json : String(checkpoint.text.dropLast()))
    return .success
  }
}
