public import Membership

extension Channel {
  /// The channel: « lettre », `letter`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .email: ("e-mail", "e-mail")
    case .sms: ("SMS", "text message")
    case .letter: ("lettre", "letter")
    }
  }
}

extension Destination {
  /// Where something is sent: « le téléphone du dossier », `the telephone on file`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String {
    switch self {
    case .email(let id):
      language.pick(("l’adresse e-mail (réf. \(id))", "the e-mail address (ref. \(id))"))
    case .phone: language.pick(("le téléphone du dossier", "the telephone on file"))
    case .postalAddress:
      language.pick(("l’adresse postale du dossier", "the postal address on file"))
    }
  }

  /// How and where: « par SMS au téléphone du dossier ».
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

extension Artefact {
  /// The form of a one-time secret: « code d’activation », `activation code`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .code: ("code d’activation", "activation code")
    case .link: ("lien", "link")
    case .temporaryPassword: ("mot de passe provisoire", "temporary password")
    }
  }
}

extension CodePurpose {
  /// What a one-time secret is good for, in the infinitive: « choisir un mot de passe ».
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .setPassword: ("choisir un mot de passe", "set a password")
    case .activateAccount: ("valider l’inscription", "confirm the registration")
    case .certifyEmail: ("certifier l’adresse e-mail", "certify the e-mail address")
    }
  }
}

extension NoticeTopic {
  /// What a notice tells of: « changement d’adresse e-mail », `change of e-mail address`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
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

extension DeliveryReported.Outcome {
  /// What became of a delivery: « retourné à l’expéditeur », `returned to sender`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .sent: ("envoyé", "sent")
    case .failed: ("en échec", "failed")
    case .bounced: ("rejeté par la messagerie", "bounced")
    case .returned: ("retourné à l’expéditeur", "returned to sender")
    }
  }
}

extension CodeFormat {
  /// The form of a code: « 6 chiffres », `8 letters or digits`.
  ///
  /// - Parameter language: The language to say it in.
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
