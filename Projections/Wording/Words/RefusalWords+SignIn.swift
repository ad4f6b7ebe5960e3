import Membership

extension RefusalReason {
  /// Passwords, signing in, devices.
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

  /// Members in session, and change requests.
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
