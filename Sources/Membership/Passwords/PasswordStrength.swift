import Foundation
public import Notation

/// How hard a password is to guess, for the meter « Niveau de sécurité » (UM-13).
///
/// The steps are those of the CNIL's recommendation 2022-100: 50 bits is enough behind an access
/// restriction (case 2), 80 bits for a password alone (case 1).
public enum PasswordStrength: String, CaseIterable, Sendable, Comparable, JSONRepresentable {
  /// Common, empty, not normalisable, or under 25 bits.
  case veryWeak
  /// Under 50 bits.
  case weak
  /// 50 bits or more.
  case fair
  /// 80 bits or more.
  case strong

  /// Orders from the weakest to the strongest.
  public static func < (left: PasswordStrength, right: PasswordStrength) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .veryWeak: 0
    case .weak: 1
    case .fair: 2
    case .strong: 3
    }
  }

  /// The strength of a password: log2(alphabet^length), the alphabet being that of its classes.
  ///
  /// Repeating a character adds nothing beyond twice the number of different ones, so that twelve
  /// times `a` is no strong password. It informs and never refuses: the rules of the house do.
  ///
  /// Complexity: O(*n*) in the length of `password`.
  public init(of password: String) {
    guard let normal = PasswordNormalization.normalized(password),
      !CommonPasswords.contains(normal)
    else {
      self = .veryWeak
      return
    }
    switch PasswordStrength.bits(of: normal) {
    case ..<25: self = .veryWeak
    case ..<50: self = .weak
    case ..<80: self = .fair
    default: self = .strong
    }
  }

  private static func bits(of normal: String) -> Double {
    let scalars = normal.unicodeScalars
    let classes = Set(scalars.map(CharacterClass.init))
    let alphabet = classes.reduce(0) { $0 + ($1?.alphabetSize ?? 26) }
    let length = min(scalars.count, 2 * Set(scalars).count)
    return length == 0 ? 0 : Double(length) * log2(Double(alphabet))
  }
}
