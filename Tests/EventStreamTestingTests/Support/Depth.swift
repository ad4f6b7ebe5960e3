import EventStreamTesting
import Foundation
@_exported public import TestSupport

/// The depth of a run, read from the environment here only.
enum Depth {
  /// Returns the number of cases of a law: `ESPACE_CASES`, or the test's own number.
  ///
  /// - Parameter parts: The number of parts that share them, such as houses.
  static func cases(_ usual: Int, sharedBy parts: Int = 1) -> Int {
    let cases = ProcessInfo.processInfo.environment["ESPACE_CASES"].flatMap(Int.init) ?? usual
    return max(cases / parts, 1)
  }

  /// The seed of a run: `ESPACE_SEED`, or a constant.
  static let seed =
    ProcessInfo.processInfo.environment["ESPACE_SEED"].flatMap(UInt64.init) ?? 20_261_120
}
