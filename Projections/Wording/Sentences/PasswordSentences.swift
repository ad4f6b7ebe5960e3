import Membership
import Notation

extension Narrator {
  func clause(_ event: PasswordSet) -> String {
    let kdf = quoted(event.kdf)
    guard event.via != .legacy else {
      return pick(
        fr: "\(who) a repris le mot de passe de l’ancien espace adhérent (dérivation \(kdf))",
        en: "\(who) took over the password of the former member space (derivation \(kdf))")
    }
    let proof = event.proof.said { pick(fr: ", preuve \($0)", en: ", proof \($0)") }
    let right = event.via.word(language) + proof
    return pick(
      fr: "\(who) a choisi un mot de passe (\(right)) conforme aux règles, "
        + "version \(event.rules) (dérivation \(kdf))",
      en: "\(who) set a password (\(right)) that meets the rules, "
        + "version \(event.rules) (derivation \(kdf))")
  }

  func clause(_ event: PasswordRenewalRequired) -> String {
    let why = event.reason.word(language)
    let required = pick(
      fr: "\(who) a imposé un nouveau mot de passe (\(why)) ; ",
      en: "\(who) required a new password (\(why)); ")
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
      fr: "\(who) a choisi la question pense-bête \(event.question) "
        + "(liste, version \(event.questionSet)) et sa réponse",
      en: "\(who) chose secret question \(event.question) "
        + "(list, version \(event.questionSet)) and its answer")
  }
}
