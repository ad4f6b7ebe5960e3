import Membership
import Notation

extension Narrator {
  func clause(_ event: RegistrationStarted) -> String {
    let by = instant(event.expiresAt)
    return pick(
      fr: "\(did) commencé l’inscription \(event.registration) avec le numéro d’adhérent et "
        + "le code d’accès ; étapes suivantes à remplir au plus tard le \(by)",
      en: "\(who) started registration \(event.registration) with the member number and "
        + "the access code; next steps to be filled in by \(by)")
  }

  func clause(_ event: IdentityVerified) -> String {
    let proofs = language.enumerated(event.evidence.map { $0.word(language) })
    let details = pick(
      fr: "(réf. \(event.identity) ; \(proofs))", en: "(ref. \(event.identity); \(proofs))")
    return pick(
      fr: "\(did) prouvé \(verb("son", "votre")) identité \(details)",
      en: "\(who) proved an identity \(details)") + granted(until: event.grantExpiresAt)
  }

  /// The right to set a password on the page of the proof.
  func granted(until end: Instant) -> String {
    pick(
      fr: " et \(verb("peut", "pouvez")) choisir un mot de passe sur cette page jusqu’au "
        + instant(end),
      en: " and may set a password on that page until \(instant(end))")
  }

  func clause(_ event: AccountActivated) -> String {
    let how = event.origin.word(language)
    return pick(
      fr: "\(did) activé \(account) (\(how))", en: "\(who) activated \(account) (\(how))")
  }

  func clause(_ event: AccessBlocked) -> String {
    pick(fr: "\(did) bloqué \(access)", en: "\(who) blocked \(access)")
      + internalReason(event.reason)
  }

  func clause(_ event: AccessRestored) -> String {
    pick(fr: "\(did) rétabli \(access)", en: "\(who) restored \(access)")
      + internalReason(event.reason)
  }

  func clause(_ event: AccountClosed) -> String {
    let (why, end) = (event.reason.word(language), event.endedOn.dayText(in: language))
    let kept = instant(event.retainUntil)
    return pick(
      fr: "\(did) clos \(account) (\(why)) avec effet au \(end) ; "
        + "données conservées jusqu’au \(kept)",
      en: "\(who) closed \(account) (\(why)) with effect from \(end); data kept until \(kept)")
  }
}
