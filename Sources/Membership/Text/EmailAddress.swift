import Foundation

/// An e-mail address, kept as it was typed and never printed by accident.
///
/// Members may share one (FM-20, FM-21); two spellings are the same address when their
/// ``lookupKey`` is.
public struct EmailAddress: Sendable {
  /// The address as typed, without white space at its ends.
  public let text: String
  /// What stands before the last `@`, as typed.
  let localPart: String
  /// What stands after it, as typed.
  let domain: String

  /// The form in which addresses are looked up: domain and local part case-folded (edge 23).
  ///
  /// NFC; the domain in its ASCII form, so that `é.fr` and `xn--9ca.fr` are one; quotes around a
  /// local part that needs none are dropped. Mail goes to ``text``, never to this.
  public let lookupKey: String

  /// Reads an address, or answers `nil` when it is malformed (FM-17).
  ///
  /// Well formed is: a local part of 1 to 64 bytes, either atoms joined by single dots or text in
  /// quotes, UTF-8 allowed (RFC 5321 §4.5.3.1, RFC 6531); one `@`; a domain of two labels or more,
  /// each of 1 to 63 letters, digits and inner hyphens, the last not all digits; 254 bytes in all.
  /// Comments, address literals (`[127.0.0.1]`), control and invisible characters are refused.
  ///
  /// - Parameter typed: As typed or pasted; white space at the ends goes.
  public init?(typed: String) {
    if let plain = PlainAddress(typed) {
      text = typed
      localPart = plain.localPart
      domain = plain.domain
      lookupKey = plain.lookupKey
      return
    }
    let text = EmailSyntax.trimmed(typed)
    guard text.utf8.count <= 254, let at = text.unicodeScalars.lastIndex(of: "@") else {
      return nil
    }
    let local = String(text.unicodeScalars[..<at])
    let domain = String(text.unicodeScalars[text.unicodeScalars.index(after: at)...])
    guard let localKey = EmailSyntax.localKey(local), let domainKey = EmailSyntax.domainKey(domain)
    else { return nil }
    self.text = text
    self.localPart = local
    self.domain = domain
    self.lookupKey = localKey + "@" + domainKey
  }
}

extension EmailAddress: Hashable {
  /// Two addresses are equal when mail to them is looked up alike.
  public static func == (left: EmailAddress, right: EmailAddress) -> Bool {
    left.lookupKey == right.lookupKey
  }

  /// Hashes the ``lookupKey``.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(lookupKey)
  }
}

extension EmailAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Never the address: a log or a message that prints one prints this.
  public var description: String { "‹e-mail›" }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// Shows nothing, so that `dump` prints no address.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
