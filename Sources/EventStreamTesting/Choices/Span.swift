/// A run of choices that made one thing, so that shrinking can drop or simplify that thing whole.
public struct Span: Sendable, Hashable {
  /// What a run of choices made; shrinking tries the kinds in this order.
  public enum Kind: Sendable, Hashable {
    /// Everything about one member, by a number of its own: all its spans go together.
    case member(UInt64)
    /// One action of a stream.
    case action
    /// A move of the clock.
    case clockStep
    /// An element of an array.
    case element
    /// A text or another single value.
    case value
  }

  /// What the choices made.
  public let kind: Kind
  /// Where they stand in the sequence.
  public let range: Range<Int>

  /// Makes a span.
  public init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}
