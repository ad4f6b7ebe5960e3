import Membership
import Notation

extension Narrator {
  func clause(_ event: RegistrationStarted) -> String {
    let by = instant(event.expiresAt)
    return pick(
      fr: "\(who) a commencé l’inscription \(event.registration) avec le numéro d’adhérent et "
        + "le code d’accès ; étapes suivantes à remplir au plus tard le \(by)",
      en: "\(who) started registration \(event.registration) with the member number and "
        + "the access code; next steps to be filled in by \(by)")
  }

  func clause(_ event: IdentityVerified) -> String {
    let proofs = language.enumerated(event.evidence.map { $0.word(language) })
    return pick(
      fr: "\(who) a prouvé son identité (preuve \(event.identity) : \(proofs))",
      en: "\(who) proved an identity (proof \(event.identity): \(proofs))")
      + granted(until: event.grantExpiresAt)
  }

  /// The right to set a password on the page of the proof.
  func granted(until end: Instant) -> String {
    pick(
      fr: " et peut choisir un mot de passe sur cette page jusqu’au \(instant(end))",
      en: " and may set a password on that page until \(instant(end))")
  }

  func clause(_ event: AccountActivated) -> String {
    let how = event.origin.word(language)
    return pick(
      fr: "\(who) a activé le compte (\(how))", en: "\(who) activated the account (\(how))")
  }

  func clause(_ event: AccessBlocked) -> String {
    pick(
      fr: "\(who) a bloqué l’accès à l’espace adhérent",
      en: "\(who) blocked access to the member space") + internalReason(event.reason)
  }

  func clause(_ event: AccessRestored) -> String {
    pick(
      fr: "\(who) a rétabli l’accès à l’espace adhérent",
      en: "\(who) restored access to the member space") + internalReason(event.reason)
  }

  func clause(_ event: AccountClosed) -> String {
    let (why, end) = (event.reason.word(language), event.endedOn.dayText(in: language))
    let kept = instant(event.retainUntil)
    return pick(
      fr: "\(who) a clos le compte (\(why)) avec effet au \(end) ; "
        + "faits conservés jusqu’au \(kept)",
      en: "\(who) closed the account (\(why)) with effect from \(end); facts kept until \(kept)")
  }
}
