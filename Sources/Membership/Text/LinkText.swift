package import Notation

/// A link as it comes back from a mailbox: `<member id>.<code id>.<22 base64url characters>`.
///
/// What copying leaves is cleaned: white space and invisible characters anywhere, since a mail client
/// breaks long lines; brackets, quotes and punctuation around it.
package struct LinkText: Sendable {
  /// The member whose link it is.
  package let member: Token
  /// The code that it carries.
  package let code: Token
  /// Its secret, 22 characters of the base64url alphabet.
  package let secret: String

  /// Reads a link; a text of another form is `nil`: it is compared with nothing and counts nowhere.
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
