/// One command: what it takes, what it is for, what it does.
struct Command: Sendable {
  let name: String
  /// What follows the name in its usage line.
  let synopsis: String
  let summary: String
  /// How many operands it takes.
  let operands: ClosedRange<Int>
  let options: Set<String>
  let run: @Sendable (Context) throws -> ExitCode

  var usage: String { "Usage: espace \(name)\(synopsis.isEmpty ? "" : " " + synopsis)" }

  var help: String { "\(usage)\n\n\(summary)" }
}

/// The commands, and how they are told of.
enum Usage {
  static let version = "0.1.0"

  static let commands: [Command] = [
    InitCommand.command, PerformCommand.command, PlayCommand.command, CatalogueCommands.actions,
    CatalogueCommands.events, AccountCommands.account, AccountCommands.accounts,
    PendingCommand.command, HistoryCommand.command, RulesCommand.command, VerifyCommand.command,
    RebuildCommand.command,
    ExpireCommand.command, EraseCommand.command, ExportCommand.command, CheckpointCommand.command,
    ProveCommand.command, VerifyProofCommand.command, RepairCommand.command,
    GenerateCommand.command,
  ]

  static func command(_ name: String) -> Command? { commands.first { $0.name == name } }

  static var overview: String {
    let lines = commands.map { "  \($0.name.padded(to: 12)) \($0.summary)" }
    return """
      espace: the event-sourced core of the espace adhérent of French mutuelles

      Usage: espace COMMAND [--data DIR] [--json] [--as-of WHEN] [--lang fr|en]

      \(lines.joined(separator: "\n"))

      --data DIR     the space's folder; otherwise $ESPACE_DATA, otherwise ./espace-data
      --as-of WHEN   a position (17), an instant (2026-03-02T09:00:00Z), a day (2026-03-02)
                     or a time of Paris as it is shown ("2 mars 2026 à 11 h 13")
      MEMBER         a member number, a login identifier or a member id
      """
  }
}

extension String {
  /// The text, filled up with spaces to a number of characters.
  func padded(to width: Int) -> String {
    count < width ? self + String(repeating: " ", count: width - count) : self
  }
}
