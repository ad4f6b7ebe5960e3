import Foundation
package import Notation

/// Cleaning of typed values: removes the artefacts of copying, pasting and keyboards (FM-10, edge
/// 20).
enum TypedText {
  /// Returns the text without invisible characters, and without white space at its ends.
  static func trimmed(_ typed: String) -> String {
    let visible = typed.unicodeScalars.filter { !isInvisible($0) }
    let start = visible.firstIndex { !$0.properties.isWhitespace } ?? visible.endIndex
    let end = visible.lastIndex { !$0.properties.isWhitespace }.map(visible.index(after:))
    return String(String.UnicodeScalarView(visible[start..<(end ?? start)]))
  }

  /// Returns the visible ASCII of a value without spaces, or `nil` if other characters remain.
  ///
  /// Invisible characters and white space are removed, and full-width forms become ASCII. A letter
  /// of another script is refused and not guessed, even if it looks like a Latin one (edge 21).
  static func ascii(_ typed: String) -> String? {
    // Fast path: nearly every value is already visible ASCII.
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

  /// Returns a text without its accents.
  static func withoutAccents(_ text: String) -> String {
    let bare = text.decomposedStringWithCanonicalMapping.unicodeScalars
      .filter { $0.properties.generalCategory != .nonspacingMark }
    return String(String.UnicodeScalarView(bare))
  }

  /// Returns the ASCII character for a full-width one (U+FF01 to U+FF5E), or the scalar itself.
  private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }

  /// Returns whether a scalar is a soft hyphen, zero-width character, byte-order mark or direction
  /// mark.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .format
  }
}

/// Checks and trims of texts by their visible characters.
///
/// A name, a label or a question must not consist only of white space, control characters,
/// zero-width characters and fillers (edge 43).
package enum VisibleText {
  /// Returns whether a text has no visible character.
  ///
  /// - Parameter text: The text, of any length.
  ///
  /// Complexity: O(*n*) in the length of `text`.
  package static func isBlank(_ text: String) -> Bool {
    !text.unicodeScalars.contains(where: isVisible)
  }

  /// Returns whether an optional text is present and has a visible character.
  package static func isShown(_ text: String?) -> Bool { text.map { !isBlank($0) } ?? false }

  /// Returns the text without white space, control and invisible characters at its ends.
  package static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isEdge($0) }),
      let end = scalars.lastIndex(where: { !isEdge($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  /// Returns the text trimmed, without invisible characters, and with one space between words.
  static func words(of text: String) -> String {
    trimmed(text).unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
      .split(whereSeparator: \.properties.isWhitespace)
      .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }

  /// Returns whether a font draws the character: a letter, a digit or a sign.
  ///
  /// Hangul fillers are letters by their category, and U+2800 and U+FFFC are symbols. All of them
  /// are invisible.
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

  /// Returns whether a character is removed at the ends of a text.
  ///
  /// A combining mark belongs to its letter and stays.
  private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
      || properties.generalCategory == .control || properties.generalCategory == .format
  }
}

/// The length limits of texts in an action, in Unicode scalars (edge 43).
package enum CappedText {
  /// Free text: a message, a note, a reason in words.
  package static let freeText = 10_000
  /// A postal address, with all its lines.
  package static let postalAddress = 1_000
  /// A subject, a title, a question.
  package static let title = 300
  /// The name of a person, a device, a document.
  package static let name = 200
  /// The answer to a secret question.
  package static let answer = 200
  /// A reference of another system.
  package static let reference = 100
  /// A login identifier or an access code.
  package static let identifier = 64

  /// Returns whether a text has at most a number of Unicode scalars.
  ///
  /// - Parameters:
  ///   - text: The text, of any length.
  ///   - limit: The highest number of Unicode scalars.
  ///
  /// Complexity: O(`limit`).
  package static func fits(_ text: String, within limit: Int) -> Bool {
    text.unicodeScalars.prefix(limit + 1).count <= limit
  }
}

extension String {
  /// Makes a string of the first code points of a text, up to a limit.
  package init(_ text: String, atMost limit: Int) {
    self.init(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
  }
}

/// A link returned from a mailbox: `<member id>.<code id>.<22 base64url characters>`.
///
/// White space and invisible characters are removed anywhere, because mail clients break long
/// lines. Brackets, quotes and punctuation are removed at the ends.
package struct LinkText: Sendable {
  /// The member of the link.
  package let member: Token
  /// The code of the link.
  package let code: Token
  /// Its secret, 22 characters of the base64url alphabet.
  package let secret: String

  /// Reads a link, or returns `nil` for a text of another form.
  ///
  /// Such a text is neither compared nor counted.
  package init?(_ typed: String) {
    let kept = String.UnicodeScalarView(
      typed.unicodeScalars.filter {
        !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint
          && $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
      })
    guard let start = kept.firstIndex(where: Self.isKeyText),
      let end = kept.lastIndex(where: Self.isKeyText)
    else { return nil }
    let parts = String(kept[start...end]).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let member = Token(String(parts[0])),
      let code = Token(String(parts[1])),
      parts[2].unicodeScalars.count == Self.secretLength,
      parts[2].unicodeScalars.allSatisfy(Self.isKeyText)
    else { return nil }
    self.member = member
    self.code = code
    secret = String(parts[2])
  }

  /// The number of characters of a link's secret: 132 random bits.
  package static let secretLength = 22

  /// Returns whether a character is in the base64url alphabet (RFC 4648 §5).
  private static func isKeyText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "-", "_": true
    default: false
    }
  }
}
