public import Membership
import Notation

extension Narrator {
  func clause(_ event: LegalHoldSet) -> String {
    let done =
      event.held
      ? pick(
        fr: "\(did) interdit l’effacement \(ofData) (gel juridique)",
        en: "\(who) put a legal hold on the erasure \(ofData)")
      : pick(
        fr: "\(did) levé le gel juridique \(ofData)",
        en: "\(who) lifted the legal hold on the erasure \(ofData)")
    return done + internalReason(event.ground)
  }

  func clause(_ event: ErasureRequested) -> String {
    let (id, by) = (event.erasure, instant(event.dueBy))
    return pick(
      fr: "\(did) demandé l’effacement \(ofData) (demande \(id)), à traiter au plus tard le \(by)",
      en: "\(who) asked for the erasure \(ofData) (request \(id)), to be answered by \(by)")
  }

  func clause(_ event: ErasureRejected) -> String {
    let until = event.until.orEmpty { pick(fr: " jusqu’au ", en: " until ") + instant($0) }
    let kept = language.enumerated(event.kept.map { $0.word(language) })
    let rejected =
      event.erasure.map { id in
        pick(
          fr: "\(did) rejeté la demande d’effacement \(id)",
          en: "\(who) rejected erasure request \(id)")
      }
      ?? pick(
        fr: "\(did) rejeté l’effacement \(ofData)", en: "\(who) rejected the erasure \(ofData)")
    return rejected + pick(fr: " : ", en: ": ") + event.ground.word(language) + until
      + (kept.isEmpty ? "" : pick(fr: " ; données conservées : ", en: "; data kept: ") + kept)
  }

  func clause(_ event: MemberErased) -> String {
    let why = pick(fr: ", motif : ", en: ", reason: ") + ground(event.ground)
    let counts = event.counts.map { "\($0.privateClass.word(language)) (\($0.count))" }
    let what =
      (counts.isEmpty ? "" : pick(fr: " ; ", en: "; ") + language.enumerated(counts))
      + traces(event.traces.count)
    guard event.isFull else {
      return pick(
        fr: "\(did) effacé une partie \(ofData)", en: "\(who) erased part \(ofData)") + why + what
    }
    return pick(
      fr: "\(did) effacé toutes les données personnelles de l’adhérent",
      en: "\(who) erased all personal data of the member",
      toMember: "\(did) effacé toutes vos données personnelles",
      "\(who) erased all your personal data") + why + what
  }

  /// Returns the ground of an erasure; for the member as reader, « votre demande ».
  private func ground(_ ground: ErasureGround) -> String {
    switch (reader, ground) {
    case (.member, .memberRequest): pick(fr: "votre demande", en: "your request")
    case (.member, .objection): pick(fr: "votre opposition", en: "your objection")
    default: ground.word(language)
    }
  }

  private func traces(_ count: Int) -> String {
    guard count > 0 else { return "" }
    return pick(
      fr:
        " ; avec \(count) \(count > 1 ? "tentatives" : "tentative") où il était nommé",
      en: "; with \(count) \(count == 1 ? "attempt" : "attempts") that named them",
      toMember: " ; avec \(count) \(count > 1 ? "tentatives" : "tentative") où vous étiez nommé",
      "; with \(count) \(count == 1 ? "attempt" : "attempts") that named you")
  }

  func clause(_ event: RetentionSwept) -> String {
    let (kind, count, before) = (event.kind.word(language), event.count, instant(event.before))
    return pick(
      fr: "\(did) relevé la fin de la durée de conservation (\(kind)) : \(count) "
        + "\(count > 1 ? "valeurs effacées" : "valeur effacée"), d’avant le \(before)",
      en: "\(who) recorded the end of the retention period (\(kind)): \(count) "
        + "\(count == 1 ? "value" : "values") erased, from before \(before)")
  }

  func clause(_ event: RecordConsulted) -> String {
    let what = event.what.word(language)
    return pick(
      fr: "\(did) consulté \(what), données personnelles comprises, en indiquant le motif",
      en: "\(who) consulted \(what), personal data included, and gave the purpose")
  }
}

extension PrivateClass: Bilingual {
  /// The class of a sealed value: « coordonnées bancaires », `bank details`.
  public var words: (fr: String, en: String) {
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

extension ErasureGround: Bilingual {
  /// The ground of an erasure: « demande de l’adhérent », `request of the member`.
  public var words: (fr: String, en: String) {
    switch self {
    case .memberRequest: ("demande de l’adhérent", "request of the member")
    case .retentionOver: ("durée de conservation écoulée", "retention period over")
    case .objection: ("opposition de l’adhérent", "objection of the member")
    case .unlawfulProcessing: ("traitement illicite", "unlawful processing")
    case .legalObligation: ("obligation légale", "legal obligation")
    }
  }
}

extension ErasureRejected.Ground: Bilingual {
  /// The ground for keeping values: « prescription en cours », `limitation period running`.
  public var words: (fr: String, en: String) {
    switch self {
    case .legalHold: ("gel juridique en vigueur", "legal hold in force")
    case .contractActive: ("contrat en cours", "contract still running")
    case .limitationRunning: ("prescription en cours", "limitation period running")
    }
  }
}

extension RetentionSwept.Kind: Bilingual {
  /// The values that a retention term covers: « traces de sécurité », `security traces`.
  public var words: (fr: String, en: String) {
    switch self {
    case .traces: ("traces de sécurité", "security traces")
    case .facts: ("faits", "facts")
    }
  }
}

extension Consulted: Bilingual {
  /// The object of a consultation, for a sentence: « l’historique », `the history`.
  public var words: (fr: String, en: String) {
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

extension LegalHoldSet: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ErasureRequested: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ErasureRejected: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension MemberErased: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension RetentionSwept: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension RecordConsulted: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ActionWords {
  static let erasing: Table = [
    .requestErasure: ("demander l’effacement des données", "ask for the erasure of data"),
    .eraseMember: ("effacer les données de l’adhérent", "erase the member’s data"),
    .setLegalHold: ("fixer ou lever un gel juridique", "set or lift a legal hold"),
    .consult: ("consulter des données personnelles", "consult personal data"),
  ]
}
