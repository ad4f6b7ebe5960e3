import Membership
import Notation

extension Narrator {
  func clause(_: MemberEnrolled) -> String {
    pick(
      fr: "\(who) a inscrit l’adhérent sous son nom et son numéro d’adhérent",
      en: "\(who) enrolled the member under a name and a member number")
  }

  func clause(_ event: IdentifierAssigned) -> String {
    switch event.kind {
    case .generated:
      pick(
        fr: "\(who) a attribué à l’adhérent un identifiant généré automatiquement",
        en: "\(who) gave the member an automatically generated identifier")
    case .accessCode:
      pick(
        fr: "\(who) a attribué à l’adhérent un code d’accès",
        en: "\(who) gave the member an access code")
    }
  }

  func clause(_ event: AccessCodeLossReported) -> String {
    let reported = pick(
      fr: "\(who) a signalé la perte du code d’accès (signalement \(event.loss)) ; "
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
      fr: "\(who) a mis à jour le dossier (\(entry))",
      en: "\(who) updated the member’s file (\(entry))")
    return updated + effective(event.effectiveOn) + origin(event.source, request: event.request)
  }

  func clause(_ event: BeneficiaryRecorded) -> String {
    let id = event.beneficiary
    let recorded =
      event.ended
      ? pick(fr: "\(who) a retiré le bénéficiaire \(id)", en: "\(who) removed beneficiary \(id)")
      : pick(
        fr: "\(who) a enregistré le bénéficiaire \(id)", en: "\(who) recorded beneficiary \(id)")
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
