/// A source of randomness of any kind, as one kind: what a decision draws from.
package struct Randomness: RandomNumberGenerator, Sendable {
  private var source: any RandomNumberGenerator & Sendable

  /// Wraps a source.
  package init(_ source: any RandomNumberGenerator & Sendable) { self.source = source }

  /// Draws 64 bits.
  package mutating func next() -> UInt64 { source.next() }
}
