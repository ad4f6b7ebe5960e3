import EspaceAdherent
import Foundation

/// The command line of the core; every way out goes through `main`.
@main
enum Espace {
  static func main() {
    StandardStreams.prepare()
    let console = Console()
    do {
      try ProcessLimits.check()
      let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
      exit(try Self.run(arguments, console).rawValue)
    } catch {
      let failure = Failure(error)
      if !failure.message.isEmpty { console.complain(failure.message) }
      exit(failure.code.rawValue)
    }
  }

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    if arguments.has("version") {
      try console.print("espace \(Usage.version)")
      return .success
    }
    guard let name = arguments.command else {
      guard arguments.has("help") else { throw Failure(.usage, Usage.overview) }
      try console.print(Usage.overview)
      return .success
    }
    let isHelp = name == "help"
    guard let name = isHelp ? arguments.operands.first : name else {
      try console.print(Usage.overview)
      return .success
    }
    guard let command = Usage.command(name) else {
      throw Failure(.usage, "There is no command of that name. `espace --help` lists them.")
    }
    if isHelp || arguments.has("help") {
      try console.print(command.help)
      return .success
    }
    try arguments.check(against: command)
    return try command.run(try Context(arguments, console))
  }
}
