/// The sequence of choices from which a generator made a value.
///
/// The same choices give the same value again. Simpler choices give a simpler value.
public struct Choices: Sendable, Hashable {
  /// The choices, in order.
  public internal(set) var all: [Choice] = []
  /// The spans of the choices; each span comes after the spans inside it.
  public internal(set) var spans: [Span] = []

  /// Makes an empty sequence.
  public init() {}

  /// The numbers of the choices, without their limits.
  public var values: [UInt64] { all.map(\.value) }
}

extension Choices: Comparable {
  /// Returns whether one sequence is simpler than another.
  ///
  /// A sequence is simpler if it is shorter. Of two equally long ones, the one with the smaller
  /// number at the first difference is simpler.
  public static func < (left: Choices, right: Choices) -> Bool {
    if left.all.count != right.all.count { return left.all.count < right.all.count }
    return left.all.lexicographicallyPrecedes(right.all) { $0.value < $1.value }
  }
}

extension Choices: CustomStringConvertible {
  /// The numbers in base 36, joined by full stops; `Choices.values(_:)` parses this text.
  public var description: String {
    all.map { String($0.value, radix: 36) }.joined(separator: ".")
  }

  /// Parses a description; returns `nil` when the text is not a description of choices.
  public static func values(_ description: String) -> [UInt64]? {
    if description.isEmpty { return [] }
    let parts = description.split(separator: ".", omittingEmptySubsequences: false)
    let values = parts.compactMap { UInt64($0, radix: 36) }
    return values.count == parts.count ? values : nil
  }
}

/// A number that a generator chose, with the largest possible number.
///
/// Zero is always the simplest choice. It means the first element of a list, the end of an array,
/// or the origin of a range.
public struct Choice: Sendable, Hashable {
  /// The chosen number.
  public let value: UInt64
  /// The largest possible number.
  public let limit: UInt64

  /// Makes a choice.
  public init(_ value: UInt64, upTo limit: UInt64) {
    self.value = value
    self.limit = limit
  }
}

/// A run of choices that made one thing, so that shrinking can drop or simplify it as a whole.
public struct Span: Sendable, Hashable {
  /// The kind of thing that a run of choices made; shrinking tries the kinds in this order.
  public enum Kind: Sendable, Hashable {
    /// All choices about one member, identified by a number; shrinking drops all its spans
    /// together.
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

  /// The kind of thing made.
  public let kind: Kind
  /// The places of the choices in the sequence.
  public let range: Range<Int>

  /// Makes a span.
  public init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}
