import Membership

/// The words for an actor: a name for staff, « vous » for the member reading the history.
extension Narrator {
  /// Whether the sentence says « vous » of the actor.
  private var addressesActor: Bool {
    reader == .member && (actor == .member || actor == .visitor && isProof)
  }

  /// The actor as the subject of a sentence: « le conseiller a-17 », `adviser a-17`, `you`.
  ///
  /// French is in the third person here; `did` has the verb that goes with « vous ».
  var who: String {
    if language == .en, addressesActor {
      return actor == .visitor ? "you, without being signed in," : "you"
    }
    return named
  }

  /// The French subject with the auxiliary: « le conseiller a-17 a », « vous avez ».
  var did: String { addressesActor ? "\(you) avez" : "\(named) a" }

  /// The French subject with the auxiliary and the negation: « la mutuelle n’a pas ».
  var didNot: String { addressesActor ? "\(you) n’avez pas" : "\(named) n’a pas" }

  /// « a » or « avez », « peut » or « pouvez »: the verb that goes with the subject.
  func verb(_ third: String, _ second: String) -> String { addressesActor ? second : third }

  private var you: String { actor == .visitor ? "vous, sans être connecté," : "vous" }

  /// The actor in the third person: « le conseiller a-17 », « une personne… ».
  var named: String {
    if reader == .member, actor == .visitor {
      return pick(fr: "une personne connaissant votre numéro", en: "a person who knows your number")
    }
    return actor.subject(language, isNamed: reader == .staff)
  }

  /// Returns « à la demande de… » with the actor of a request.
  func atRequest(of actor: Actor) -> String {
    phrase(
      ("à la demande ", "at the request "), actor,
      visitor: (
        "à la demande d’une personne connaissant votre numéro",
        "at the request of a person who knows your number"
      ),
      member: ("à votre demande", "at your request"))
  }

  /// The words « à la suite d’une action de… » with the actor.
  var following: String {
    phrase(
      ("à la suite d’une action ", "after an action "), actor,
      visitor: (
        "à la suite d’une action faite sans être connecté",
        "after an action that was done without being signed in"
      ),
      member: ("à la suite de votre action", "after an action of yours"))
  }

  /// Returns words with an actor; in the member's view, a visitor and the member have words of their
  /// own.
  private func phrase(_ words: Words, _ actor: Actor, visitor: Words, member: Words) -> String {
    switch (reader, actor) {
    case (.member, .visitor): language.pick(visitor)
    case (.member, .member): language.pick(member)
    default: language.pick(words) + actor.genitive(language, isNamed: reader == .staff)
    }
  }

  /// « l’accès », as the member reads it « votre accès ».
  var access: String {
    pick(
      fr: "l’accès à l’espace adhérent", en: "access to the member space",
      toMember: "l’accès à votre espace adhérent", "access to your member space")
  }

  /// The member's file: « le dossier », « votre dossier ».
  var file: String {
    pick(
      fr: "le dossier", en: "the member’s file", toMember: "votre dossier", "your file")
  }

  /// The member's account: « le compte », « votre compte ».
  var account: String {
    pick(fr: "le compte", en: "the account", toMember: "votre compte", "your account")
  }

  /// The member's data after « de »: « des données de l’adhérent », « de ses données ».
  var ofData: String {
    if reader == .member { return pick(fr: "de vos données", en: "of your data") }
    return actor == .member
      ? pick(fr: "de ses données", en: "of their data")
      : pick(fr: "des données de l’adhérent", en: "of the member’s data")
  }
}

extension Event {
  /// Whether only the member can have done this without a session: with a code, a link, an answer.
  var isProofOfMember: Bool {
    switch self {
    case .codeVerified, .identityVerified, .registrationStarted, .passwordSet, .questionSet,
      .emailCertified, .emailRecorded, .accountActivated, .cguAccepted, .cguDeclined:
      true
    default: false
    }
  }
}
