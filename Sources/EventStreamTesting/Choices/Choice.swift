/// One number that a generator chose, and the largest that it could have been.
///
/// Zero always stands for the simplest: the first of a list, no further element, the number nearest
/// to where a range counts from.
public struct Choice: Sendable, Hashable {
  /// What was chosen.
  public let value: UInt64
  /// The largest that was possible.
  public let limit: UInt64

  /// Makes a choice.
  public init(_ value: UInt64, upTo limit: UInt64) {
    self.value = value
    self.limit = limit
  }
}
