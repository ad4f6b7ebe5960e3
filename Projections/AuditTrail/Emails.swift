import Membership
import Notation

extension Narrator {
  func clause(_ event: EmailRecorded) -> String {
    let details =
      pick(fr: "(réf. \(event.email), ", en: "(ref. \(event.email), ")
      + event.standing.word(language) + ")"
    let recorded = pick(
      fr: "\(did) enregistré l’adresse e-mail \(details)",
      en: "\(who) recorded the e-mail address \(details)")
    guard event.disclosureRefused else { return recorded + origin(event.source) }
    return recorded + origin(event.source)
      + pick(
        fr: " ; sa diffusion n’est pas autorisée", en: "; it may not be passed on to others")
  }

  func clause(_ event: EmailCertified) -> String {
    let (email, code) = (reference(event.email), reference(event.code))
    return pick(
      fr: "\(did) certifié l’adresse e-mail \(email) par le lien reçu \(code)",
      en: "\(who) certified the e-mail address \(email) by the link received \(code)")
  }

  func clause(_ event: EmailWithdrawn) -> String {
    let email = reference(event.email)
    let withdrawn = pick(
      fr: "\(did) mis fin à l’attente de l’adresse e-mail \(email), dont le lien ne vaut plus",
      en: "\(who) ended the wait of the e-mail address \(email), whose link is dead")
    return withdrawn + pick(fr: " : ", en: ": ") + event.reason.word(language)
  }

  func clause(_ event: EmailDisclosureSet) -> String {
    let email = reference(event.email)
    return event.refused
      ? pick(
        fr: "\(did) refusé la diffusion de l’adresse e-mail \(email)",
        en: "\(who) refused that the e-mail address \(email) be passed on")
      : pick(
        fr: "\(did) autorisé la diffusion de l’adresse e-mail \(email)",
        en: "\(who) allowed the e-mail address \(email) to be passed on")
  }

  func clause(_ event: EmailInvalidated) -> String {
    let email = reference(event.email)
    let invalidated = pick(
      fr: "\(did) invalidé l’adresse e-mail \(email)",
      en: "\(who) invalidated the e-mail address \(email)")
    guard reader == .staff else { return invalidated }
    return invalidated + pick(fr: " : ", en: ": ") + event.reason.word(language)
  }
}

extension EmailRecorded: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension EmailCertified: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension EmailWithdrawn: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension EmailDisclosureSet: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension EmailInvalidated: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ActionWords {
  static let emails: Table = [
    .confirmEmail: ("valider le lien reçu par e-mail", "confirm the link received by e-mail"),
    .changeEmail: ("changer d’adresse e-mail", "change the e-mail address"),
    .setDisclosure: (
      "dire si l’adresse e-mail peut être diffusée",
      "say whether the e-mail address may be passed on"
    ),
  ]
}
