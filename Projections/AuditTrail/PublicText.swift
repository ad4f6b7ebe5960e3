public import Membership

extension PasswordStrength {
  /// The strength of a password in words, as shown beside the password (UM-13).
  fileprivate var sentence: Words {
    switch self {
    case .veryWeak: ("Niveau de sécurité : très faible.", "Security level: very weak.")
    case .weak: ("Niveau de sécurité : faible.", "Security level: weak.")
    case .fair: ("Niveau de sécurité : correct.", "Security level: fair.")
    case .strong: ("Niveau de sécurité : fort.", "Security level: strong.")
    }
  }
}

extension PublicOutcome {
  /// Returns the text that a page may show for the outcome of an action.
  ///
  /// The text depends only on the public outcome and the action. The text of a uniform action is
  /// therefore the same for every visitor.
  ///
  /// - Parameters:
  ///   - action: The action that was done.
  ///   - language: The language of the text.
  public func text(for action: ActionName, in language: Language) -> String {
    let sentences = [language.pick(main(action, language))] + additions(language)
    return sentences.joined(separator: " ")
  }

  /// Returns the first sentence, with plain spaces.
  private func main(_ action: ActionName, _ language: Language) -> Words {
    let usual: Words = (say.word(.fr), say.word(.en))
    switch say {
    case .sentIfKnown: return sent(action) ?? usual
    case .signedIn where required.contains(.setPassword):
      return (
        "Pour votre sécurité, merci de réinitialiser votre mot de passe.",
        "For your security, please reset your password."
      )
    case .hello:
      guard let name, !name.isEmpty else { return usual }
      return ("Bonjour \(name).", "Hello \(name).")
    case .passwordRules:
      guard !rules.isEmpty else { return usual }
      let broken = rules.map { $0.word(language) }.joined(separator: ", ")
      return (
        "Ce mot de passe ne respecte pas les règles : \(broken).",
        "This password does not meet the rules: \(broken)."
      )
    case .refused:
      guard let reason else { return usual }
      let why = reason.word(language)
      return ("Cette opération n’est pas possible : \(why).", "This cannot be done: \(why).")
    default: return usual
    }
  }

  /// Returns the sentence for something sent, by the action that requested it.
  private func sent(_ action: ActionName) -> Words? {
    switch action {
    case .requestLetter:
      (
        "Si l’adhérent est connu, une lettre lui sera adressée.",
        "If the member is known, a letter will be sent to them."
      )
    case .reportLostAccessCode:
      ("Votre signalement a été transmis.", "Your report has been passed on.")
    default: nil
    }
  }

  /// Returns the sentences that follow: first the required actions, then the advice.
  private func additions(_ language: Language) -> [String] {
    var added: [Words] = []
    if say == .signedIn, !required.contains(.setPassword) {
      if required.contains(.acceptCGU) { added.append(Self.acceptCGU) }
      if required.contains(.certifyEmail) { added.append(Self.certifyEmail) }
      if required.contains(.giveEmail) { added.append(Self.giveEmail) }
      if renewalAdvised { added.append(Self.advisedRenewal) }
      if newCGU != nil { added.append(Self.laterCGU) }
    }
    if let strength { added.append(strength.sentence) }
    if say == .passwordSet, let advice, !advice.isEmpty {
      let characters = advice.map(String.init).joined(separator: " ")
      added.append(
        (
          "Il est préférable d’éviter les caractères suivants : \(characters)",
          "These characters are better avoided: \(characters)"
        ))
    }
    return added.map(language.pick)
  }

  private static let acceptCGU: Words = (
    "Merci d’accepter les conditions générales d’utilisation (CGU).",
    "Please accept the general conditions of use (CGU)."
  )
  private static let certifyEmail: Words = (
    "Merci de certifier votre adresse e-mail.", "Please certify your e-mail address."
  )
  private static let giveEmail: Words = (
    "Votre adresse e-mail n’est pas valide : merci de communiquer la bonne à votre mutuelle.",
    "Your e-mail address is not valid: please give your mutuelle the right one."
  )
  private static let advisedRenewal: Words = (
    "Un changement de votre mot de passe est souhaité.", "A change of your password is advised."
  )
  private static let laterCGU: Words = (
    "De nouvelles conditions générales d’utilisation (CGU) sont en vigueur.",
    "New general conditions of use (CGU) are in force."
  )
}

extension PublicOutcome.Say: Bilingual {
  /// The text that a page may show (catalogue section 5).
  public var words: (fr: String, en: String) {
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
