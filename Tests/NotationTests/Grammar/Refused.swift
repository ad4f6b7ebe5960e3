import Notation

/// A text that the scanner refuses, and the rule of RFC 8259 for which it does.
struct Refused: Sendable {
  /// What is done to the rule.
  enum Flaw: Sendable, CaseIterable {
    case missing, doubled, misplaced, truncated, wrongKind
    /// The text keeps to RFC 8259 and is more than the documents of this package may say.
    case narrowed
    /// RFC 8259 leaves the text to the reader: what is not unique, unpaired, too large or too deep.
    case left
  }

  /// The rule, with its section: `§5 end-array`.
  let rule: String
  let flaw: Flaw
  let text: [UInt8]
  let fault: JSONFault
  let spacing: JSONScanner.Spacing

  /// A case whose text is given as bytes.
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

  /// A case whose text is UTF-8.
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
