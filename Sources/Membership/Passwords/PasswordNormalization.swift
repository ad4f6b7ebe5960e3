import Foundation

/// The normal form in which a password is checked, counted, hashed and compared.
package enum PasswordNormalization {
  /// Returns the NFKC form of a password, or `nil` if it may differ between machines.
  ///
  /// The order is always the same: normalise, then check, then hash (edge 24; NIST SP 800-63B-4
  /// §3.1.1.2). Nothing is trimmed and no case is changed (edge 26; ASVS 5.0 6.2.8).
  ///
  /// The result is `nil` if the password contains one of these:
  ///
  /// - Control characters (NUL, tab, line ends), line and paragraph separators.
  /// - Unassigned and private-use code points, because a later Unicode version may change their
  ///   normal form.
  /// - U+FFFD, which results from a broken encoding.
  ///
  /// Complexity: O(*n*) in the length of `password`.
  package static func normalized(_ password: String) -> String? {
    guard password.unicodeScalars.allSatisfy(isStable) else { return nil }
    return password.precomposedStringWithCompatibilityMapping
  }

  /// Returns the forms in which a password is compared with another system's verifier.
  ///
  /// They are NFKC, as typed, composed and decomposed, in this order, each once (MR-5). The number
  /// of forms depends only on the typed text.
  package static func forms(of password: String) -> [String] {
    let candidates = [
      normalized(password) ?? password, password, password.precomposedStringWithCanonicalMapping,
      password.decomposedStringWithCanonicalMapping,
    ]
    var forms: [String] = []
    // Swift treats some different spellings as equal, but a hash of their bytes differs.
    for form in candidates where !forms.contains(where: { $0.utf8.elementsEqual(form.utf8) }) {
      forms.append(form)
    }
    return forms
  }

  private static func isStable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\u{FFFD}" { return false }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
      return false
    default:
      return true
    }
  }
}
