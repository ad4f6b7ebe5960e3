import EspaceAdherent
import Foundation

enum RebuildCommand {
  static let command = Command(
    name: "rebuild", synopsis: "[--data DIR] [--json]",
    summary: "verifies and folds the whole log again, and counts the rows of the projections",
    operands: 0...0, options: ["data", "json"]
  ) { context in
    let start = Date()
    let space = try open(context)
    let seconds = Date().timeIntervalSince(start)
    let isKept = space.writeSnapshot()
    let members = space.memberCount
    let pending = try space.pendingRequests().count
    let rate = Int(Double(space.position) / max(seconds, 0.001))
    let verdict = space.damageNotice == nil ? "verified" : "damage follows"
    let snapshot = isKept ? "; a snapshot is kept" : ""
    try context.console.print(
      context.isJSON
        ? #"{"facts":\#(space.position),"members":\#(members),"pending":\#(pending),"snapshot":\#(isKept)}"#
        : "\(counted(space.position, "fact")), \(counted(members, "member")), \(pending) pending "
          + "(\(rate) facts/s, \(verdict)\(snapshot))")
    return context.end(space)
  }

  /// Opens the space for writing, so that a snapshot can be written, or else for reading.
  ///
  /// It is opened for reading if another process writes, this user may not write, or the space is
  /// damaged.
  private static func open(_ context: Context) throws -> MemberSpace {
    do { return try context.open(for: .writing, isResuming: false) } catch let error as SpaceError {
      guard [.locked, .readOnly, .damaged].contains(error.kind) else { throw error }
      return try context.open(isResuming: false)
    }
  }
}

enum RepairCommand {
  static let command = Command(
    name: "repair", synopsis: "[--yes] [--data DIR] [--json]",
    summary: "shows the damage at the log's end, asks, moves it aside and records the repair",
    operands: 0...0, options: ["yes", "data", "json"]
  ) { context in
    let plan = try context.planRepair()
    if context.isJSON {
      try context.console.print(plan.json)
    } else if case .refused = plan {
      for line in plan.lines { context.console.complain(line) }
    } else {
      try context.console.print(plan.lines)
    }
    switch plan {
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

  /// Asks the person at the terminal for confirmation.
  ///
  /// - Throws: `.usage` when standard input is no terminal.
  private static func isConfirmed(_ console: Console) throws(Failure) -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      throw Failure(
        .usage, "Nothing was changed: --yes carries it out; on a terminal the program asks.")
    }
    console.ask("Do it? Type yes: ")
    let answer = try InputLines(path: "-").next()
    return answer.map { String(decoding: $0.bytes, as: UTF8.self) }?
      .trimmingCharacters(in: .whitespaces).lowercased() == "yes"
  }
}

extension Context {
  /// Plans a repair of the space in the folder.
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

/// Runs `verify --segment`: checks whether a file may replace a segment of the space.
enum SegmentCommand {
  /// Checks the file and prints how to install it, or the reason for refusing it.
  ///
  /// - Returns: `.damaged` when the file is refused.
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
      try context.console.print(commands(verdict, path: path, folder: context.folder))
    }
    return verdict.isAccepted ? .success : .damaged
  }

  /// Returns the commands to type while no writer is open.
  private static func commands(
    _ verdict: SegmentVerdict, path: String, folder: String
  ) -> [String] {
    guard let target = verdict.target, !verdict.isSame else { return [] }
    let place = SpaceFolders.word("\(folder)/\(target)")
    var lines = ["While no writer runs:"]
    // A damaged log segment is kept. A vault segment must not leave a second copy.
    if verdict.isThere, !verdict.isVault { lines.append("  mv -n \(place) \(place).damaged") }
    return lines + [
      "  install -m \(verdict.mode) \(SpaceFolders.word(path)) \(place)",
      "  espace verify --data \(SpaceFolders.word(folder))",
    ]
  }
}
