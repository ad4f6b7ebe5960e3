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
