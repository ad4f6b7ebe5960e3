extension IdentifierRules {
  /// Whether a text typed as the name of a member can be one in this house, mistyped or not.
  ///
  /// Only such a text is kept, sealed, with the refusal (edge 49). A password typed in the wrong
  /// field must not be kept. Numbers may lack a digit or have a letter that looks like one.
  /// Identifiers and access codes are short and of one case, which no password is in a house that
  /// requires both cases. Addresses count where the house finds members by them.
  func mayName(_ typed: String) -> Bool {
    if typed.contains("@") { return knowsEmails && EmailAddress(typed: typed) != nil }
    guard let text = IdentifierText.canonical(typed), let folded = IdentifierText.folded(typed)
    else {
      return false
    }
    // Two digits too many may be a slip; a social security number is none of the house's.
    if folded.utf8.count <= longestNumber + 2, folded.utf8.allSatisfy(Self.isDigit) { return true }
    guard knowsIdentifiers, text.utf8.count <= 16,
      text.utf8.allSatisfy({ Self.isDigit($0) || Self.isLetter($0) || $0 == UInt8(ascii: "-") })
    else { return false }
    return text == text.uppercased() || text == text.lowercased()
  }

  private var knowsEmails: Bool {
    // A lost identifier may be asked for by the address (FM-6).
    scheme != .memberNumber || foundBy.contains(.email)
  }

  private var knowsIdentifiers: Bool {
    scheme != .memberNumber || foundBy.contains(.identifier) || foundBy.contains(.accessCode)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
