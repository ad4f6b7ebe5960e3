public import Membership
import Notation

extension Narrator {
  func clause(_ event: CodeRequested) -> String {
    let form = CodeFormat(event.format).orEmpty { ", \($0.word(language))" }
    let letter = event.letter.orEmpty { pick(fr: ", lettre \($0)", en: ", letter \($0)") }
    let id = pick(fr: "réf. \(event.code)", en: "ref. \(event.code)")
    let secret = "\(event.artefact.word(language)) (\(id)\(form)\(letter))"
    let way = event.to.way(by: event.channel, language)
    let purpose = event.purpose.word(language)
    // A letter has two actors: one requested it, another printed it.
    let printer = event.letter == nil ? "" : pick(fr: " par ", en: " by ") + named
    return pick(
      fr: "le \(secret) pour \(purpose) a été préparé\(printer) pour envoi \(way), ",
      en: "the \(secret) to \(purpose) was prepared\(printer) for sending \(way), ")
      + request(of: event) + validity(of: event)
  }

  /// Returns the words for the actor that requested a secret.
  ///
  /// For a letter's secret this is the requester of the letter.
  private func request(of event: CodeRequested) -> String {
    guard event.letter != nil else { return atRequest(of: actor) }
    return context.letterRequester.map { atRequest(of: $0) }
      ?? pick(fr: "pour la lettre demandée", en: "for the letter that was asked for")
  }

  /// Returns the limits of a secret: its page, its end, its number of attempts, and its rules (edge
  /// 17).
  private func validity(of event: CodeRequested) -> String {
    let page = event.page == nil ? "" : pick(fr: " sur la même page", en: " on the same page")
    let (end, attempts) = (instant(event.expiresAt), event.maxAttempts)
    return pick(
      fr: " ; valable\(page) jusqu’au \(end), \(attempts) \(attempts > 1 ? "essais" : "essai") "
        + "au plus (règles, version \(event.rules))",
      en: "; good\(page) until \(end), \(attempts) \(attempts == 1 ? "attempt" : "attempts") "
        + "at most (rules, version \(event.rules))")
  }

  func clause(_ event: CodeVerified) -> String {
    // A link is read elsewhere. Only a typed secret is verified on a page (AP-13, edge 11).
    let artefact = event.page == nil ? .link : context.artefact ?? .code
    let verified = "\(artefact.word(language)) \(reference(event.code))"
    return pick(fr: "\(did) validé le \(verified)", en: "\(who) verified the \(verified)")
      + event.grantExpiresAt.orEmpty(granted)
  }

  func clause(_ event: LetterRequested) -> String {
    let posted = instant(event.dueBy)
    let asked = pick(
      fr: "\(did) demandé la lettre \(event.letter), à poster au plus tard le \(posted)",
      en: "\(who) asked for letter \(event.letter), to be posted by \(posted)")
    guard let received = event.receiveBy.map({ instant($0) }) else { return asked }
    return asked
      + pick(
        fr: " pour être reçue au plus tard le \(received)", en: " so as to arrive by \(received)")
  }

  func clause(_ event: DeliveryReported) -> String {
    let (id, outcome) = (reference(event.delivery), event.outcome.word(language))
    return pick(
      fr: "\(did) déclaré l’envoi \(id) \(outcome)",
      en: "\(who) reported the delivery \(id) as \(outcome)") + reason(event.reason)
  }

  func clause(_ event: NoticeIssued) -> String {
    let topic = language.inQuotes(event.topic.word(language))
    let (id, way) = (reference(event.notice), event.to.way(by: event.channel, language))
    return pick(
      fr: "l’avis \(topic) \(id) a été préparé pour envoi \(way), \(following)",
      en: "the notice \(topic) \(id) was prepared for sending \(way), \(following)")
  }

  func clause(_ event: DeadlinePassed) -> String {
    let (thing, deadline) = (event.what.word(language), instant(event.deadline))
    // A password has no id. The fact names the member, and the history is that member's.
    let id: String =
      switch event.what {
      case .passwordRenewal: ""
      case .code: " " + reference(event.of)
      default: " \(event.of)"
      }
    return pick(
      fr: "l’échéance du \(deadline) est passée : \(thing)\(id)",
      en: "the deadline of \(deadline) has passed: \(thing)\(id)")
  }
}

extension Channel: Bilingual {
  /// The channel: « lettre », `letter`.
  public var words: (fr: String, en: String) {
    switch self {
    case .email: ("e-mail", "e-mail")
    case .sms: ("SMS", "text message")
    case .letter: ("lettre", "letter")
    }
  }
}

extension Destination {
  /// Returns the destination: « le téléphone du dossier », `the telephone on file`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String {
    switch self {
    case .email(let id):
      language.pick(("l’adresse e-mail (réf. \(id))", "the e-mail address (ref. \(id))"))
    case .phone: language.pick(("le téléphone du dossier", "the telephone on file"))
    case .postalAddress:
      language.pick(("l’adresse postale du dossier", "the postal address on file"))
    }
  }

  /// Returns the channel and the destination: « par SMS au téléphone du dossier ».
  func way(by channel: Channel, _ language: Language) -> String {
    let place: Words =
      switch self {
      case .email(let id): ("à l’adresse (réf. \(id))", "to the address (ref. \(id))")
      case .phone: ("au téléphone du dossier", "to the telephone on file")
      case .postalAddress: ("à l’adresse postale du dossier", "to the postal address on file")
      }
    return language.pick(("par ", "by ")) + channel.word(language) + " " + language.pick(place)
  }
}

extension Artefact: Bilingual {
  /// The form of a one-time secret: « code d’activation », `activation code`.
  public var words: (fr: String, en: String) {
    switch self {
    case .code: ("code d’activation", "activation code")
    case .link: ("lien", "link")
    case .temporaryPassword: ("mot de passe provisoire", "temporary password")
    }
  }
}

extension CodePurpose: Bilingual {
  /// The purpose of a one-time secret, in the infinitive: « choisir un mot de passe ».
  public var words: (fr: String, en: String) {
    switch self {
    case .setPassword: ("choisir un mot de passe", "set a password")
    case .activateAccount: ("valider l’inscription", "confirm the registration")
    case .certifyEmail: ("certifier l’adresse e-mail", "certify the e-mail address")
    }
  }
}

extension NoticeTopic: Bilingual {
  /// The topic of a notice: « changement d’adresse e-mail », `change of e-mail address`.
  public var words: (fr: String, en: String) {
    switch self {
    case .identifier: ("votre identifiant", "your identifier")
    case .passwordSet: ("mot de passe enregistré", "password set")
    case .accountActivated: ("compte activé", "account activated")
    case .emailChanged: ("changement d’adresse e-mail", "change of e-mail address")
    case .emailShared:
      ("adresse e-mail commune à deux adhérents", "e-mail address shared by two members")
    case .accessCodeReissued: ("nouveau code d’accès", "new access code")
    case .deviceEnrolled: ("nouvel appareil", "new device")
    case .bankDetailsAsked:
      ("demande de changement de coordonnées bancaires", "change of bank details asked for")
    case .changeRequestDecided:
      ("décision sur une demande de mise à jour", "decision on a change request")
    case .accessBlocked: ("accès bloqué", "access blocked")
    }
  }
}

extension DeliveryReported.Outcome: Bilingual {
  /// The outcome of a delivery: « retourné à l’expéditeur », `returned to sender`.
  public var words: (fr: String, en: String) {
    switch self {
    case .sent: ("envoyé", "sent")
    case .failed: ("en échec", "failed")
    case .bounced: ("rejeté par la messagerie", "bounced")
    case .returned: ("retourné à l’expéditeur", "returned to sender")
    }
  }
}

extension CodeFormat {
  /// Returns the format of a code: « 6 chiffres », `8 letters or digits`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String {
    let one = length == 1
    switch self {
    case .digits:
      return language.pick(
        ("\(length) chiffre\(one ? "" : "s")", "\(length) digit\(one ? "" : "s")"))
    case .letters:
      return language.pick(
        ("\(length) caractère\(one ? "" : "s")", "\(length) character\(one ? "" : "s")"))
    }
  }
}

extension CodeRequested: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension CodeVerified: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension LetterRequested: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension DeliveryReported: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension NoticeIssued: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension DeadlinePassed: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ActionWords {
  static let codes: Table = [
    .requestCode: ("demander un code ou un lien", "ask for a code or a link"),
    .verifyCode: ("valider un code d’activation", "verify an activation code"),
    .requestLetter: ("demander une lettre", "ask for a letter"),
    .dispatchLetter: ("préparer une lettre à poster", "prepare a letter to post"),
    .reportDelivery: ("signaler le sort d’un envoi", "report on a delivery"),
    .sweep: ("relever les échéances passées", "record the deadlines that passed"),
  ]
}
