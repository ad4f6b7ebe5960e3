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
