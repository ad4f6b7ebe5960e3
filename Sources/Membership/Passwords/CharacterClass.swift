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
