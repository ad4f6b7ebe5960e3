import Membership
import Notation

extension Narrator {
  func clause(_ event: EmailRecorded) -> String {
    let standing = event.standing.word(language)
    let recorded = pick(
      fr: "\(who) a enregistré l’adresse e-mail \(event.email) (\(standing))",
      en: "\(who) recorded e-mail address \(event.email) (\(standing))")
    guard event.disclosureRefused else { return recorded + origin(event.source) }
    return recorded + origin(event.source)
      + pick(
        fr: " ; sa diffusion n’est pas autorisée", en: "; it may not be passed on to others")
  }

  func clause(_ event: EmailCertified) -> String {
    pick(
      fr: "\(who) a certifié l’adresse e-mail \(event.email) par le lien reçu (code \(event.code))",
      en: "\(who) certified e-mail address \(event.email) by the link received (code \(event.code))"
    )
  }

  func clause(_ event: EmailWithdrawn) -> String {
    let why = event.reason.word(language)
    return pick(
      fr: "l’adresse e-mail \(event.email) n’attend plus d’être certifiée (\(why)) ; son lien ne vaut plus",
      en: "e-mail address \(event.email) no longer waits to be certified (\(why)); its link is dead")
  }

  func clause(_ event: EmailDisclosureSet) -> String {
    event.refused
      ? pick(
        fr: "\(who) n’autorise pas la diffusion de l’adresse e-mail \(event.email)",
        en: "\(who) does not allow e-mail address \(event.email) to be passed on")
      : pick(
        fr: "\(who) autorise la diffusion de l’adresse e-mail \(event.email)",
        en: "\(who) allows e-mail address \(event.email) to be passed on")
  }

  func clause(_ event: EmailInvalidated) -> String {
    let why = event.reason.word(language)
    return pick(
      fr: "\(who) a invalidé l’adresse e-mail \(event.email) (\(why))",
      en: "\(who) invalidated e-mail address \(event.email) (\(why))")
  }
}
