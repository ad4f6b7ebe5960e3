public import Membership

extension ActionName {
  /// What the action does, in the infinitive: « demander un code », `ask for a code`.
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .setHouseRules: ("fixer les règles de la mutuelle", "set the rules of the mutuelle")
    case .publishCGU: ("publier les CGU", "publish the CGU")
    case .enrolMember: ("inscrire un adhérent", "enrol a member")
    case .recordDossier: ("mettre à jour le dossier", "update the member’s file")
    case .assignAccessCode: ("attribuer un code d’accès", "assign an access code")
    case .dispatchLetter: ("préparer une lettre", "prepare a letter")
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
    case .removeDevice: ("retirer un appareil", "remove a device")
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

  /// What the action's id names, for the refusal of it: « demande », `change request`.
  func object(_ language: Language) -> String {
    switch self {
    case .blockDevice, .unblockDevice, .removeDevice, .signIn:
      language.pick(("appareil", "device"))
    case .dispatchLetter: language.pick(("lettre", "letter"))
    case .reportDelivery: language.pick(("envoi", "delivery"))
    case .takeUpChangeRequest, .askInformation, .supplyInformation, .decideChangeRequest,
      .applyChangeRequest, .withdrawChangeRequest, .fileChangeRequest:
      language.pick(("demande", "change request"))
    case .requestErasure: language.pick(("demande", "request"))
    default: language.pick(("référence", "reference"))
    }
  }
}
