public import Membership

extension Actor {
  /// The actor, for a table: « conseiller a-17 », `adviser a-17`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { named(role.word(language)) }

  /// The actor as the subject of a sentence: « le conseiller a-17 », `adviser a-17`.
  ///
  /// - Parameter isNamed: Whether a member of staff is told by pseudonym; otherwise as one of many.
  func subject(_ language: Language, isNamed: Bool = true) -> String {
    guard isNamed || staff == nil else {
      return language.pick(("un ", "an ")) + role.word(language)
    }
    let article: Words =
      switch role {
      case .visitor: ("un ", "a ")
      case .member: ("l’", "the ")
      case .mutuelle: ("la ", "the ")
      case .carrier: ("le ", "the ")
      case .clock: ("l’", "the ")
      case .adviser: ("le ", "")
      case .administrator, .auditor: ("l’", "")
      }
    return language.pick(article) + word(language)
  }

  /// The actor after « de » or `of`: « du conseiller a-17 », `of adviser a-17`.
  func genitive(_ language: Language, isNamed: Bool = true) -> String {
    let subject = subject(language, isNamed: isNamed)
    switch language {
    case .en: return "of \(subject)"
    case .fr where subject.hasPrefix("le "): return "du \(subject.dropFirst(3))"
    case .fr where subject.hasPrefix("un "): return "d’\(subject)"
    case .fr: return "de \(subject)"
    }
  }

  private func named(_ role: String) -> String { staff.map { "\(role) \($0)" } ?? role }
}

extension Actor.Role {
  /// The kind of actor: « conseiller », `adviser`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .visitor: ("visiteur", "visitor")
    case .member: ("adhérent", "member")
    case .mutuelle: ("mutuelle", "mutuelle")
    case .carrier: ("service d’envoi", "carrier")
    case .clock: ("horloge", "clock")
    case .adviser: ("conseiller", "adviser")
    case .administrator: ("administrateur", "administrator")
    case .auditor: ("auditeur", "auditor")
    }
  }
}
