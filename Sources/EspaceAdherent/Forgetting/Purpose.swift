public import Membership

/// Why personal values are read, and by whom: recorded before anything is shown (edge 47).
public struct Purpose: Sendable {
  /// Why, in a few words; it is sealed in the fact that records the reading (P2).
  public let text: String
  /// Who reads: an auditor or an adviser.
  public let reader: Actor

  /// Makes a purpose.
  ///
  /// - Parameters:
  ///   - text: Why; must not be blank.
  ///   - reader: An auditor or an adviser, under the host's pseudonym.
  public init(_ text: String, by reader: Actor) {
    self.text = text
    self.reader = reader
  }
}

extension Purpose: CustomStringConvertible, CustomReflectable {
  /// Who reads; never why, for that may name a person.
  public var description: String { "‹a purpose of \(reader)›" }

  /// A mirror without children, so that `dump` shows no text either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
