public import Membership

extension AccountActivated.Origin: Bilingual {
  /// The origin of an account: « premier mot de passe », `first password`.
  public var words: (fr: String, en: String) {
    switch self {
    case .firstPassword: ("premier mot de passe choisi", "first password set")
    case .activationLink: ("inscription validée par le lien reçu", "registration confirmed by link")
    case .legacy: ("repris de l’ancien espace adhérent", "taken over from the former member space")
    }
  }
}

extension AccountClosed.Reason: Bilingual {
  /// The reason for closing an account: « fin du contrat », `end of the contract`.
  public var words: (fr: String, en: String) {
    switch self {
    case .contractEnded: ("fin du contrat", "end of the contract")
    case .memberRequest: ("demande de l’adhérent", "request of the member")
    case .death: ("décès", "death")
    case .fraud: ("fraude", "fraud")
    }
  }
}

extension Evidence: Bilingual {
  /// The evidence for an identity: « code d’accès », `access code`.
  public var words: (fr: String, en: String) {
    switch self {
    case .memberNumber: ("numéro d’adhérent", "member number")
    case .accessCode: ("code d’accès", "access code")
    case .answer: ("réponse à la question pense-bête", "answer to the secret question")
    }
  }
}

extension IdentifierAssigned.Kind: Bilingual {
  /// The kind of identifier: « code d’accès », `access code`.
  public var words: (fr: String, en: String) {
    switch self {
    case .generated: ("identifiant", "identifier")
    case .accessCode: ("code d’accès", "access code")
    }
  }
}

extension SignInSucceeded.IdentifierKind: Bilingual {
  /// The kind of identifier used to sign in: « numéro d’adhérent », `member number`.
  public var words: (fr: String, en: String) {
    switch self {
    case .generated: ("identifiant", "identifier")
    case .memberNumber: ("numéro d’adhérent", "member number")
    case .accessCode: ("code d’accès", "access code")
    case .email: ("adresse e-mail", "e-mail address")
    }
  }
}

extension EmailRecorded.Standing: Bilingual {
  /// The standing of an address, on file or a candidate: « en attente de certification ».
  public var words: (fr: String, en: String) {
    switch self {
    case .onFile: ("au dossier", "on file")
    case .pending: ("en attente de certification", "waiting to be certified")
    }
  }
}

extension EmailWithdrawn.Reason: Bilingual {
  /// The reason for withdrawing a pending address: « reprise de l’adresse du dossier ».
  public var words: (fr: String, en: String) {
    switch self {
    case .takenBack:
      ("l’adresse du dossier est redemandée", "the address on file was asked for again")
    case .passwordSet: ("un mot de passe a été choisi depuis", "a password was set since")
    case .passwordRevoked: ("le mot de passe est révoqué", "the password is revoked")
    }
  }
}

extension EmailInvalidated.Reason: Bilingual {
  /// The reason for invalidating an address: « message rejeté », `message bounced`.
  public var words: (fr: String, en: String) {
    switch self {
    case .bounced: ("un message a été rejeté par la messagerie", "a message bounced")
    case .passwordRevoked:
      ("le mot de passe est compromis", "the password is compromised")
    case .adviser: ("signalée non valide à la mutuelle", "reported invalid to the mutuelle")
    case .reused: ("reprise par une autre personne", "taken over by another person")
    }
  }
}

extension Member.Standing: Bilingual {
  /// The standing of a member: « inscription en cours », `registering`.
  public var words: (fr: String, en: String) {
    switch self {
    case .enrolled: ("sans compte", "no account yet")
    case .registering: ("inscription en cours", "registering")
    case .active: ("compte actif", "active")
    case .closed: ("compte clos", "closed")
    case .erased: ("effacé", "erased")
    }
  }
}

extension Member.CGUStanding: Bilingual {
  /// The member's CGU standing: « à accepter de nouveau », `to be accepted anew`.
  public var words: (fr: String, en: String) {
    switch self {
    case .notAsked: ("non demandées", "not asked for")
    case .never: ("jamais acceptées", "never accepted")
    case .accepted: ("acceptées", "accepted")
    case .outdated: ("à accepter de nouveau", "to be accepted anew")
    case .declined: ("refusées", "declined")
    }
  }
}

extension Member.CodeStanding: Bilingual {
  /// The standing of a one-time secret: « remplacé », `superseded`.
  public var words: (fr: String, en: String) {
    switch self {
    case .live: ("valable", "live")
    case .consumed: ("utilisé", "used")
    case .superseded: ("remplacé", "superseded")
    case .exhausted: ("essais épuisés", "attempts used up")
    case .expired: ("expiré", "expired")
    case .ended: ("annulé", "cancelled")
    }
  }
}

extension Member.Device.State: Bilingual {
  /// The state of a device: « bloqué », `blocked`.
  public var words: (fr: String, en: String) {
    switch self {
    case .active: ("actif", "active")
    case .blocked: ("bloqué", "blocked")
    case .removed: ("supprimé", "removed")
    }
  }
}

extension Member.Email.State: Bilingual {
  /// The state of an e-mail address: « au dossier », `on file`.
  public var words: (fr: String, en: String) {
    switch self {
    case .onFile: ("au dossier", "on file")
    case .pending: ("en attente de certification", "waiting to be certified")
    case .former: ("remplacée", "replaced")
    case .invalidated: ("invalidée", "invalidated")
    }
  }
}
