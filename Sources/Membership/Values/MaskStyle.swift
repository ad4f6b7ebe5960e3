/// The mask of an e-mail address on a page before sign-in.
///
/// No style shows the length of the address (edge 27).
public enum MaskStyle: String, CaseIterable, Sendable {
  /// No mask: the notice shows no address.
  case none
  /// `*****@*****`, the same for known and unknown members (MG-13).
  case full
  /// The first character and 36 stars, without the domain (AP-9).
  case firstCharacterStars
  /// The first character, seven stars, `@`, seven stars.
  ///
  /// The notice shows the domain (MR-10). This style hides it, because a rare domain would prove
  /// that the address exists.
  case firstCharacterDomain

  /// Returns the mask for an address.
  ///
  /// The first character is replaced by a star if it is not an ASCII letter or digit, or if it is
  /// the whole local part. A whole local part must never be shown (edge 27).
  ///
  /// - Parameters:
  ///   - address: The address on file, or `nil` for an unknown member or one without e-mail.
  ///   - seed: At least two bytes of an HMAC of the typed number. The mask of a missing address
  ///     depends only on them, so that every request shows the same mask.
  package func mask(_ address: EmailAddress?, decoy seed: [UInt8]) -> String {
    switch self {
    case .none: ""
    case .full: "*****@*****"
    case .firstCharacterStars: first(of: address, seed) + String(repeating: "*", count: 36)
    case .firstCharacterDomain:
      first(of: address, seed) + "*******@*******"
    }
  }

  private func first(of address: EmailAddress?, _ seed: [UInt8]) -> String {
    guard let address else { return DecoyAddress.firstCharacter(seed) }
    let local = address.localPart.lowercased().unicodeScalars
    guard local.count > 1, let first = local.first, first.isASCII,
      first.properties.isAlphabetic || first.properties.numericType != nil
    else { return "*" }
    return String(first)
  }
}
