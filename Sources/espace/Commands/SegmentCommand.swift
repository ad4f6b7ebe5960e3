import EspaceAdherent

/// `verify --segment`: whether a file may stand in the place of a segment of the space.
enum SegmentCommand {
  /// Checks the file and says how it is put in its place, or why it is not.
  ///
  /// - Returns: `.damaged` when it may not.
  static func run(_ context: Context, _ path: String) throws -> ExitCode {
    guard !context.arguments.has("against") else {
      throw Failure(
        .usage, "--against and --segment ask two things.\n\(VerifyCommand.command.usage)")
    }
    let verdict: SegmentVerdict
    let log = try context.openLog()
    do throws(SpaceError) { verdict = try log.check(segment: path) } catch {
      guard error.kind == .notFound else { throw error }
      throw Failure(.nothingThere, "\(path.visible) cannot be read: \(error.message)")
    }
    if context.isJSON {
      try context.console.print(verdict.json)
    } else {
      try context.console.print(verdict.lines(of: path.visible))
      try context.console.print(commands(verdict, path, context.folder))
    }
    return verdict.isAccepted ? .success : .damaged
  }

  /// What to type, once no writer is at work.
  private static func commands(
    _ verdict: SegmentVerdict, _ path: String, _ folder: String
  ) -> [String] {
    guard let target = verdict.target, !verdict.isSame else { return [] }
    let place = SpaceFolders.word("\(folder)/\(target)")
    var lines = ["While no writer is at work:"]
    // What is damaged is kept; of a vault's segment no second copy may lie about.
    if verdict.isThere, !verdict.isVault { lines.append("  mv -n \(place) \(place).damaged") }
    return lines + [
      "  install -m \(verdict.mode) \(SpaceFolders.word(path)) \(place)",
      "  espace verify --data \(SpaceFolders.word(folder))",
    ]
  }
}
