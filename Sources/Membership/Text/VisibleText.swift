/// Whether a text shows anything to a reader.
///
/// A name, a label or a question must not consist only of white space, control characters,
/// zero-width characters and fillers (edge 43).
package enum VisibleText {
  /// Whether no character of a text shows.
  ///
  /// - Parameter text: The text, of any length.
  ///
  /// Complexity: O(*n*) in the length of `text`.
  package static func isBlank(_ text: String) -> Bool {
    !text.unicodeScalars.contains(where: isVisible)
  }

  /// Whether a text that may be absent is there and shows something.
  package static func isShown(_ text: String?) -> Bool { text.map { !isBlank($0) } ?? false }

  /// The text without white space, control and invisible characters at its ends; those inside stay.
  package static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isEdge($0) }),
      let end = scalars.lastIndex(where: { !isEdge($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  /// The text as a reader sees it: trimmed, without invisible characters, and with one space for
  /// any white space inside.
  static func words(of text: String) -> String {
    trimmed(text).unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
      .split(whereSeparator: \.properties.isWhitespace)
      .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }

  /// Whether a font draws the character: a letter, a digit, a sign.
  ///
  /// Hangul fillers are letters, U+2800 and U+FFFC are symbols by their category; none of them
  /// shows.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isWhitespace || properties.isDefaultIgnorableCodePoint
      || "\u{2800}\u{FFFC}".unicodeScalars.contains(scalar)
    {
      return false
    }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .nonspacingMark, .enclosingMark,
      .spaceSeparator, .lineSeparator, .paragraphSeparator:
      return false
    default: return true
    }
  }

  /// Whether a character is removed at the ends of a text.
  ///
  /// A combining mark belongs to its letter and stays.
  private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
      || properties.generalCategory == .control || properties.generalCategory == .format
  }
}
