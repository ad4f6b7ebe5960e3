/// The sequence of choices from which a generator made a value: the same again gives the value
/// again, a simpler one gives a simpler value.
public struct Choices: Sendable, Hashable {
  /// What was chosen, in order.
  public internal(set) var all: [Choice] = []
  /// What the choices made, each after those inside it.
  public internal(set) var spans: [Span] = []

  /// Makes an empty sequence.
  public init() {}

  /// The bare numbers.
  public var values: [UInt64] { all.map(\.value) }
}

extension Choices: Comparable {
  /// Whether one sequence is simpler than another: shorter, or as long and smaller at the first
  /// difference.
  public static func < (left: Choices, right: Choices) -> Bool {
    if left.all.count != right.all.count { return left.all.count < right.all.count }
    return left.all.lexicographicallyPrecedes(right.all) { $0.value < $1.value }
  }
}

extension Choices: CustomStringConvertible {
  /// The numbers in base 36, joined by full stops; `ChoiceSource(replaying:)` reads it again.
  public var description: String {
    all.map { String($0.value, radix: 36) }.joined(separator: ".")
  }

  /// The numbers of a description, or `nil` when it is none.
  public static func values(_ description: String) -> [UInt64]? {
    if description.isEmpty { return [] }
    let parts = description.split(separator: ".", omittingEmptySubsequences: false)
    let values = parts.compactMap { UInt64($0, radix: 36) }
    return values.count == parts.count ? values : nil
  }
}

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
