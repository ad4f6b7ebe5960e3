public import Membership
import Notation

extension ActionName {
  /// Returns the action in the infinitive: « demander un code », `ask for a code`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .setHouseRules: ("fixer les règles de la mutuelle", "set the rules of the mutuelle")
    case .publishCGU: ("publier les CGU", "publish the CGU")
    case .enrolMember: ("inscrire un adhérent", "enrol a member")
    case .recordDossier: ("mettre à jour le dossier", "update the member’s file")
    case .assignAccessCode: ("attribuer un code d’accès", "assign an access code")
    case .dispatchLetter: ("préparer une lettre à poster", "prepare a letter to post")
    case .reportDelivery: ("signaler le sort d’un envoi", "report on a delivery")
    case .requireNewPassword: ("imposer un nouveau mot de passe", "require a new password")
    case .blockAccess: ("bloquer l’accès", "block access")
    case .restoreAccess: ("rétablir l’accès", "restore access")
    case .closeAccount: ("clore le compte", "close the account")
    case .sweep: ("relever les échéances passées", "record the deadlines that passed")
    case .startRegistration: ("commencer l’inscription", "start the registration")
    case .fillRegistration: ("remplir l’inscription", "fill in the registration")
    case .acceptCGU: ("accepter les CGU", "accept the CGU")
    case .declineCGU: ("refuser les CGU", "decline the CGU")
    case .confirmEmail: ("valider le lien reçu par e-mail", "confirm the link received by e-mail")
    case .requestIdentifier: ("demander son identifiant", "ask for the identifier")
    case .requestCode: ("demander un code ou un lien", "ask for a code or a link")
    case .verifyCode: ("valider un code d’activation", "verify an activation code")
    case .answerQuestion: ("répondre à la question pense-bête", "answer the secret question")
    case .requestLetter: ("demander une lettre", "ask for a letter")
    case .setPassword: ("choisir un mot de passe", "set a password")
    case .signIn: ("se connecter", "sign in")
    case .reportLostAccessCode: ("signaler la perte du code d’accès", "report a lost access code")
    case .signOut: ("se déconnecter", "sign out")
    case .changePassword: ("changer de mot de passe", "change the password")
    case .changeEmail: ("changer d’adresse e-mail", "change the e-mail address")
    case .setDisclosure:
      (
        "dire si l’adresse e-mail peut être diffusée",
        "say whether the e-mail address may be passed on"
      )
    case .enrolDevice: ("enregistrer un appareil", "enrol a device")
    case .blockDevice: ("bloquer un appareil", "block a device")
    case .unblockDevice: ("débloquer un appareil", "unblock a device")
    case .removeDevice: ("supprimer un appareil", "remove a device")
    case .fileChangeRequest: ("déposer une demande de mise à jour", "file a change request")
    case .takeUpChangeRequest: ("prendre en charge une demande", "take up a change request")
    case .askInformation: ("demander une information", "ask for information")
    case .supplyInformation: ("fournir une information", "supply information")
    case .decideChangeRequest: ("statuer sur une demande", "decide on a change request")
    case .applyChangeRequest: ("appliquer une demande", "apply a change request")
    case .withdrawChangeRequest: ("retirer une demande", "withdraw a change request")
    case .requestErasure: ("demander l’effacement des données", "ask for the erasure of data")
    case .eraseMember: ("effacer les données de l’adhérent", "erase the member’s data")
    case .setLegalHold: ("fixer ou lever un gel juridique", "set or lift a legal hold")
    case .consult: ("consulter des données personnelles", "consult personal data")
    }
  }

  /// Returns the words for the action on a named thing: « statuer sur la demande k7wk7wk7wk7w ».
  ///
  /// - Returns: The words, or `nil` without an id.
  func word(_ language: Language, of id: Token?) -> String? {
    guard let id else { return nil }
    if let words = words(of: id) { return language.pick(words) }
    return word(language) + language.pick((" (réf. \(id))", " (ref. \(id))"))
  }

  private func words(of id: Token) -> Words? {
    switch self {
    case .dispatchLetter: ("préparer la lettre à poster \(id)", "prepare letter \(id)")
    case .verifyCode:
      ("valider le code d’activation (réf. \(id))", "verify the activation code (ref. \(id))")
    case .confirmEmail:
      (
        "valider le lien reçu par e-mail (réf. \(id))",
        "confirm the link received by e-mail (ref. \(id))"
      )
    case .setPassword:
      (
        "choisir un mot de passe par le lien (réf. \(id))",
        "set a password by the link (ref. \(id))"
      )
    case .signIn: ("se connecter avec l’appareil \(id)", "sign in with device \(id)")
    case .blockDevice: ("bloquer l’appareil \(id)", "block device \(id)")
    case .unblockDevice: ("débloquer l’appareil \(id)", "unblock device \(id)")
    case .removeDevice: ("supprimer l’appareil \(id)", "remove device \(id)")
    case .takeUpChangeRequest:
      ("prendre en charge la demande \(id)", "take up change request \(id)")
    case .askInformation:
      (
        "demander une information pour la demande \(id)",
        "ask for information on change request \(id)"
      )
    case .supplyInformation:
      (
        "fournir l’information pour la demande \(id)",
        "supply information on change request \(id)"
      )
    case .decideChangeRequest: ("statuer sur la demande \(id)", "decide on change request \(id)")
    case .applyChangeRequest: ("appliquer la demande \(id)", "apply change request \(id)")
    case .withdrawChangeRequest: ("retirer la demande \(id)", "withdraw change request \(id)")
    default: nil
    }
  }
}
