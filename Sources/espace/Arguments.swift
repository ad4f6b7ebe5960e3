/// The words of a command line, taken apart: the command, its operands, its options.
///
/// Options may stand anywhere; `--name value` and `--name=value` are the same; `--` ends them.
struct Arguments {
  /// The options that take a value; all others are switches.
  static let valued: Set<String> = [
    "data", "as-of", "lang", "house", "kind", "from", "to", "at", "purpose",
  ]
  static let switches: Set<String> = ["json", "help", "version", "yes"]

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
      let parts = word.drop { $0 == "-" }.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts.first == "h" ? "help" : parts.first ?? ""
      guard Self.valued.contains(name) || Self.switches.contains(name) else {
        throw Failure(.usage, "There is no option --\(name). `espace --help` lists them.")
      }
      guard present.insert(name).inserted else {
        throw Failure(.usage, "--\(name) stands there twice.")
      }
      guard Self.valued.contains(name) else {
        guard parts.count == 1 else { throw Failure(.usage, "--\(name) takes no value.") }
        continue
      }
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
        throw Failure(.usage, "--\(name) needs a value.")
      }
      values[name] = value
    }
    command = operands.first
    self.operands = Array(operands.dropFirst())
    self.values = values
    self.present = present
  }

  /// Whether an option stands there.
  func has(_ name: String) -> Bool { present.contains(name) }

  /// The value of an option.
  func value(_ name: String) -> String? { values[name] }

  /// Refuses options and operands that a command does not take.
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
