import Foundation

/// The one form in which a password is checked, counted, hashed and compared.
package enum PasswordNormalization {
  /// The NFKC form of a password, or `nil` when it has none that stays the same on every machine.
  ///
  /// The order is the same everywhere: normalise, then check, then hash (edge 24; NIST SP 800-63B-4
  /// §3.1.1.2). Nothing is trimmed and no case is changed (edge 26; ASVS 5.0 6.2.8).
  ///
  /// `nil` for control characters (NUL, tab, line ends), line and paragraph separators, unassigned
  /// and private-use code points, whose normal form a later Unicode version may change, and U+FFFD,
  /// which is what a broken encoding leaves behind.
  ///
  /// Complexity: O(*n*) in the length of `password`.
  package static func normalized(_ password: String) -> String? {
    guard password.unicodeScalars.allSatisfy(isStable) else { return nil }
    return password.precomposedStringWithCompatibilityMapping
  }

  /// The forms in which a password is compared with a verifier that another system made: NFKC first,
  /// then as typed, composed and decomposed, each once (MR-5).
  ///
  /// The number of forms depends only on the typed text.
  package static func forms(of password: String) -> [String] {
    let candidates = [
      normalized(password) ?? password, password, password.precomposedStringWithCanonicalMapping,
      password.decomposedStringWithCanonicalMapping,
    ]
    var forms: [String] = []
    // Two spellings that Swift takes for equal are different bytes to a hash.
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
