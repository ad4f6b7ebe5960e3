/// The parsed words of a command line: the command, its operands and its options.
///
/// Options may be in any place. `--name value` and `--name=value` are equivalent; `--` ends the
/// options.
struct Arguments {
  /// The options that take a value.
  ///
  /// All others are switches.
  static let valued: Set<String> = [
    "data", "as-of", "lang", "house", "kind", "from", "to", "at", "purpose",
    "note", "against", "segment", "ground", "by", "member", "view", "members", "seed", "profile",
    "where", "sort", "limit", "after", "columns", "count-by", "since", "until", "actor", "role",
    "type", "reason", "stream", "correlation", "cause", "action",
  ]
  static let switches: Set<String> = [
    "json", "csv", "help", "version", "yes", "count", "reverse", "explain",
  ]

  let command: String?
  let operands: [String]
  private let values: [String: String]
  private let present: Set<String>

  init(_ words: [String]) throws(Failure) {
    var operands: [String] = []
    var values: [String: String] = [:]
    var present: Set<String> = []
    var rest = words[...]
    var onlyOperands = false
    while let word = rest.popFirst() {
      guard !onlyOperands, word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      if word == "--" {
        onlyOperands = true
        continue
      }
      let (name, given) = try Self.option(word)
      guard present.insert(name).inserted else {
        throw Failure(.usage, "--\(name) is given twice.")
      }
      guard Self.valued.contains(name) else {
        guard given == nil else { throw Failure(.usage, "--\(name) takes no value.") }
        continue
      }
      // A word that looks like an option is not taken as a value; `--name=--value` is.
      let following = given == nil && rest.first?.hasPrefix("--") == false ? rest.popFirst() : nil
      guard let value = given ?? following, !value.isEmpty else {
        throw Failure(.usage, "--\(name) needs a value.")
      }
      values[name] = value
    }
    command = operands.first
    self.operands = Array(operands.dropFirst())
    self.values = values
    self.present = present
  }

  /// Returns the name of an option, and the value after its `=`.
  private static func option(_ word: String) throws(Failure) -> (name: String, value: String?) {
    if word == "-h" { return ("help", nil) }
    let equals = word.firstIndex(of: "=")
    let name = String(word[..<(equals ?? word.endIndex)].dropFirst(2))
    if word.hasPrefix("--"), valued.contains(name) || switches.contains(name) {
      return (name, equals.map { String(word[word.index(after: $0)...]) })
    }
    // A word that does not look like an option may be a mistyped operand, a number or an address.
    let isName = name.utf8.count <= 20 && name.allSatisfy { $0 == "-" || ("a"..."z").contains($0) }
    let told = word.hasPrefix("--") && isName ? "There is no option --\(name)." : "No such option."
    throw Failure(
      .usage, told + " `espace --help` lists them; `--` goes before operands that begin with -.")
  }

  /// Returns whether an option was given.
  func has(_ name: String) -> Bool { present.contains(name) }

  /// Returns the value of an option, or `nil`.
  func value(_ name: String) -> String? { values[name] }

  /// Throws if an option or an operand is not allowed for a command.
  func check(against command: Command) throws(Failure) {
    let allowed = command.options.union(["help"])
    if let other = present.subtracting(allowed).sorted().first {
      throw Failure(.usage, "`espace \(command.name)` takes no --\(other).\n\(command.usage)")
    }
    guard command.operands.contains(operands.count) else {
      throw Failure(.usage, command.usage)
    }
  }
}

/// One command: its arguments, its purpose and its implementation.
struct Command: Sendable {
  let name: String
  /// The arguments in the usage line, after the name.
  let synopsis: String
  let summary: String
  /// The permitted numbers of operands.
  let operands: ClosedRange<Int>
  let options: Set<String>
  let run: @Sendable (Context) throws -> ExitCode

  var usage: String { "Usage: espace \(name)\(synopsis.isEmpty ? "" : " " + synopsis)" }

  var help: String { "\(usage)\n\n\(summary)" }
}

/// The list of commands and the overview of their usage.
enum Usage {
  static let version = "0.1.0"

  static let commands: [Command] = [
    InitCommand.command, PerformCommand.command, PlayCommand.command, CatalogueCommands.actions,
    CatalogueCommands.events, AccountCommands.account, TableCommands.accounts,
    TableCommands.pending, FactCommands.facts, FactCommands.show,
    TableCommands.columns, HistoryCommand.command, RulesCommand.command,
    VerifyCommand.command,
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
      --as-of WHEN   a position (17), an instant (2026-03-02T09:00:00Z), a time of Paris
                     (2026-03-02 11:05, "2 mars 2026 à 11 h 05"), a day (2026-03-02), a month,
                     yesterday or -30d
      MEMBER         a member number, a login identifier or a member id
      """
  }
}

extension String {
  /// Returns the text, padded with spaces to a number of characters.
  func padded(to width: Int) -> String {
    count < width ? self + String(repeating: " ", count: width - count) : self
  }
}
