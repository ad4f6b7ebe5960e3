import Membership
import Notation

extension Narrator {
  func clause(_ event: ChangeRequestFiled) -> String {
    let (id, kind) = (event.request, event.kind.word(language))
    let replacing =
      event.seen == 0
      ? ""
      : pick(
        fr: ", en remplacement du fait de séquence \(event.seen)",
        en: ", to replace the fact of sequence \(event.seen)")
    return pick(
      fr: "\(who) a déposé la demande \(id) (\(kind)\(replacing)), " + decided(by: event.dueBy),
      en: "\(who) filed change request \(id) (\(kind)\(replacing)), " + decided(by: event.dueBy))
  }

  private func decided(by deadline: Instant) -> String {
    pick(fr: "à traiter au plus tard le ", en: "to be decided by ") + instant(deadline)
  }

  func clause(_ event: ChangeRequestTakenUp) -> String {
    pick(
      fr: "\(who) a pris en charge la demande \(event.request)",
      en: "\(who) took up change request \(event.request)")
  }

  func clause(_ event: ChangeRequestInformationAsked) -> String {
    let (id, by) = (event.request, instant(event.dueBy))
    return pick(
      fr: "\(who) a demandé une information pour la demande \(id), à fournir au plus tard le \(by)",
      en: "\(who) asked for information on change request \(id), to be supplied by \(by)")
  }

  func clause(_ event: ChangeRequestInformationSupplied) -> String {
    let id = event.request
    return pick(
      fr: "\(who) a fourni l’information pour la demande \(id), " + decided(by: event.dueBy),
      en: "\(who) supplied information on change request \(id), " + decided(by: event.dueBy))
  }

  func clause(_ event: ChangeRequestAccepted) -> String {
    pick(
      fr: "\(who) a accepté la demande \(event.request)",
      en: "\(who) accepted change request \(event.request)")
  }

  func clause(_ event: ChangeRequestRejected) -> String {
    pick(
      fr: "\(who) a rejeté la demande \(event.request)",
      en: "\(who) rejected change request \(event.request)") + reason(event.reason)
  }

  func clause(_ event: ChangeRequestApplied) -> String {
    pick(
      fr: "\(who) a appliqué au dossier la demande \(event.request)",
      en: "\(who) applied change request \(event.request) to the member’s file")
  }

  func clause(_ event: ChangeRequestWithdrawn) -> String {
    pick(
      fr: "\(who) a retiré la demande \(event.request)",
      en: "\(who) withdrew change request \(event.request)")
  }
}
