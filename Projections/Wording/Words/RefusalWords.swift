public import Membership

extension RefusalReason {
  /// Why an action was refused, as a clause: « le mot de passe est inexact ».
  ///
  /// No two reasons share their words. Who may read them is for `PublicOutcome` to say.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String {
    language.pick(words ?? (rawValue, rawValue))
  }

  /// Exhaustive, so that a new reason must be put in a group; a test sees that the group words it.
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
