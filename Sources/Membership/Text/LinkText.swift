package import Notation

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
