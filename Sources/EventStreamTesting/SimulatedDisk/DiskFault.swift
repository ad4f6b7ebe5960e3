/// What a simulated disk does to one of its calls, counted from 1.
package enum DiskFault: Hashable, Sendable {
  case none
  /// The call fails and does nothing; a sync that fails forgets what it should have written.
  case error(at: Int)
  /// The call does what it should and says that it failed.
  case late(at: Int)
  /// A read or a write does half, and the next goes on; any other call is as ever.
  case short(at: Int)
  /// A write does half, and the call after it fails; any other call fails.
  case shortThenError(at: Int)
  /// A write does half, and from then on nothing that needs room is done.
  case full(at: Int)
  /// Every call from this one on fails.
  case broken(from: Int)
}

/// The system's error numbers that a simulated disk gives: the same on Linux and Darwin.
enum ErrorNumber {
  static let notFound: Int32 = 2
  static let io: Int32 = 5
  static let badHandle: Int32 = 9
  static let full: Int32 = 28
}

/// What a call does after its fault was looked up.
enum Passage {
  case whole
  case half
  /// It does all and says that it failed.
  case late
}

extension DiskFault {
  /// What the call of a number does.
  ///
  /// - Parameters:
  ///   - canBeShort: whether it reads or writes.
  ///   - needsRoom: whether a full disk stops it.
  /// - Returns: how much it does, or the number of the error that it fails with.
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

/// A system's error number, as an error.
struct ErrorCode: Error {
  let number: Int32

  init(_ number: Int32) { self.number = number }
}

extension DiskFault {
  /// The same fault so many calls later.
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
