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

  func clause(_ event: EmailInvalidated) -> String {
    let why = event.reason.word(language)
    return pick(
      fr: "\(who) a invalidé l’adresse e-mail \(event.email) (\(why))",
      en: "\(who) invalidated e-mail address \(event.email) (\(why))")
  }
}
