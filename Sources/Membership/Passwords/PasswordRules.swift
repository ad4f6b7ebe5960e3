/// The requirements of a house for a new password: plain data, one value for each preset.
///
/// Lengths count Unicode scalars (code points) of the NFKC form. Bytes and Swift's `Character` are
/// never counted (edge 24; NIST SP 800-63B-4 §3.1.1.2).
public struct PasswordRules: Sendable, Equatable {
  /// The lowest number of code points of a password.
  public var minimumLength: Int
  /// The highest number of code points of a password.
  public var maximumLength: Int
  /// The classes that must all occur, in any order.
  public var requiredClasses: [CharacterClass]
  /// The number of different classes that must occur.
  public var minimumClasses: Int
  /// The characters that a password must not contain (MR-20, MG-18).
  public var forbiddenCharacters: String
  /// The characters that a member is advised to avoid; they are never refused (AP-16).
  public var advisedAgainst: String
  /// Whether the password is compared with the list of common passwords.
  public var blocklist: Bool
  /// Whether the password must not resemble the identifier, the name or the e-mail address.
  public var similarity: Bool

  /// The default maximum: 128 code points (ASVS 4.0 2.1.2).
  public static let defaultMaximumLength = 128

  /// Makes the rules of one house; the defaults require nothing.
  ///
  /// - Parameters:
  ///   - minimumLength: The lowest number of code points.
  ///   - maximumLength: The highest number of code points.
  ///   - requiredClasses: The classes that must all occur.
  ///   - minimumClasses: The number of different classes that must occur.
  ///   - forbiddenCharacters: Characters that are refused.
  ///   - advisedAgainst: Characters that are only advised against.
  ///   - blocklist: Whether common passwords are refused.
  ///   - similarity: Whether a password that resembles the identifier, the name or the e-mail
  ///     address is refused.
  public init(
    minimumLength: Int,
    maximumLength: Int = PasswordRules.defaultMaximumLength,
    requiredClasses: [CharacterClass] = [],
    minimumClasses: Int = 0,
    forbiddenCharacters: String = "",
    advisedAgainst: String = "",
    blocklist: Bool = false,
    similarity: Bool = false
  ) {
    self.minimumLength = minimumLength
    self.maximumLength = maximumLength
    self.requiredClasses = requiredClasses
    self.minimumClasses = minimumClasses
    self.forbiddenCharacters = forbiddenCharacters
    self.advisedAgainst = advisedAgainst
    self.blocklist = blocklist
    self.similarity = similarity
  }
}

/// A rule that a new password can break, in reporting order.
public enum PasswordRule: String, CaseIterable, Sendable {
  /// The password has fewer code points than the house's minimum.
  case tooShort
  /// The password has more code points than the house's maximum.
  case tooLong
  /// A class required by the house does not occur (FM-8, AP-15, UM-6).
  case missingClass
  /// Fewer different classes occur than the house requires (MR-19, MG-18).
  case tooFewClasses
  /// A character forbidden by the house occurs (MR-20, MG-18).
  case forbiddenCharacter
  /// The password is a common one (ASVS 5.0 6.2.4).
  case blocklisted
  /// The password resembles the identifier, the name or the e-mail address.
  case likeIdentifier
  /// The password is the one in force; the check needs its verifier.
  case sameAsCurrent
  /// The password contains control, unassigned or private-use characters.
  case notNormalizable
  /// The two entries differ (AP-14, UM-13, MR-15).
  case confirmationMismatch
}

/// The password rules of the five notices, and the recommended ones.
///
/// The notices mention neither a list of common passwords nor a comparison with the identifier.
/// Their presets therefore require neither, and ``PasswordRules/audit()`` reports it.
extension PasswordRules {
  /// Twelve characters with all four classes (FM-8); "12" is read as "at least 12".
  public static let franceMutuelle = PasswordRules(
    minimumLength: 12, requiredClasses: CharacterClass.allCases, minimumClasses: 4)

  /// Digits, special characters and capitals (AP-15), four characters advised against (AP-16).
  ///
  /// The notice gives no length. The preset uses 12, as in houses with the same texts on screen.
  public static let agentsPublics = PasswordRules(
    minimumLength: 12, requiredClasses: [.upper, .digit, .special], minimumClasses: 3,
    advisedAgainst: #"'%\_"#)

  /// Eight characters with a capital, a small letter and a digit (UM-6).
  public static let unimutuelles = PasswordRules(
    minimumLength: 8, requiredClasses: [.upper, .lower, .digit], minimumClasses: 3)

  /// At least twelve characters, three of the four classes, without a maximum (MR-19, MR-20).
  public static let mcrnRenewal = PasswordRules(
    minimumLength: 12, minimumClasses: 3, forbiddenCharacters: #"'%\_"#)

  /// Twelve to twenty characters, three of the four classes (MG-18).
  public static let mcrn = PasswordRules(
    minimumLength: 12, maximumLength: 20, minimumClasses: 3, forbiddenCharacters: #"'%\_"#)

  /// Fifteen characters of any kind, not common and unlike the identifier.
  ///
  /// NIST SP 800-63B-4 §3.1.1.2 and ASVS 5.0 6.2: length instead of composition.
  public static let recommended = PasswordRules(
    minimumLength: 15, blocklist: true, similarity: true)
}

/// A class of characters for a house's password rules.
///
/// Classes follow the Unicode general category, so that `É` is upper case and `٣` a digit (edge
/// 25).
///
/// Some characters have no class: letters without case (`日`, `ª`), combining marks, and numbers
/// other than decimal digits. Format characters, such as the joiner in an emoji, have no class
/// either. All of them count as characters and satisfy no class.
public enum CharacterClass: String, CaseIterable, Sendable {
  /// Upper-case and title-case letters (`Lu`, `Lt`).
  case upper
  /// Lower-case letters (`Ll`).
  case lower
  /// Decimal digits of any script (`Nd`).
  case digit
  /// Punctuation, symbols and spaces (`P*`, `S*`, `Zs`).
  case special

  /// Returns the class of a scalar of a normalised password, or `nil` without a class.
  public init?(_ scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: self = .upper
    case .lowercaseLetter: self = .lower
    case .decimalNumber: self = .digit
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation,
      .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .spaceSeparator:
      self = .special
    default: return nil
    }
  }

  /// The number of characters that an attacker must try at each place with this class.
  ///
  /// The special characters count as 37, as in the CNIL's calculator (recommendation 2022-100).
  var alphabetSize: Int {
    switch self {
    case .upper, .lower: 26
    case .digit: 10
    case .special: 37
    }
  }
}
