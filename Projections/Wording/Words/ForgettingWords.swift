public import Membership

extension PrivateClass {
  /// The class of a sealed value: « coordonnées bancaires », `bank details`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .identity: ("identité", "identity")
    case .contact: ("coordonnées", "contact details")
    case .bank: ("coordonnées bancaires", "bank details")
    case .health: ("santé", "health")
    case .verifier: ("mots de passe et codes", "passwords and codes")
    case .question: ("réponses pense-bête", "secret answers")
    case .device: ("noms d’appareils", "names of devices")
    case .trace: ("traces de sécurité", "security traces")
    case .freeText: ("textes libres", "free text")
    }
  }
}

extension ErasureGround {
  /// Why a member's values are erased: « demande de l’adhérent », `request of the member`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .memberRequest: ("demande de l’adhérent", "request of the member")
    case .retentionOver: ("durée de conservation écoulée", "retention period over")
    case .objection: ("opposition de l’adhérent", "objection of the member")
    case .unlawfulProcessing: ("traitement illicite", "unlawful processing")
    case .legalObligation: ("obligation légale", "legal obligation")
    }
  }
}

extension ErasureRejected.Ground {
  /// Why values must be kept: « prescription en cours », `limitation period running`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .legalHold: ("gel juridique en vigueur", "legal hold in force")
    case .contractActive: ("contrat en cours", "contract still running")
    case .limitationRunning: ("prescription en cours", "limitation period running")
    }
  }
}

extension RetentionSwept.Kind {
  /// What a term is set for: « traces de sécurité », `security traces`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .traces: ("traces de sécurité", "security traces")
    case .facts: ("faits", "facts")
    }
  }
}

extension Consulted {
  /// What was read, as the object of a sentence: « l’historique », `the history`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .account: ("le compte", "the account")
    case .accounts: ("la liste des comptes", "the list of accounts")
    case .pending: ("la liste des demandes en cours", "the list of pending requests")
    case .history: ("l’historique", "the history")
    case .export: ("l’export de toutes les données", "the export of all data")
    case .diff: ("les changements entre deux dates", "the changes between two dates")
    case .step: ("l’historique pas à pas", "the history step by step")
    }
  }
}
