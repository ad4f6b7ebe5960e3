public import Membership

extension AccountActivated.Origin {
  /// How an account came to exist: « premier mot de passe », `first password`.
  ///
  /// - Parameter language: The language to say it in.
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
  /// Why an account is closed: « fin du contrat », `end of the contract`.
  ///
  /// - Parameter language: The language to say it in.
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
  /// What an identity was proved with: « code d’accès », `access code`.
  ///
  /// - Parameter language: The language to say it in.
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
  /// The kind of identifier: « code d’accès », `access code`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .generated: ("identifiant", "identifier")
    case .accessCode: ("code d’accès", "access code")
    }
  }
}

extension SignInSucceeded.IdentifierKind {
  /// What the member signed in with: « numéro d’adhérent », `member number`.
  ///
  /// - Parameter language: The language to say it in.
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
  /// Whether an address is on file or a candidate: « en attente de certification ».
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .onFile: ("au dossier", "on file")
    case .pending: ("en attente de certification", "waiting to be certified")
    }
  }
}

extension EmailWithdrawn.Reason {
  /// Why an address no longer waits to be certified: « reprise de l’adresse du dossier ».
  ///
  /// - Parameter language: The language to say it in.
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
  /// Why an address no longer serves: « message rejeté », `message bounced`.
  ///
  /// - Parameter language: The language to say it in.
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
