public import Membership

extension DossierEntry {
  /// The entry of the dossier: « coordonnées bancaires », `bank details`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .name: ("nom", "name")
    case .phone: ("téléphone", "telephone")
    case .postalAddress: ("adresse postale", "postal address")
    case .bankDetails: ("coordonnées bancaires", "bank details")
    }
  }
}

extension DossierSource {
  /// Who made an entry: « demande de mise à jour », `change request`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .mutuelle: ("mutuelle", "mutuelle")
    case .adviser: ("conseiller", "adviser")
    case .registration: ("inscription", "registration")
    case .member: ("adhérent", "member")
    case .changeRequest: ("demande de mise à jour", "change request")
    }
  }

  /// Whether naming the actor says it already.
  func isSaid(by actor: Actor) -> Bool {
    switch self {
    case .mutuelle: actor.role == .mutuelle
    case .adviser: actor.role == .adviser
    case .member: actor.role == .member
    case .registration, .changeRequest: false
    }
  }
}

extension ChangeRequestKind {
  /// What a change request asks for: « déclaration de naissance », `declaration of a birth`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .postalAddress: ("changement d’adresse postale", "change of postal address")
    case .phone: ("changement de téléphone", "change of telephone")
    case .bankDetails: ("changement de coordonnées bancaires", "change of bank details")
    case .birth: ("déclaration de naissance", "declaration of a birth")
    case .newBeneficiary: ("déclaration d’un nouveau bénéficiaire", "declaration of a beneficiary")
    case .email: ("changement d’adresse e-mail", "change of e-mail address")
    case .other: ("autre demande", "other request")
    }
  }
}

extension Member.ChangeRequest.State {
  /// Where a change request stands: « prise en charge », `taken up`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .filed: ("déposée", "filed")
    case .takenUp: ("prise en charge", "taken up")
    case .informationAsked: ("information demandée", "information asked for")
    case .accepted: ("acceptée", "accepted")
    case .rejected: ("rejetée", "rejected")
    case .applied: ("appliquée", "applied")
    case .withdrawn: ("retirée", "withdrawn")
    case .lapsed: ("sans suite, faute de réponse", "lapsed, not answered")
    }
  }
}

extension DeadlineKind {
  /// What ends when its time has passed: « lettre », `letter`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .registration: ("inscription", "registration")
    case .code: ("code ou lien", "code or link")
    case .letter: ("lettre à poster", "letter to post")
    case .changeRequest: ("demande de mise à jour", "change request")
    case .erasure: ("demande d’effacement", "erasure request")
    case .passwordRenewal: ("renouvellement conseillé du mot de passe", "advised password renewal")
    }
  }
}

extension RequiredAction {
  /// What the member must do first, in the infinitive: « accepter les CGU », `accept the CGU`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .setPassword: ("choisir un nouveau mot de passe", "set a new password")
    case .acceptCGU: ("accepter les CGU", "accept the CGU")
    case .certifyEmail: ("certifier l’adresse e-mail", "certify the e-mail address")
    case .giveEmail:
      (
        "communiquer une adresse e-mail valide", "give a valid e-mail address"
      )
    }
  }
}
