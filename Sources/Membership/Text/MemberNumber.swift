/// Member numbers: digits kept as text, for a number that starts with zero is another (edge 22).
package enum MemberNumber {
  /// The number as stored, or `nil` when what is left after cleaning is no number of the house.
  ///
  /// Cleaned like an identifier (FM-10); leading zeros are kept: `012345` is not `12345`.
  ///
  /// - Parameters:
  ///   - typed: As typed (AP-8, MG-12).
  ///   - lengths: How many digits a number of the house may have.
  package static func canonical(_ typed: String, lengths: ClosedRange<Int>) -> String? {
    guard let ascii = TypedText.ascii(typed), lengths.contains(ascii.utf8.count),
      ascii.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return ascii
  }
}
