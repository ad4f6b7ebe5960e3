import Membership
import Notation

extension Narrator {
  func clause(_ event: ChangeRequestFiled) -> String {
    let (id, kind) = (event.request, event.kind.word(language))
    let asked = kind + (event.seen == 0 ? "" : replacing)
    return pick(
      fr: "\(did) déposé la demande \(id) (\(asked)), " + decided(by: event.dueBy),
      en: "\(who) filed change request \(id) (\(asked)), " + decided(by: event.dueBy))
  }

  /// The words for the value that a request replaces.
  ///
  /// They name its position, because the lists show positions and never sequences.
  private var replacing: String {
    guard let position = context.replacedPosition else {
      return pick(
        fr: ", en remplacement de la valeur du dossier", en: ", to replace the value on file")
    }
    return pick(
      fr: ", en remplacement du fait de position \(position)",
      en: ", to replace the fact of position \(position)")
  }

  private func decided(by deadline: Instant) -> String {
    pick(fr: "à traiter au plus tard le ", en: "to be decided by ") + instant(deadline)
  }

  func clause(_ event: ChangeRequestTakenUp) -> String {
    pick(
      fr: "\(did) pris en charge la demande \(event.request)",
      en: "\(who) took up change request \(event.request)")
  }

  func clause(_ event: ChangeRequestInformationAsked) -> String {
    let (id, by) = (event.request, instant(event.dueBy))
    return pick(
      fr: "\(did) demandé une information pour la demande \(id), à fournir au plus tard le \(by)",
      en: "\(who) asked for information on change request \(id), to be supplied by \(by)")
  }

  func clause(_ event: ChangeRequestInformationSupplied) -> String {
    let id = event.request
    return pick(
      fr: "\(did) fourni l’information pour la demande \(id), " + decided(by: event.dueBy),
      en: "\(who) supplied information on change request \(id), " + decided(by: event.dueBy))
  }

  func clause(_ event: ChangeRequestAccepted) -> String {
    pick(
      fr: "\(did) accepté la demande \(event.request)",
      en: "\(who) accepted change request \(event.request)")
  }

  func clause(_ event: ChangeRequestRejected) -> String {
    pick(
      fr: "\(did) rejeté la demande \(event.request)",
      en: "\(who) rejected change request \(event.request)") + reason(event.reason)
  }

  func clause(_ event: ChangeRequestApplied) -> String {
    pick(
      fr: "\(did) appliqué la demande \(event.request)",
      en: "\(who) applied change request \(event.request)")
      + pick(
        fr: " au dossier", en: " to the member’s file", toMember: " à votre dossier",
        " to your file")
  }

  func clause(_ event: ChangeRequestWithdrawn) -> String {
    pick(
      fr: "\(did) retiré la demande \(event.request)",
      en: "\(who) withdrew change request \(event.request)")
  }
}

extension ChangeRequestFiled: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ChangeRequestTakenUp: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ChangeRequestInformationAsked: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ChangeRequestInformationSupplied: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ChangeRequestAccepted: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ChangeRequestRejected: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ChangeRequestApplied: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ChangeRequestWithdrawn: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ActionWords {
  static let changeRequests: Table = [
    .fileChangeRequest: ("déposer une demande de mise à jour", "file a change request"),
    .takeUpChangeRequest: ("prendre en charge une demande", "take up a change request"),
    .askInformation: ("demander une information", "ask for information"),
    .supplyInformation: ("fournir une information", "supply information"),
    .decideChangeRequest: ("statuer sur une demande", "decide on a change request"),
    .applyChangeRequest: ("appliquer une demande", "apply a change request"),
    .withdrawChangeRequest: ("retirer une demande", "withdraw a change request"),
  ]
}
