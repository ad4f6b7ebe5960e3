/// What a house asks of a new password: plain data, one value for each preset.
///
/// Lengths count Unicode scalars (code points) of the NFKC form, never bytes and never what Swift
/// calls characters (edge 24; NIST SP 800-63B-4 §3.1.1.2).
public struct PasswordRules: Sendable, Equatable {
  /// The fewest code points a password may have.
  public var minimumLength: Int
  /// The most code points a password may have.
  public var maximumLength: Int
  /// The classes of which each must occur; the order says nothing.
  public var requiredClasses: [CharacterClass]
  /// How many different classes must occur, whichever they are.
  public var minimumClasses: Int
  /// The characters that a password must not hold (MR-20, MG-18).
  public var forbiddenCharacters: String
  /// The characters that a member is advised to avoid; they are never refused (AP-16).
  public var advisedAgainst: String
  /// Whether the password is compared with the list of common passwords.
  public var blocklist: Bool
  /// Whether the password must not resemble the identifier, the name or the e-mail address.
  public var similarity: Bool

  /// The maximum where a house names none: 128 code points (ASVS 4.0 2.1.2).
  public static let defaultMaximumLength = 128

  /// Makes the rules of one house; what is left out asks for nothing.
  ///
  /// - Parameters:
  ///   - minimumLength: In code points.
  ///   - maximumLength: In code points.
  ///   - requiredClasses: The classes of which each must occur.
  ///   - minimumClasses: How many different classes must occur.
  ///   - forbiddenCharacters: Characters that are refused.
  ///   - advisedAgainst: Characters that are only advised against.
  ///   - blocklist: Whether common passwords are refused.
  ///   - similarity: Whether a password like the identifier is refused.
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

/// A rule that a new password can break, in the order in which breaches are reported.
public enum PasswordRule: String, CaseIterable, Sendable {
  /// Fewer characters than the house's minimum.
  case tooShort
  /// More characters than the house's maximum.
  case tooLong
  /// A class that the house requires does not occur (FM-8, AP-15, UM-6).
  case missingClass
  /// Fewer different classes occur than the house asks for (MR-19, MG-18).
  case tooFewClasses
  /// A character that the house forbids occurs (MR-20, MG-18).
  case forbiddenCharacter
  /// The password is one that everybody tries first (ASVS 5.0 6.2.4).
  case blocklisted
  /// The password resembles the identifier, the name or the e-mail address.
  case likeIdentifier
  /// The password is the one in force; only the holder of its verifier can tell.
  case sameAsCurrent
  /// The password holds control, unassigned or private-use characters.
  case notNormalizable
  /// The two entries differ (AP-14, UM-13, MR-15).
  case confirmationMismatch
}

/// The password rules of the five notices, and the ones we recommend.
///
/// The notices name no list of common passwords and no comparison with the identifier, so their
/// presets ask for neither, and ``PasswordRules/audit()`` says so.
extension PasswordRules {
  /// Twelve characters with all four classes (FM-8); "12" is read as "at least 12".
  public static let franceMutuelle = PasswordRules(
    minimumLength: 12, requiredClasses: CharacterClass.allCases, minimumClasses: 4)

  /// Digits, special characters and capitals (AP-15), four characters advised against (AP-16).
  ///
  /// The notice gives no length; 12 is that of the houses whose screens have the same words.
  public static let agentsPublics = PasswordRules(
    minimumLength: 12, requiredClasses: [.upper, .digit, .special], minimumClasses: 3,
    advisedAgainst: #"'%\_"#)

  /// Eight characters with a capital, a small letter and a digit (UM-6).
  public static let unimutuelles = PasswordRules(
    minimumLength: 8, requiredClasses: [.upper, .lower, .digit], minimumClasses: 3)

  /// At least twelve characters, three of the four classes, no maximum named (MR-19, MR-20).
  public static let mcrnRenewal = PasswordRules(
    minimumLength: 12, minimumClasses: 3, forbiddenCharacters: #"'%\_"#)

  /// Twelve to twenty characters, three of the four classes (MG-18).
  public static let mcrn = PasswordRules(
    minimumLength: 12, maximumLength: 20, minimumClasses: 3, forbiddenCharacters: #"'%\_"#)

  /// Fifteen characters of any kind, not common, not like the identifier.
  ///
  /// NIST SP 800-63B-4 §3.1.1.2 and ASVS 5.0 6.2: length instead of composition.
  public static let recommended = PasswordRules(
    minimumLength: 15, blocklist: true, similarity: true)
}

/// A kind of character that a house's password rules may ask for.
///
/// Classes follow the Unicode general category, so that `É` is upper case and `٣` a digit (edge 25).
/// Letters without case (`日`, `ª`), combining marks, numbers that are no decimal digit and format
/// characters such as the joiner inside an emoji belong to no class: they count as characters and
/// satisfy nothing.
public enum CharacterClass: String, CaseIterable, Sendable {
  /// Upper-case and title-case letters (`Lu`, `Lt`).
  case upper
  /// Lower-case letters (`Ll`).
  case lower
  /// Decimal digits of any script (`Nd`).
  case digit
  /// Punctuation, symbols and spaces (`P*`, `S*`, `Zs`).
  case special

  /// The class of a scalar of a normalised password, or `nil` when it has none.
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

  /// How many characters a guesser must try at each place where this class stands.
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
