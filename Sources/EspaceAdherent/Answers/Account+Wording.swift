import Membership
import Notation
public import Projections

extension Account {
  /// Whether the way in is open: suspended for a time, or blocked by staff until it is restored.
  ///
  /// - Parameter language: The language to say it in.
  public func accessText(in language: Language) -> String {
    switch access {
    case .open: language == .fr ? "ouvert" : "open"
    case .lockedUntil(let instant): language.suspended(until: instant)
    case .blocked(let reason): language.blocked(by: blockedBy, because: reason)
    }
  }

  /// Where the member stands with the CGU, and with which version.
  ///
  /// - Parameter language: The language to say it in.
  public func cguText(in language: Language) -> String {
    if let version = cguInRegistration, cgu == .never || cgu == .notAsked {
      return language == .fr
        ? "acceptées, inscription à confirmer (\(version))"
        : "accepted, registration to be confirmed (\(version))"
    }
    return cgu.word(language) + (cguVersion.map { " (\($0))" } ?? "")
  }
}

extension Account.Entry {
  /// The texts in one line, as people write them: « 12 rue des Lavandières, 29200 Brest ».
  ///
  /// - Parameter language: The language of names and days; empty when the entry is not shown.
  public func text(in language: Language) -> String {
    Particulars.line(parts.map { ($0.name, $0.text) }, language)
  }
}
