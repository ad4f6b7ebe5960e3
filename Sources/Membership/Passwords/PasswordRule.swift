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
