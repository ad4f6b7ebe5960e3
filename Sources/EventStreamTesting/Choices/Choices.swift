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
