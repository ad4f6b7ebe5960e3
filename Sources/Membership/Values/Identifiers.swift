/// Login identifiers: cleaning, look-up and drawing (FM-3, FM-10, FM-11, UM-5).
package enum IdentifierText {
  /// Returns the identifier as stored, or `nil` if the text is not an identifier.
  ///
  /// Spaces, line ends, soft hyphens and zero-width characters are removed. Full-width forms become
  /// ASCII (FM-10, edge 20). Any other character outside ASCII is refused (edge 21). Case is kept.
  /// `canonical(canonical(x)) = canonical(x)`.
  ///
  /// - Parameter typed: The text as typed; after cleaning it has at most 64 characters.
  package static func canonical(_ typed: String) -> String? {
    guard let ascii = TypedText.ascii(typed), CappedText.fits(ascii, within: CappedText.identifier)
    else { return nil }
    return ascii
  }

  /// Returns the form in which identifiers are compared: `O` as `0`, `I` and `l` as `1` (FM-11).
  ///
  /// Case is ignored. Use it for look-ups only, and only while no other identifier has the same
  /// fold; never for passwords. The fold of a generated identifier is the identifier itself.
  ///
  /// - Parameter typed: The text as typed. The result is `nil` if it has no canonical form.
  package static func folded(_ typed: String) -> String? {
    guard let canonical = canonical(typed) else { return nil }
    let folded = canonical.uppercased().utf8.map { byte in
      switch byte {
      case UInt8(ascii: "O"): UInt8(ascii: "0")
      case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
      default: byte
      }
    }
    return String(decoding: folded, as: UTF8.self)
  }

  /// Draws an identifier of capitals and digits without `0 O 1 I L` (FM-3, FM-11, edge 20).
  ///
  /// It has at least two letters and two digits, so it is never a member number (FM-4).
  ///
  /// - Parameters:
  ///   - length: The number of characters; at least 4 are drawn.
  ///   - generator: The source of randomness.
  package static func generate(
    length: Int = 10, using generator: inout some RandomNumberGenerator
  ) -> String {
    while true {
      let drawn = Alphabet.identifier.draw(max(length, 4), using: &generator)
      let digits = drawn.utf8.count { (0x30...0x39).contains($0) }
      if digits >= 2 && drawn.utf8.count - digits >= 2 { return drawn }
    }
  }
}

/// Member numbers: digits stored as text, because leading zeros are significant (edge 22).
package enum MemberNumber {
  /// Returns the number as stored, or `nil` if the cleaned text is not a number of the house.
  ///
  /// It is cleaned like an identifier (FM-10). Leading zeros are kept: `012345` is not `12345`.
  ///
  /// - Parameters:
  ///   - typed: The text as typed (AP-8, MG-12).
  ///   - lengths: The allowed numbers of digits in the house.
  package static func canonical(_ typed: String, lengths: ClosedRange<Int>) -> String? {
    guard let ascii = TypedText.ascii(typed), lengths.contains(ascii.utf8.count),
      ascii.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return ascii
  }
}
