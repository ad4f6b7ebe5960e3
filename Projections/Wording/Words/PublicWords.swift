public import Membership

extension PublicOutcome.Say {
  /// The text that a page shows for what it may say (catalogue section 5).
  ///
  /// - Parameter language: The language to say it in.
  public func word(_ language: Language) -> String { language.pick(words) }

  private var words: Words {
    switch self {
    case .sentIfKnown:
      (
        "Si vos informations figurent dans nos dossiers, un message vient de vous être envoyé.",
        "If your details are on file with us, a message has just been sent to you."
      )
    case .codeWrongOrExpired:
      ("Code ou lien inexact ou expiré.", "Code or link wrong or expired.")
    case .notRecognised:
      (
        "Identifiants incorrects ou accès momentanément suspendu.",
        "Wrong credentials, or access suspended for the moment."
      )
    case .startAgain: ("Merci de recommencer votre demande.", "Please start again.")
    case .passwordRules:
      ("Ce mot de passe ne respecte pas les règles.", "This password does not meet the rules.")
    case .antiRobot:
      ("Merci de cliquer sur l’image demandée.", "Please click the image that is asked for.")
    case .refused:
      ("Cette opération n’est pas possible.", "This cannot be done.")
    case .hello: ("Bonjour.", "Hello.")
    case .chooseCGU:
      (
        "Merci d’accepter les conditions générales d’utilisation (CGU).",
        "Please accept the general conditions of use (CGU)."
      )
    case .checkYourMail:
      (
        "Consultez votre messagerie : un lien vient de vous être envoyé.",
        "Check your mailbox: a link has just been sent to you."
      )
    case .accountReady:
      (
        "Votre compte est activé : vous pouvez vous connecter à votre espace adhérent.",
        "Your account is active: you can sign in to your member space."
      )
    case .choosePassword:
      ("Merci de saisir votre nouveau mot de passe.", "Please enter your new password.")
    case .passwordSet:
      (
        "Félicitations ! Vous pouvez désormais vous connecter avec votre nouveau mot de passe.",
        "Well done! You can now sign in with your new password."
      )
    case .signedIn: ("Connexion réussie.", "You are signed in.")
    case .done: ("C’est fait.", "Done.")
    }
  }
}
