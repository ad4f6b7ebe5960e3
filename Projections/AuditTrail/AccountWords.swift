public import Membership

extension AccountActivated.Origin {
  /// Returns the origin of an account: « premier mot de passe », `first password`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .firstPassword: ("premier mot de passe choisi", "first password set")
    case .activationLink: ("inscription validée par le lien reçu", "registration confirmed by link")
    case .legacy: ("repris de l’ancien espace adhérent", "taken over from the former member space")
    }
  }
}

extension AccountClosed.Reason {
  /// Returns the reason for closing an account: « fin du contrat », `end of the contract`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .contractEnded: ("fin du contrat", "end of the contract")
    case .memberRequest: ("demande de l’adhérent", "request of the member")
    case .death: ("décès", "death")
    case .fraud: ("fraude", "fraud")
    }
  }
}

extension Evidence {
  /// Returns the evidence for an identity: « code d’accès », `access code`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .memberNumber: ("numéro d’adhérent", "member number")
    case .accessCode: ("code d’accès", "access code")
    case .answer: ("réponse à la question pense-bête", "answer to the secret question")
    }
  }
}

extension IdentifierAssigned.Kind {
  /// Returns the kind of identifier: « code d’accès », `access code`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .generated: ("identifiant", "identifier")
    case .accessCode: ("code d’accès", "access code")
    }
  }
}

extension SignInSucceeded.IdentifierKind {
  /// Returns the kind of identifier used to sign in: « numéro d’adhérent », `member number`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .generated: ("identifiant", "identifier")
    case .memberNumber: ("numéro d’adhérent", "member number")
    case .accessCode: ("code d’accès", "access code")
    case .email: ("adresse e-mail", "e-mail address")
    }
  }
}

extension EmailRecorded.Standing {
  /// Returns the standing of an address, on file or a candidate: « en attente de certification ».
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .onFile: ("au dossier", "on file")
    case .pending: ("en attente de certification", "waiting to be certified")
    }
  }
}

extension EmailWithdrawn.Reason {
  /// Returns the reason for withdrawing a pending address: « reprise de l’adresse du dossier ».
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .takenBack:
      ("l’adresse du dossier est redemandée", "the address on file was asked for again")
    case .passwordSet: ("un mot de passe a été choisi depuis", "a password was set since")
    case .passwordRevoked: ("le mot de passe est révoqué", "the password is revoked")
    }
  }
}

extension EmailInvalidated.Reason {
  /// Returns the reason for invalidating an address: « message rejeté », `message bounced`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .bounced: ("un message a été rejeté par la messagerie", "a message bounced")
    case .passwordRevoked:
      ("le mot de passe est compromis", "the password is compromised")
    case .adviser: ("signalée non valide à la mutuelle", "reported invalid to the mutuelle")
    case .reused: ("reprise par une autre personne", "taken over by another person")
    }
  }
}

extension Member.Standing {
  /// Returns the standing of a member: « inscription en cours », `registering`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .enrolled: ("sans compte", "no account yet")
    case .registering: ("inscription en cours", "registering")
    case .active: ("compte actif", "active")
    case .closed: ("compte clos", "closed")
    case .erased: ("effacé", "erased")
    }
  }
}

extension Member.CGUStanding {
  /// Returns the member's CGU standing: « à accepter de nouveau », `to be accepted anew`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .notAsked: ("non demandées", "not asked for")
    case .never: ("jamais acceptées", "never accepted")
    case .accepted: ("acceptées", "accepted")
    case .outdated: ("à accepter de nouveau", "to be accepted anew")
    case .declined: ("refusées", "declined")
    }
  }
}

extension Member.CodeStanding {
  /// Returns the standing of a one-time secret: « remplacé », `superseded`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
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

extension Member.Device.State {
  /// Returns the state of a device: « bloqué », `blocked`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .active: ("actif", "active")
    case .blocked: ("bloqué", "blocked")
    case .removed: ("supprimé", "removed")
    }
  }
}

extension Member.Email.State {
  /// Returns the state of an e-mail address: « au dossier », `on file`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .onFile: ("au dossier", "on file")
    case .pending: ("en attente de certification", "waiting to be certified")
    case .former: ("remplacée", "replaced")
    case .invalidated: ("invalidée", "invalidated")
    }
  }
}
