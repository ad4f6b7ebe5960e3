/// The fault of a simulated disk: the calls that fail, counted from 1, and how they fail.
package enum DiskFault: Hashable, Sendable {
  case none
  /// The call fails and has no effect.
  ///
  /// A failed sync also marks the unsynced writes as clean, so no later sync writes them.
  case error(at: Int)
  /// The call has its full effect but reports a failure.
  case late(at: Int)
  /// A read or write transfers half of its bytes without an error; any other call succeeds.
  case short(at: Int)
  /// A read or write transfers half of its bytes, and the next call fails; any other call fails.
  case shortThenError(at: Int)
  /// A write transfers half of its bytes; all later calls that need room fail.
  case full(at: Int)
  /// This call and all later calls fail.
  case broken(from: Int)
}

/// The error numbers of the operating system that a simulated disk reports.
///
/// They are the same on Linux and Darwin.
enum ErrorNumber {
  static let notFound: Int32 = 2
  static let io: Int32 = 5
  static let badHandle: Int32 = 9
  static let full: Int32 = 28
}

/// How much of a call takes effect.
enum Passage {
  case whole
  case half
  /// The call has its full effect but reports a failure.
  case late
}

extension DiskFault {
  /// Returns the effect of the fault on a call.
  ///
  /// - Parameters:
  ///   - number: The number of the call.
  ///   - canBeShort: Whether the call is a read or a write.
  ///   - needsRoom: Whether the call fails on a full disk.
  /// - Returns: How much of the call takes effect, or the number of its error.
  func judge(_ number: Int, canBeShort: Bool, needsRoom: Bool) -> Result<Passage, ErrorCode> {
    switch self {
    case .error(number): .failure(ErrorCode(ErrorNumber.io))
    case .late(number): .success(.late)
    case .short(number): .success(canBeShort ? .half : .whole)
    case .shortThenError(number): canBeShort ? .success(.half) : .failure(ErrorCode(ErrorNumber.io))
    case .shortThenError(let at) where at == number - 1: .failure(ErrorCode(ErrorNumber.io))
    case .full(number) where needsRoom && canBeShort: .success(.half)
    case .full(let at) where number >= at && needsRoom: .failure(ErrorCode(ErrorNumber.full))
    case .broken(let from) where number >= from: .failure(ErrorCode(ErrorNumber.io))
    default: .success(.whole)
    }
  }
}

/// An error number of the operating system, as an error.
struct ErrorCode: Error {
  let number: Int32

  init(_ number: Int32) { self.number = number }
}

extension DiskFault {
  /// Returns the same fault, the given number of calls later.
  package func later(by calls: Int) -> DiskFault {
    switch self {
    case .none: .none
    case .error(let at): .error(at: at + calls)
    case .late(let at): .late(at: at + calls)
    case .short(let at): .short(at: at + calls)
    case .shortThenError(let at): .shortThenError(at: at + calls)
    case .full(let at): .full(at: at + calls)
    case .broken(let from): .broken(from: from + calls)
    }
  }
}
