import EspaceAdherent
import Foundation

/// The command line of the core.
///
/// Every exit is in `main`.
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

/// The exit codes, as in sysexits.
enum ExitCode: Int32 {
  case success = 0
  /// A check found a difference.
  case difference = 1
  case usage = 64
  case badData = 65
  case nothingThere = 66
  case damaged = 69
  case cannotCreate = 73
  case ioError = 74
  case locked = 75
}

/// The reason for ending a command: the exit code, and a message without personal values.
struct Failure: Error {
  let code: ExitCode
  let message: String

  init(_ code: ExitCode, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Maps an error to its exit code; the only place that does so.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as SpaceError:
      self.init(ExitCode(error.kind), error.message)
    case let error as JourneyError: self.init(.badData, error.description)
    default: self.init(.ioError, "\(error)")
    }
  }
}

extension ExitCode {
  init(_ kind: SpaceError.Kind) {
    self =
      switch kind {
      case .invalid: .usage
      case .notFound: .nothingThere
      case .exists: .cannotCreate
      case .damaged: .damaged
      case .locked, .busy: .locked
      case .readOnly, .unknownOutcome, .storage: .ioError
      }
  }
}
