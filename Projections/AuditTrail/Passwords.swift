public import Membership
import Notation

extension Narrator {
  func clause(_ event: PasswordSet) -> String {
    guard event.via != .legacy else {
      return pick(
        fr: "\(did) repris le mot de passe de l’ancien espace adhérent",
        en: "\(who) took over the password of the former member space") + derivation(event)
    }
    let id = event.proof.orEmpty { pick(fr: ", réf. \($0)", en: ", ref. \($0)") }
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

extension PasswordSet.Via: Bilingual {
  /// The source of the right to set a password: « question pense-bête », `secret question`.
  public var words: (fr: String, en: String) {
    switch self {
    case .registration: ("inscription", "registration")
    case .code: ("code d’activation", "activation code")
    case .link: ("lien reçu par e-mail", "link received by e-mail")
    case .letter: ("lettre", "letter")
    case .question: ("question pense-bête", "secret question")
    case .change: ("changement dans l’espace adhérent", "change in the member space")
    case .legacy: ("reprise de l’ancien espace adhérent", "taken over from the former member space")
    }
  }
}

extension PasswordRule: Bilingual {
  /// The way in which a password breaks a rule: « trop court », `too short`.
  public var words: (fr: String, en: String) {
    switch self {
    case .tooShort: ("trop court", "too short")
    case .tooLong: ("trop long", "too long")
    case .missingClass:
      ("type de caractères obligatoire absent", "required kind of character missing")
    case .tooFewClasses: ("trop peu de types de caractères", "too few kinds of characters")
    case .forbiddenCharacter: ("caractère interdit", "forbidden character")
    case .blocklisted: ("trop courant", "too common")
    case .likeIdentifier:
      (
        "trop proche de l’identifiant, du nom ou de l’adresse e-mail",
        "too close to the identifier, the name or the e-mail address"
      )
    case .sameAsCurrent: ("identique au mot de passe actuel", "same as the current password")
    case .notNormalizable: ("caractère non admis", "inadmissible character")
    case .confirmationMismatch: ("confirmation différente", "confirmation differs")
    }
  }
}

extension PasswordStrength: Bilingual {
  /// The level shown as « Niveau de sécurité » (UM-13): « moyen », `fair`.
  public var words: (fr: String, en: String) {
    switch self {
    case .veryWeak: ("très faible", "very weak")
    case .weak: ("faible", "weak")
    case .fair: ("moyen", "fair")
    case .strong: ("fort", "strong")
    }
  }
}

extension Member.PasswordStanding: Bilingual {
  /// The standing of the password: « renouvellement conseillé », `renewal advised`.
  public var words: (fr: String, en: String) {
    switch self {
    case .none: ("aucun", "none")
    case .inForce: ("en vigueur", "in force")
    case .renewalAdvised: ("renouvellement conseillé", "renewal advised")
    case .renewalRequired: ("renouvellement obligatoire", "renewal required")
    case .revoked: ("révoqué", "revoked")
    }
  }
}

extension PasswordRenewalRequired.Reason: Bilingual {
  /// The reason for replacing a password: « mot de passe compromis »,
  /// `password compromised`.
  public var words: (fr: String, en: String) {
    switch self {
    case .compromised: ("mot de passe compromis", "password compromised")
    case .administrative: ("décision administrative", "administrative decision")
    }
  }
}

extension PasswordSet: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension PasswordRenewalRequired: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension QuestionSet: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ActionWords {
  static let passwords: Table = [
    .answerQuestion: ("répondre à la question pense-bête", "answer the secret question"),
    .setPassword: ("choisir un mot de passe", "set a password"),
    .changePassword: ("changer de mot de passe", "change the password"),
    .requireNewPassword: ("imposer un nouveau mot de passe", "require a new password"),
  ]
}
