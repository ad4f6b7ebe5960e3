import Foundation

/// What copying, pasting and other keyboards leave in a typed value (FM-10, edge 20).
enum TypedText {
  /// The text without invisible characters and without white space at its ends.
  static func trimmed(_ typed: String) -> String {
    let visible = typed.unicodeScalars.filter { !isInvisible($0) }
    let start = visible.firstIndex { !$0.properties.isWhitespace } ?? visible.endIndex
    let end = visible.lastIndex { !$0.properties.isWhitespace }.map(visible.index(after:))
    return String(String.UnicodeScalarView(visible[start..<(end ?? start)]))
  }

  /// The visible ASCII of a value that has no spaces of its own, or `nil` when anything else is left.
  ///
  /// Invisible characters and white space go, full-width forms become ASCII. A letter of another
  /// script is refused rather than guessed, however much it looks like one of ours (edge 21).
  static func ascii(_ typed: String) -> String? {
    // Nearly every value is just that already.
    if !typed.isEmpty, typed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return typed }
    var ascii = String.UnicodeScalarView()
    for scalar in typed.unicodeScalars {
      if isInvisible(scalar) || scalar.properties.isWhitespace { continue }
      let narrow = narrowed(scalar)
      guard (0x21...0x7E).contains(narrow.value) else { return nil }
      ascii.append(narrow)
    }
    return ascii.isEmpty ? nil : String(ascii)
  }

  /// The letters of a text without their accents.
  static func withoutAccents(_ text: String) -> String {
    let bare = text.decomposedStringWithCanonicalMapping.unicodeScalars
      .filter { $0.properties.generalCategory != .nonspacingMark }
    return String(String.UnicodeScalarView(bare))
  }

  /// The ASCII character of a full-width one (U+FF01 to U+FF5E), any other scalar as it is.
  private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }

  /// Soft hyphens, zero-width characters, byte-order marks, marks of direction.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .format
  }
}
