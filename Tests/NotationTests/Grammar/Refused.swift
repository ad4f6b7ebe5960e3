import Notation

/// A text that the scanner refuses, and the violated rule of RFC 8259.
struct Refused: Sendable {
  /// The way in which the rule is violated.
  enum Flaw: Sendable, CaseIterable {
    case missing, doubled, misplaced, truncated, wrongKind
    /// The text conforms to RFC 8259, but not to the narrower documents of this package.
    case narrowed
    /// RFC 8259 leaves the text to the reader: a value is not unique, unpaired, too large or too
    /// deep.
    case left
  }

  /// The rule, with its section: `§5 end-array`.
  let rule: String
  let flaw: Flaw
  let text: [UInt8]
  let fault: JSONFault
  let spacing: JSONScanner.Spacing

  /// Makes a case with a text given as bytes.
  init(
    _ rule: String, _ flaw: Flaw, bytes: [UInt8], _ reason: JSONFault.Reason, at offset: Int,
    spacing: JSONScanner.Spacing = .free
  ) {
    self.rule = rule
    self.flaw = flaw
    self.text = bytes
    self.fault = JSONFault(reason, at: offset)
    self.spacing = spacing
  }

  /// Makes a case with a text in UTF-8.
  init(
    _ rule: String, _ flaw: Flaw, _ text: String, _ reason: JSONFault.Reason, at offset: Int,
    spacing: JSONScanner.Spacing = .free
  ) {
    self.init(rule, flaw, bytes: Array(text.utf8), reason, at: offset, spacing: spacing)
  }
}

extension Refused: CustomStringConvertible {
  /// The rule, the flaw and the text, for the report of a failure.
  var description: String { "\(rule), \(flaw): \(reported(text))" }
}
