/// How much of an e-mail address a page shows to someone who has not signed in.
///
/// Whatever the style, how long the address is never shows (edge 27).
public enum MaskStyle: String, CaseIterable, Sendable {
  /// Nothing at all: the notice shows no address.
  case none
  /// `*****@*****`, the same for everybody, known or not (MG-13).
  case full
  /// The first character and 36 stars, no domain (AP-9).
  case firstCharacterStars
  /// The first character, seven stars, `@`, seven stars. The notice shows the domain (MR-10); a domain
  /// that few people have would prove that the address exists, so that none is shown.
  case firstCharacterDomain

  /// What the page shows for an address.
  ///
  /// A local part of one character, or that begins with anything but an ASCII letter or digit, shows
  /// a star in place of its first: the whole of it must never show (edge 27).
  ///
  /// - Parameters:
  ///   - address: The address on file, or `nil` for an unknown member or one without e-mail.
  ///   - seed: Bytes of an HMAC of the number typed, at least two. The mask of a missing address
  ///     depends only on them, so that every request shows the same.
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
