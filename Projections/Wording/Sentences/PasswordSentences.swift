import Membership
import Notation

extension Narrator {
  func clause(_ event: PasswordSet) -> String {
    guard event.via != .legacy else {
      return pick(
        fr: "\(did) repris le mot de passe de l’ancien espace adhérent",
        en: "\(who) took over the password of the former member space") + derivation(event)
    }
    let id = event.proof.said { pick(fr: ", réf. \($0)", en: ", ref. \($0)") }
    let right = event.via.word(language) + id
    return pick(
      fr: "\(did) choisi un mot de passe (\(right)) conforme aux règles, version \(event.rules)",
      en: "\(who) set a password (\(right)) that meets the rules, version \(event.rules)")
      + derivation(event)
  }

  /// Returns the derivation of the verifier, for staff only.
  private func derivation(_ event: PasswordSet) -> String {
    guard reader == .staff else { return "" }
    let kdf = quoted(event.kdf)
    return pick(fr: " (dérivation \(kdf))", en: " (derivation \(kdf))")
  }

  func clause(_ event: PasswordRenewalRequired) -> String {
    let why = reader == .staff ? " (\(event.reason.word(language)))" : ""
    let required = pick(
      fr: "\(did) imposé un nouveau mot de passe\(why) ; ",
      en: "\(who) required a new password\(why); ")
    switch event.reason {
    case .compromised:
      return required
        + pick(
          fr: "l’actuel ne permet plus de se connecter", en: "the current one no longer signs in")
    case .administrative:
      return required
        + pick(
          fr: "l’actuel ne permet plus que d’en changer",
          en: "the current one serves only to replace it")
    }
  }

  func clause(_ event: QuestionSet) -> String {
    pick(
      fr: "\(did) choisi la question pense-bête n° \(event.question) "
        + "(liste, version \(event.questionSet)) et enregistré \(verb("sa", "votre")) réponse",
      en: "\(who) chose secret question no. \(event.question) "
        + "(list, version \(event.questionSet)) and recorded its answer")
  }
}
