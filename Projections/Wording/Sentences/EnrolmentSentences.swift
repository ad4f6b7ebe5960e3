import Membership
import Notation

extension Narrator {
  func clause(_: MemberEnrolled) -> String {
    pick(
      fr: "\(did) inscrit l’adhérent sous son nom et son numéro d’adhérent",
      en: "\(who) enrolled the member under a name and a member number",
      toMember: "\(did) enregistré votre nom et votre numéro d’adhérent",
      "\(who) recorded your name and your member number")
  }

  func clause(_ event: IdentifierAssigned) -> String {
    let given: Words =
      switch event.kind {
      case .generated:
        ("un identifiant généré automatiquement", "an automatically generated identifier")
      case .accessCode: ("un code d’accès", "an access code")
      }
    return pick(
      fr: "\(did) attribué à l’adhérent \(given.fr)", en: "\(who) gave the member \(given.en)",
      toMember: "\(did) attribué \(given.fr) à votre compte",
      "\(who) gave your account \(given.en)")
  }

  func clause(_ event: AccessCodeLossReported) -> String {
    let reported = pick(
      fr: "\(did) signalé la perte du code d’accès (signalement \(event.loss)) ; "
        + "l’adresse e-mail indiquée ",
      en: "\(who) reported the loss of the access code (report \(event.loss)); "
        + "the e-mail address given ")
    return reported
      + (event.matchesFile
        ? pick(fr: "est celle du dossier", en: "is the one on file")
        : pick(fr: "n’est pas celle du dossier", en: "is not the one on file"))
  }

  func clause(_ event: DossierRecorded) -> String {
    let entry = event.what.word(language)
    let updated = pick(
      fr: "\(did) mis à jour \(file) (\(entry))", en: "\(who) updated \(file) (\(entry))")
    return updated + effective(event.effectiveOn) + origin(event.source, request: event.request)
  }

  func clause(_ event: BeneficiaryRecorded) -> String {
    let id = event.beneficiary
    let recorded =
      event.ended
      ? pick(
        fr: "\(did) mis fin à la couverture du bénéficiaire \(id)",
        en: "\(who) ended the cover of beneficiary \(id)")
      : pick(
        fr: "\(did) enregistré le bénéficiaire \(id)", en: "\(who) recorded beneficiary \(id)")
    return recorded + effective(event.effectiveOn) + origin(event.source, request: event.request)
  }

  /// From when an entry holds, unless that is when it was recorded.
  private func effective(_ instant: Instant) -> String {
    guard instant != at else { return "" }
    return pick(fr: ", avec effet au ", en: ", effective ") + instant.dayText(in: language)
  }

  /// The change request that an entry comes from, or else its source.
  private func origin(_ source: DossierSource, request: Token?) -> String {
    guard let request else { return origin(source) }
    return pick(fr: ", selon la demande \(request)", en: ", following change request \(request)")
  }
}
