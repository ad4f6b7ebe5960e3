import EventStreamTesting
import Foundation

/// How deep a run goes, as the environment says: the only place that reads it.
enum Depth {
  /// The cases of a law: `ESPACE_CASES`, or what the test asks for.
  ///
  /// - Parameter parts: How many share them, such as houses.
  static func cases(_ usual: Int, sharedBy parts: Int = 1) -> Int {
    let cases = ProcessInfo.processInfo.environment["ESPACE_CASES"].flatMap(Int.init) ?? usual
    return max(cases / parts, 1)
  }

  /// The seed of a run: `ESPACE_SEED`, or always the same.
  static let seed =
    ProcessInfo.processInfo.environment["ESPACE_SEED"].flatMap(UInt64.init) ?? 20_261_120
}
