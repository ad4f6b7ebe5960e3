import Notation

/// A text that the scanner accepts, the rule of RFC 8259 that allows it, and its value.
struct Accepted: Sendable {
  /// The rule, with its section: `§5 array`.
  let rule: String
  let text: [UInt8]
  let value: Tree
  /// `free` for a text with white space between its tokens, which a compact document must not have.
  let spacing: JSONScanner.Spacing

  /// Makes a case.
  init(
    _ rule: String, _ text: String, _ value: Tree, spacing: JSONScanner.Spacing = .compact
  ) {
    self.rule = rule
    self.text = Array(text.utf8)
    self.value = value
    self.spacing = spacing
  }
}

extension Accepted: CustomStringConvertible {
  /// The rule and the text, for the report of a failure.
  var description: String { "\(rule): \(reported(text))" }
}
