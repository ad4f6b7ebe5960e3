import Foundation
package import Notation

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

/// The longest texts that an action may carry, in Unicode scalars (edge 43).
package enum CappedText {
  /// Free text: a message, a note, a reason in words.
  package static let freeText = 10_000
  /// A postal address, all its lines together.
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

  /// Whether a text is no longer than a limit.
  ///
  /// - Parameters:
  ///   - text: The text, of any length.
  ///   - limit: In Unicode scalars.
  ///
  /// Complexity: O(`limit`).
  package static func fits(_ text: String, within limit: Int) -> Bool {
    text.unicodeScalars.prefix(limit + 1).count <= limit
  }
}

extension String {
  /// The first code points of a text, at most so many.
  package init(_ text: String, atMost limit: Int) {
    self.init(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
  }
}

/// A link as it comes back from a mailbox: `<member id>.<code id>.<22 base64url characters>`.
///
/// White space and invisible characters are removed anywhere, because mail clients break long
/// lines. Brackets, quotes and punctuation are removed at the ends.
package struct LinkText: Sendable {
  /// The member of the link.
  package let member: Token
  /// The code that it carries.
  package let code: Token
  /// Its secret, 22 characters of the base64url alphabet.
  package let secret: String

  /// Reads a link, or returns `nil` for a text of another form, which is neither compared nor
  /// counted.
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

  /// How many characters a link's secret has: 132 random bits.
  package static let secretLength = 22

  /// Whether a character is of the base64url alphabet (RFC 4648 §5).
  private static func isKeyText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "-", "_": true
    default: false
    }
  }
}
