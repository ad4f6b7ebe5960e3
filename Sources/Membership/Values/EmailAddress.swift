import Foundation

/// An e-mail address, stored as typed and hidden in its description.
///
/// Members may share an address (FM-20, FM-21). Two spellings are the same address if their
/// ``lookupKey`` is equal.
public struct EmailAddress: Sendable {
  /// The address as typed, without white space at its ends.
  public let text: String
  /// The part before the last `@`, as typed.
  let localPart: String
  /// The part after the last `@`, as typed.
  let domain: String

  /// The form in which addresses are looked up: domain and local part case-folded (edge 23).
  ///
  /// It is in NFC, with the domain in its ASCII form, so that `é.fr` and `xn--9ca.fr` are equal.
  /// Unnecessary quotes around a local part are dropped. Mail is sent to ``text``, never to this
  /// form.
  public let lookupKey: String

  /// Reads an address, or returns `nil` if it is malformed (FM-17).
  ///
  /// A well-formed address has 254 bytes at most, and three parts:
  ///
  /// - A local part of 1 to 64 bytes: atoms joined by single dots, or text in quotes. UTF-8 is
  ///   allowed (RFC 5321 §4.5.3.1, RFC 6531).
  /// - One `@`.
  /// - A domain of two labels or more, each of 1 to 63 letters, digits and inner hyphens. The last
  ///   label is not all digits.
  ///
  /// Comments, address literals (`[127.0.0.1]`), control and invisible characters are refused.
  ///
  /// - Parameter typed: The text as typed or pasted. White space at the ends is removed.
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
  /// Returns whether two addresses have the same ``lookupKey``.
  public static func == (left: EmailAddress, right: EmailAddress) -> Bool {
    left.lookupKey == right.lookupKey
  }

  /// Hashes the ``lookupKey``.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(lookupKey)
  }
}

extension EmailAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A placeholder, so that a log or a message never contains the address.
  public var description: String { "‹e-mail›" }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// A mirror without children, so that `dump` prints no address.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// An address of the usual kind: ASCII without quotes, and without white space around it.
///
/// The result equals that of the general rules, in one pass over bytes instead of many over
/// Unicode's tables. A text refused here may still be an address.
struct PlainAddress {
  let localPart: String
  let domain: String
  let lookupKey: String

  init?(_ typed: String) {
    var typed = typed
    guard let parts = typed.withUTF8({ Self.parts(of: $0) }) else { return nil }
    (localPart, domain, lookupKey) = parts
  }

  private static func parts(
    of text: UnsafeBufferPointer<UInt8>
  ) -> (localPart: String, domain: String, lookupKey: String)? {
    guard text.count <= 254, let at = text.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let local = UnsafeBufferPointer(rebasing: text[..<at])
    let domain = UnsafeBufferPointer(rebasing: text[(at + 1)...])
    guard (1...64).contains(local.count), isDotAtom(local), isDomain(domain) else { return nil }
    let key = String(unsafeUninitializedCapacity: text.count) { key in
      for (index, byte) in text.enumerated() { key[index] = isUpperCase(byte) ? byte | 0x20 : byte }
      return text.count
    }
    return (String(decoding: local, as: UTF8.self), String(decoding: domain, as: UTF8.self), key)
  }

  private static func isDotAtom(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous = UInt8(ascii: ".")
    for byte in text {
      if byte == UInt8(ascii: ".") ? previous == byte : !isAtomText(byte) { return false }
      previous = byte
    }
    return previous != UInt8(ascii: ".")
  }

  /// Returns whether a text is a domain.
  ///
  /// A domain has two labels or more, each of 1 to 63 letters, digits and inner hyphens. The last
  /// label is not all digits.
  private static func isDomain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 253 else { return false }
    var labels = 1
    var length = 0
    var previous = UInt8(ascii: "-")
    var isNumber = true
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard length > 0, previous != UInt8(ascii: "-") else { return false }
        labels += 1
        length = 0
        isNumber = true
      } else {
        length += 1
        let isHyphen = byte == UInt8(ascii: "-")
        guard isHyphen ? length > 1 : isLetter(byte) || isDigit(byte), length <= 63 else {
          return false
        }
        isNumber = isNumber && isDigit(byte)
      }
      previous = byte
    }
    return labels >= 2 && length > 0 && previous != UInt8(ascii: "-") && !isNumber
  }

  /// Returns whether a byte is `atext` of RFC 5322.
  private static func isAtomText(_ byte: UInt8) -> Bool {
    if isLetter(byte) || isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="),
      UInt8(ascii: "?"), UInt8(ascii: "^")...UInt8(ascii: "`"),
      UInt8(ascii: "{")...UInt8(ascii: "~"):
      return true
    default: return false
    }
  }

  private static func isUpperCase(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// The masked address shown for an unknown member (AP-9, MR-10).
///
/// Its distribution equals that of the masks of addresses on file.
enum DecoyAddress {
  /// First characters with their relative frequency among French first names and surnames.
  ///
  /// A star replaces characters that are never shown.
  private static let initials: [(share: Int, text: String)] = [
    (75, "a"), (52, "b"), (86, "c"), (56, "d"), (42, "e"), (50, "f"), (52, "g"), (30, "h"),
    (20, "i"), (100, "j"), (14, "k"), (76, "l"), (108, "m"), (44, "n"), (14, "o"), (70, "p"),
    (4, "q"), (42, "r"), (66, "s"), (32, "t"), (2, "u"), (38, "v"), (6, "w"), (4, "x"), (14, "y"),
    (8, "z"), (2, "0"), (2, "1"), (2, "2"), (1, "3"), (1, "4"), (1, "5"), (1, "6"), (1, "7"),
    (1, "8"), (1, "9"), (12, "*"),
  ]

  /// Returns the first character of a decoy, selected by the number in the first two bytes.
  static func firstCharacter(_ seed: [UInt8]) -> String {
    let whole = initials.reduce(0) { $0 + $1.share }
    var left = (seed.prefix(2).reduce(0) { $0 << 8 | Int($1) } * whole) >> 16
    for (share, text) in initials {
      if left < share { return text }
      left -= share
    }
    return "*"
  }
}
