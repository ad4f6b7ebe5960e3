import Membership

extension RefusalReason {
  /// Registration in four steps, and the secret question.
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

  /// Codes, links and letters.
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
