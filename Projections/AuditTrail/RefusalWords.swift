public import Membership

extension RefusalReason {
  /// Returns the reason for a refusal, as a clause: « le mot de passe est inexact ».
  ///
  /// Each reason has different words. `PublicOutcome` decides which readers may see them.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String {
    language.pick(words ?? (rawValue, rawValue))
  }

  /// The words for the reason, from its group.
  ///
  /// The switch is exhaustive, so that a new reason must be put in a group. A test checks that the
  /// group has words for it.
  private var words: Words? {
    switch self {
    case .unknownMember, .erased, .closed, .accessBlocked, .notOffered, .notAllowed,
      .sessionUnknown, .sessionEnded, .requiredActionFirst:
      sharedWords
    case .effectiveInPast, .effectiveInFuture, .versionExists, .numberTaken, .accessCodeTaken,
      .emailMalformed, .ibanInvalid, .postalCodeInvalid, .fieldMissing, .birthDateInFuture,
      .birthTooLongAgo, .sameAsOnFile, .unknownLetter,
      .letterEnded, .postalAddressUnknown, .unknownDelivery, .alreadyReported, .noPassword,
      .reauthenticationNeeded:
      serviceWords
    case .accessCodeMismatch, .alreadyActive, .noRegistration, .questionNotOffered, .answerEmpty,
      .answerLikeQuestion, .answerLikePassword, .stepOutOfOrder, .boxNotTicked,
      .versionNotCurrent, .digestMismatch, .answerMismatch:
      registrationWords
    case .linkUnknown, .expired, .consumed, .superseded, .exhausted, .ended, .wrongPurpose,
      .ambiguousMember, .noChannelKnown, .tooSoon, .tooMany, .notActivated, .emailNotCertified,
      .noCode, .mismatch, .codeMalformed, .wrongPage, .postalAddressChangedRecently,
      .letterAlreadyDue:
      codeWords
    case .noGrant, .grantExpired, .passwordRefused, .antiRobotFailed, .unknownIdentifier,
      .sharedIdentifier, .wrongPassword, .legacyInvalidated, .passwordRevoked,
      .temporaryPasswordEnded, .locked, .deviceUnknown, .deviceBlocked, .deviceRemoved,
      .currentMismatch:
      signInWords
    case .unknownDevice, .duplicatePending, .staleDossier, .coolingOff, .unknownRequest,
      .notPending, .nothingAsked, .selfApproval, .notAccepted:
      requestWords
    case .alreadyRequested, .identityNotVerified, .purposeMissing:
      forgettingWords
    }
  }

  private var sharedWords: Words? {
    switch self {
    case .unknownMember: ("aucun adhérent ne correspond", "no member matches")
    case .erased:
      ("les données de l’adhérent ont été effacées", "the member’s data have been erased")
    case .closed: ("le compte est clos", "the account is closed")
    case .accessBlocked:
      ("l’accès à l’espace adhérent est bloqué", "access to the member space is blocked")
    case .notOffered: ("la mutuelle ne propose pas cette voie", "the mutuelle does not offer this")
    case .notAllowed:
      ("l’auteur de l’action n’en a pas le droit", "the actor has no right to do so")
    case .sessionUnknown: ("la session est inconnue", "the session is unknown")
    case .sessionEnded: ("la session est terminée", "the session has ended")
    case .requiredActionFirst:
      ("une action obligatoire reste à faire d’abord", "a required action must be done first")
    default: nil
    }
  }

  private var serviceWords: Words? {
    switch self {
    case .effectiveInPast: ("la date d’effet est passée", "the effective date is in the past")
    case .effectiveInFuture:
      ("la date d’effet est à venir", "the effective date is still to come")
    case .versionExists: ("cette version existe déjà", "this version already exists")
    case .numberTaken:
      ("ce numéro d’adhérent est déjà attribué", "this member number is already taken")
    case .accessCodeTaken:
      ("ce code d’accès est déjà attribué", "this access code is already taken")
    case .emailMalformed: ("l’adresse e-mail est mal formée", "the e-mail address is malformed")
    case .ibanInvalid: ("l’IBAN n’est pas valide", "the IBAN is not valid")
    case .postalCodeInvalid:
      ("le code postal n’a pas cinq chiffres", "the postcode is not five digits")
    case .fieldMissing: ("une information obligatoire manque", "required information is missing")
    case .birthDateInFuture:
      (
        "la date de naissance est postérieure à aujourd’hui",
        "the date of birth is later than today"
      )
    case .birthTooLongAgo:
      (
        "la date de naissance est celle d’un adulte, qui est un nouveau bénéficiaire",
        "the date of birth is an adult’s, who is a new beneficiary"
      )
    case .sameAsOnFile:
      ("cette information est déjà celle du dossier", "this is already what is on file")
    case .unknownLetter: ("aucune lettre n’a cette référence", "no letter has this reference")
    case .letterEnded: ("la lettre n’est plus à poster", "the letter is no longer to be posted")
    case .postalAddressUnknown:
      ("le dossier n’a pas d’adresse postale", "there is no postal address on file")
    case .unknownDelivery: ("aucun envoi n’a cette référence", "no delivery has this reference")
    case .alreadyReported:
      ("le sort de cet envoi est déjà connu", "what became of this delivery is already known")
    case .noPassword: ("aucun mot de passe n’a été choisi", "no password has been set")
    case .reauthenticationNeeded:
      (
        "la connexion est trop ancienne pour une opération sensible",
        "the sign-in is too old for a sensitive operation"
      )
    default: nil
    }
  }

  private var forgettingWords: Words? {
    switch self {
    case .alreadyRequested:
      ("l’effacement est déjà demandé", "the erasure has already been asked for")
    case .identityNotVerified:
      (
        "aucune demande d’une personne identifiée n’est ouverte",
        "no request from an identified person is open"
      )
    case .purposeMissing:
      ("le motif de la consultation manque", "the purpose of the reading is missing")
    default: nil
    }
  }
}

extension RefusalReason {
  /// The words for refusals of registration in four steps, and of the secret question.
  var registrationWords: Words? {
    switch self {
    case .accessCodeMismatch:
      ("le code d’accès est inexact", "the access code is wrong")
    case .alreadyActive: ("le compte est déjà activé", "the account is already active")
    case .noRegistration:
      ("aucune inscription n’est en cours sur cette page", "no registration is open on this page")
    case .questionNotOffered:
      (
        "la question pense-bête n’est pas l’une de celles proposées",
        "the secret question is not one of those offered"
      )
    case .answerEmpty:
      ("la réponse à la question pense-bête est vide", "the answer to the secret question is empty")
    case .answerLikeQuestion:
      ("la réponse reprend la question pense-bête", "the answer repeats the secret question")
    case .answerLikePassword:
      (
        "la réponse à la question pense-bête reprend le mot de passe",
        "the answer to the secret question repeats the password"
      )
    case .stepOutOfOrder:
      (
        "les étapes de l’inscription ne sont pas suivies dans l’ordre",
        "the steps of the registration are out of order"
      )
    case .boxNotTicked:
      ("la case d’acceptation des CGU n’est pas cochée", "the box accepting the CGU is not ticked")
    case .versionNotCurrent:
      ("cette version des CGU n’est pas en vigueur", "this version of the CGU is not in force")
    case .digestMismatch:
      (
        "le texte des CGU n’est pas celui qui est publié",
        "the text of the CGU is not the published one"
      )
    case .answerMismatch:
      (
        "la réponse à la question pense-bête est inexacte",
        "the answer to the secret question is wrong"
      )
    default: nil
    }
  }

  /// The words for refusals of codes, links and letters.
  var codeWords: Words? {
    switch self {
    case .linkUnknown: ("le lien n’est pas reconnu", "the link is not recognised")
    case .expired: ("le code ou le lien a expiré", "the code or link has expired")
    case .consumed: ("le code ou le lien a déjà servi", "the code or link has already been used")
    case .superseded:
      (
        "un code ou un lien plus récent l’a remplacé", "a more recent code or link has replaced it"
      )
    case .exhausted:
      ("les essais permis sont épuisés", "the attempts that were allowed are used up")
    case .ended: ("le code ou le lien a été annulé", "the code or link has been cancelled")
    case .wrongPurpose:
      ("le lien a été envoyé pour autre chose", "the link was sent for something else")
    case .ambiguousMember: ("plusieurs adhérents correspondent", "several members match")
    case .noChannelKnown:
      (
        "le dossier n’a pas de coordonnées pour cet envoi",
        "there are no contact details on file for this delivery"
      )
    case .tooSoon: ("la demande précédente est trop récente", "the previous request is too recent")
    case .tooMany: ("les demandes sont trop nombreuses", "there have been too many requests")
    case .notActivated: ("le compte n’est pas encore activé", "the account is not active yet")
    case .emailNotCertified:
      ("l’adresse e-mail n’est pas certifiée", "the e-mail address is not certified")
    case .noCode: ("aucun code n’est attendu", "no code is expected")
    case .codeMalformed:
      (
        "le texte saisi n’a pas la forme d’un code ; il n’est pas compté",
        "what was typed has not the form of a code; it does not count"
      )
    case .mismatch: ("le code saisi est inexact", "the code typed is wrong")
    case .wrongPage:
      (
        "la page internet n’est pas celle de la demande",
        "the web page is not the one of the request"
      )
    case .postalAddressChangedRecently:
      ("l’adresse postale a changé trop récemment", "the postal address changed too recently")
    case .letterAlreadyDue: ("une lettre est déjà à poster", "a letter is already to be posted")
    default: nil
    }
  }
}

extension RefusalReason {
  /// The words for refusals of passwords, sign-ins and devices.
  var signInWords: Words? {
    switch self {
    case .noGrant:
      (
        "rien ne permet de choisir un mot de passe sur cette page",
        "nothing gives the right to set a password on this page"
      )
    case .grantExpired:
      (
        "le délai pour choisir un mot de passe est dépassé",
        "the time to set a password has passed"
      )
    case .passwordRefused:
      ("le mot de passe ne respecte pas les règles", "the password does not meet the rules")
    case .antiRobotFailed:
      ("le contrôle anti-robot n’est pas réussi", "the anti-robot check was not passed")
    case .unknownIdentifier: ("l’identifiant est inconnu", "the identifier is unknown")
    case .sharedIdentifier:
      (
        "l’adresse e-mail est commune à plusieurs adhérents",
        "the e-mail address is shared by several members"
      )
    case .wrongPassword: ("le mot de passe est inexact", "the password is wrong")
    case .legacyInvalidated:
      ("l’ancien identifiant n’est plus valide", "the former identifier is no longer valid")
    case .passwordRevoked: ("le mot de passe est révoqué", "the password has been revoked")
    case .temporaryPasswordEnded:
      (
        "le mot de passe provisoire n’est plus valable",
        "the temporary password is no longer good"
      )
    case .locked:
      (
        "l’accès est momentanément suspendu après trop d’essais",
        "access is suspended for the moment after too many attempts"
      )
    case .deviceUnknown: ("l’appareil n’est pas reconnu", "the device is not recognised")
    case .deviceBlocked: ("l’appareil est bloqué", "the device is blocked")
    case .deviceRemoved: ("l’appareil a été supprimé", "the device has been removed")
    case .currentMismatch: ("le mot de passe actuel est inexact", "the current password is wrong")
    default: nil
    }
  }

  /// The words for refusals of members in session, and of change requests.
  var requestWords: Words? {
    switch self {
    case .unknownDevice: ("aucun appareil n’a cette référence", "no device has this reference")
    case .duplicatePending:
      ("une demande semblable est déjà en cours", "a similar request is already pending")
    case .staleDossier:
      ("le dossier a changé entre-temps", "the member’s file has changed in the meantime")
    case .coolingOff:
      (
        "le mot de passe a été réinitialisé trop récemment pour changer les coordonnées bancaires",
        "the password was reset too recently for a change of bank details"
      )
    case .unknownRequest: ("aucune demande n’a cette référence", "no request has this reference")
    case .notPending:
      ("la demande n’attend plus de décision", "the request is not waiting for a decision any more")
    case .nothingAsked:
      ("aucune information n’est demandée", "no information has been asked for")
    case .selfApproval:
      (
        "la même personne ne peut déposer et accepter une demande",
        "one person may not file a request and accept it"
      )
    case .notAccepted: ("la demande n’est pas acceptée", "the request is not accepted")
    default: nil
    }
  }
}
