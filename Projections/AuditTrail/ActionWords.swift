public import Membership
import Notation

extension ActionName: Bilingual {
  /// The action in the infinitive: « demander un code », `ask for a code`.
  public var words: (fr: String, en: String) { ActionWords.all[self] ?? (rawValue, rawValue) }

  /// Returns the words for the action on a named thing: « statuer sur la demande k7wk7wk7wk7w ».
  ///
  /// - Returns: The words, or `nil` without an id.
  func word(_ language: Language, of id: Token?) -> String? {
    guard let id else { return nil }
    if let words = words(of: id) { return language.pick(words) }
    return word(language) + language.pick((" (réf. \(id))", " (ref. \(id))"))
  }

  private func words(of id: Token) -> Words? {
    switch self {
    case .dispatchLetter: ("préparer la lettre à poster \(id)", "prepare letter \(id)")
    case .verifyCode:
      ("valider le code d’activation (réf. \(id))", "verify the activation code (ref. \(id))")
    case .confirmEmail:
      (
        "valider le lien reçu par e-mail (réf. \(id))",
        "confirm the link received by e-mail (ref. \(id))"
      )
    case .setPassword:
      (
        "choisir un mot de passe par le lien (réf. \(id))",
        "set a password by the link (ref. \(id))"
      )
    case .signIn: ("se connecter avec l’appareil \(id)", "sign in with device \(id)")
    case .blockDevice: ("bloquer l’appareil \(id)", "block device \(id)")
    case .unblockDevice: ("débloquer l’appareil \(id)", "unblock device \(id)")
    case .removeDevice: ("supprimer l’appareil \(id)", "remove device \(id)")
    case .takeUpChangeRequest:
      ("prendre en charge la demande \(id)", "take up change request \(id)")
    case .askInformation:
      (
        "demander une information pour la demande \(id)",
        "ask for information on change request \(id)"
      )
    case .supplyInformation:
      (
        "fournir l’information pour la demande \(id)",
        "supply information on change request \(id)"
      )
    case .decideChangeRequest: ("statuer sur la demande \(id)", "decide on change request \(id)")
    case .applyChangeRequest: ("appliquer la demande \(id)", "apply change request \(id)")
    case .withdrawChangeRequest: ("retirer la demande \(id)", "withdraw change request \(id)")
    default: nil
    }
  }
}

/// The words for the actions; each file of sentences has those of its feature.
package enum ActionWords {
  typealias Table = [ActionName: Words]

  static let all: Table = [
    houses, enrolment, codes, emails, passwords, signIns, changeRequests, erasing,
  ].reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }

  /// The actions that have words; a test compares them with all actions.
  package static var actions: Set<ActionName> { Set(all.keys) }
}
