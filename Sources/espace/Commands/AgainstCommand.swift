import EspaceAdherent

/// `verify --against`: what a kept checkpoint says of the log.
enum AgainstCommand {
  /// Compares a verified log with the checkpoint in a file and prints the result.
  ///
  /// - Returns: `.damaged` when facts are missing or others, `.badData` for another space's.
  static func run(_ context: Context, _ log: SpaceLog, _ kept: SpaceCheckpoint) throws
    -> ExitCode
  {
    let comparison = try log.compare(with: kept)
    if context.isJSON {
      try context.console.print(comparison.json)
    } else {
      try context.console.print(comparison.lines.map(\.visible))
    }
    switch comparison.finding {
    case .same: return .success
    case .shorter, .rewritten, .unreadable: return .damaged
    case .otherSpace: return .badData
    }
  }
}
