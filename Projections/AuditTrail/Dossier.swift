public import Membership

extension DossierEntry: Bilingual {
  /// The entry of the dossier: « coordonnées bancaires », `bank details`.
  public var words: (fr: String, en: String) {
    switch self {
    case .name: ("nom", "name")
    case .phone: ("téléphone", "telephone")
    case .postalAddress: ("adresse postale", "postal address")
    case .bankDetails: ("coordonnées bancaires", "bank details")
    }
  }
}

extension DossierSource: Bilingual {
  /// The source of an entry: « demande de mise à jour », `change request`.
  public var words: (fr: String, en: String) {
    switch self {
    case .mutuelle: ("mutuelle", "mutuelle")
    case .adviser: ("conseiller", "adviser")
    case .registration: ("inscription", "registration")
    case .member: ("adhérent", "member")
    case .changeRequest: ("demande de mise à jour", "change request")
    }
  }

  /// Returns whether the name of the actor already says the source.
  func isImplied(by actor: ActorID) -> Bool {
    switch self {
    case .mutuelle: actor.role == .mutuelle
    case .adviser: actor.role == .adviser
    case .member: actor.role == .member
    case .registration, .changeRequest: false
    }
  }
}

extension ChangeRequestKind: Bilingual {
  /// The kind of change request: « déclaration de naissance », `declaration of a birth`.
  public var words: (fr: String, en: String) {
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

extension Member.ChangeRequest.State: Bilingual {
  /// The state of a change request: « prise en charge », `taken up`.
  public var words: (fr: String, en: String) {
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

extension DeadlineKind: Bilingual {
  /// The subject of a deadline: « lettre », `letter`.
  public var words: (fr: String, en: String) {
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

extension RequiredAction: Bilingual {
  /// The required action, in the infinitive: « accepter les CGU », `accept the CGU`.
  public var words: (fr: String, en: String) {
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

extension Particulars {
  /// Returns the texts in one line, as people write them: « 12 rue des Lavandières, 29200 Brest ».
  ///
  /// A text that is unclear alone is preceded by its name. An IBAN is set in groups of four, and a
  /// day is put into words.
  package func text(in language: Language) -> String {
    Self.line(inOrder, language)
  }

  /// Returns named texts in one line, as people write them.
  ///
  /// - Parameter parts: The names and texts, in order.
  package static func line(_ parts: [(name: String, text: String)], _ language: Language)
    -> String
  {
    var said: [String] = []
    var isAfterPostcode = false
    for (name, text) in parts where !text.isEmpty {
      let part = shown(name, text: text, in: language)
      if name == "city", isAfterPostcode, let postcode = said.popLast() {
        said.append("\(postcode) \(part)")
      } else {
        said.append(part)
      }
      isAfterPostcode = name == "postalCode"
    }
    return said.joined(separator: ", ")
  }

  private static func shown(_ name: String, text: String, in language: Language) -> String {
    if name == "iban" { return grouped(text) }
    let value = language.day(text) ?? text
    guard let words = names[name] else { return value }
    return language.pick(("\(words.fr) : ", "\(words.en): ")) + value
  }

  /// Returns an IBAN in groups of four, as it is printed; an IBAN with spaces stays as it was
  /// typed.
  private static func grouped(_ iban: String) -> String {
    guard !iban.contains(" ") else { return iban }
    var groups = ""
    for (index, character) in iban.enumerated() {
      if index > 0, index.isMultiple(of: 4) { groups.append(" ") }
      groups.append(character)
    }
    return groups
  }

  /// The names that are shown before their values.
  ///
  /// Other values are shown alone.
  private static let names: [String: Words] = [
    "bank": ("banque", "bank"), "bic": ("BIC", "BIC"),
    "birthDate": ("date de naissance", "date of birth"),
    "birthPlace": ("lieu de naissance", "place of birth"),
    "holder": ("titulaire", "holder"), "maidenName": ("nom de naissance", "birth name"),
    "relation": ("lien de parenté", "relation"), "since": ("depuis le", "since"),
  ]
}
