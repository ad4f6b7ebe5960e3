import EspaceAdherent

/// The exit codes, those of sysexits.
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

/// Why a command ends: the code, and what to say of it, without a personal value.
struct Failure: Error {
  let code: ExitCode
  let message: String

  init(_ code: ExitCode, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The one place where errors become exit codes.
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
