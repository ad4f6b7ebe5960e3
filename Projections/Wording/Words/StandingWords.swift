public import Membership

extension Member.Standing {
  /// Where a member stands: « inscription en cours », `registering`.
  ///
  /// - Parameter language: The language to say it in.
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
  /// Where the member stands with the CGU: « à accepter de nouveau », `to be accepted anew`.
  ///
  /// - Parameter language: The language to say it in.
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
  /// Where a one-time secret stands: « remplacé », `superseded`.
  ///
  /// - Parameter language: The language to say it in.
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
  /// What a device may do: « bloqué », `blocked`.
  ///
  /// - Parameter language: The language to say it in.
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
  /// Where an e-mail address stands: « au dossier », `on file`.
  ///
  /// - Parameter language: The language to say it in.
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
