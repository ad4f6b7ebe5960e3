public import Membership

extension PasswordSet.Via {
  /// What gave the right to set a password: « question pense-bête », `secret question`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
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

extension PasswordRule {
  /// How a password breaks the rule: « trop court », `too short`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
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

extension PasswordStrength {
  /// The level of the meter « Niveau de sécurité » (UM-13): « moyen », `fair`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .veryWeak: ("très faible", "very weak")
    case .weak: ("faible", "weak")
    case .fair: ("moyen", "fair")
    case .strong: ("fort", "strong")
    }
  }
}

extension Member.PasswordStanding {
  /// Where the password stands: « renouvellement conseillé », `renewal advised`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .none: ("aucun", "none")
    case .inForce: ("en vigueur", "in force")
    case .renewalAdvised: ("renouvellement conseillé", "renewal advised")
    case .renewalRequired: ("renouvellement obligatoire", "renewal required")
    case .revoked: ("révoqué", "revoked")
    }
  }
}

extension PasswordRenewalRequired.Reason {
  /// Why a password must be replaced: « mot de passe compromis », `password compromised`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .compromised: ("mot de passe compromis", "password compromised")
    case .administrative: ("décision administrative", "administrative decision")
    }
  }
}
