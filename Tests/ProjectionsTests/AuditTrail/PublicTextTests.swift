import Membership
import Testing

@testable import Projections

@Suite("Texts that a page shows")
struct PublicTextTests {
  private func text(
    _ say: PublicOutcome.Say, _ action: ActionName, _ language: Language = .fr,
    _ change: (inout PublicOutcome) -> Void = { _ in }
  ) -> String {
    var outcome = PublicOutcome(say)
    change(&outcome)
    return outcome.text(for: action, in: language)
  }

  @Test("MR-7: the text of a sign-in without a session asks for a new password")
  func renewal() {
    let told = text(.signedIn, .signIn) { $0.required = [.setPassword, .certifyEmail] }
    #expect(told == "Pour votre sécurité, merci de réinitialiser votre mot de passe.")
    #expect(
      text(.signedIn, .signIn, .en) { $0.required = [.setPassword] }
        == "For your security, please reset your password.")
  }

  @Test("UM-19, AP-17: the text after a sign-in has the required actions and the advice")
  func signedIn() {
    #expect(text(.signedIn, .signIn) == "Connexion réussie.")
    #expect(
      text(.signedIn, .signIn) {
        $0.required = [.acceptCGU, .certifyEmail]
        $0.renewalAdvised = true
      } == "Connexion réussie. Merci d’accepter les conditions générales d’utilisation (CGU). "
        + "Merci de certifier votre adresse e-mail. "
        + "Un changement de votre mot de passe est souhaité.")
    #expect(text(.signedIn, .signIn, .en) { $0.newCGU = "2027-01" }.hasSuffix("are in force."))
  }

  @Test("AP-19, MR-16: a wrong image is reported as such")
  func image() {
    for action in [ActionName.signIn, .setPassword, .requestCode] {
      #expect(text(.antiRobot, action) == "Merci de cliquer sur l’image demandée.")
    }
  }

  @Test("AP-7, UM-37: a letter and a lost access code have texts of their own for every outcome")
  func letterAndLoss() {
    #expect(
      text(.sentIfKnown, .requestLetter) == "Si l’adhérent est connu, une lettre lui sera adressée."
    )
    #expect(text(.sentIfKnown, .reportLostAccessCode) == "Votre signalement a été transmis.")
    let usual = text(.sentIfKnown, .requestIdentifier)
    #expect(usual.hasPrefix("Si vos informations figurent dans nos dossiers"))
    let masked = text(.sentIfKnown, .requestCode) { $0.mask = "k*******@orange.example" }
    #expect(masked == usual && text(.sentIfKnown, .requestCode) == usual)
  }

  @Test("UM-12, AP-16, MR-20: names, rules and characters are in the sentence that they belong to")
  func details() {
    #expect(
      text(.hello, .startRegistration) { $0.name = "Anaïs Le Goff" } == "Bonjour Anaïs Le Goff.")
    #expect(text(.hello, .startRegistration) == "Bonjour.")
    #expect(
      text(.passwordRules, .changePassword) { $0.rules = [.tooLong, .missingClass] }
        == "Ce mot de passe ne respecte pas les règles\u{A0}: trop long, "
        + "type de caractères obligatoire absent.")
    #expect(
      text(.passwordSet, .setPassword) { $0.advice = "\\'" }
        .hasSuffix("Il est préférable d’éviter les caractères suivants\u{A0}: \\ '"))
    #expect(
      text(.refused, .fileChangeRequest) { $0.reason = .birthDateInFuture }
        == "Cette opération n’est pas possible\u{A0}: la date de naissance est postérieure à "
        + "aujourd’hui.")
  }

  @Test("every text has the typography of its language", arguments: Language.allCases)
  func typography(_ language: Language) {
    for say in PublicOutcome.Say.allCases {
      for action in ActionName.allCases {
        let told = text(say, action, language) {
          ($0.required, $0.rules) = ([.acceptCGU], [.tooShort, .blocklisted])
          ($0.reason, $0.newCGU, $0.name) = (.staleDossier, "2026-9", "Zoé Ney")
        }
        #expect(typographyFlaws(in: told, language).isEmpty, "\(told)")
      }
    }
  }
}
