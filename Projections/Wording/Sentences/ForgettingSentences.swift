import Membership
import Notation

extension Narrator {
  func clause(_ event: LegalHoldSet) -> String {
    let done =
      event.held
      ? pick(
        fr: "\(did) interdit l’effacement \(ofData) (gel juridique)",
        en: "\(who) put a legal hold on the erasure \(ofData)")
      : pick(
        fr: "\(did) levé le gel juridique \(ofData)",
        en: "\(who) lifted the legal hold on the erasure \(ofData)")
    return done + internalReason(event.ground)
  }

  func clause(_ event: ErasureRequested) -> String {
    let (id, by) = (event.erasure, instant(event.dueBy))
    return pick(
      fr: "\(did) demandé l’effacement \(ofData) (demande \(id)), à traiter au plus tard le \(by)",
      en: "\(who) asked for the erasure \(ofData) (request \(id)), to be answered by \(by)")
  }

  func clause(_ event: ErasureRejected) -> String {
    let until = event.until.said { pick(fr: " jusqu’au ", en: " until ") + instant($0) }
    let kept = language.enumerated(event.kept.map { $0.word(language) })
    let rejected =
      event.erasure.map { id in
        pick(
          fr: "\(did) rejeté la demande d’effacement \(id)",
          en: "\(who) rejected erasure request \(id)")
      }
      ?? pick(
        fr: "\(did) rejeté l’effacement \(ofData)", en: "\(who) rejected the erasure \(ofData)")
    return rejected + pick(fr: " : ", en: ": ") + event.ground.word(language) + until
      + (kept.isEmpty ? "" : pick(fr: " ; données conservées : ", en: "; data kept: ") + kept)
  }

  func clause(_ event: MemberErased) -> String {
    let why = pick(fr: ", motif : ", en: ", reason: ") + ground(event.ground)
    let counts = event.counts.map { "\($0.privateClass.word(language)) (\($0.count))" }
    let what =
      (counts.isEmpty ? "" : pick(fr: " ; ", en: "; ") + language.enumerated(counts))
      + traces(event.traces.count)
    guard event.isFull else {
      return pick(
        fr: "\(did) effacé une partie \(ofData)", en: "\(who) erased part \(ofData)") + why + what
    }
    return pick(
      fr: "\(did) effacé toutes les données personnelles de l’adhérent",
      en: "\(who) erased all personal data of the member",
      toMember: "\(did) effacé toutes vos données personnelles",
      "\(who) erased all your personal data") + why + what
  }

  /// The ground of an erasure; of the member's own, as the member reads it.
  private func ground(_ ground: ErasureGround) -> String {
    switch (reader, ground) {
    case (.member, .memberRequest): pick(fr: "votre demande", en: "your request")
    case (.member, .objection): pick(fr: "votre opposition", en: "your objection")
    default: ground.word(language)
    }
  }

  private func traces(_ count: Int) -> String {
    guard count > 0 else { return "" }
    return pick(
      fr:
        " ; avec \(count) \(count > 1 ? "tentatives" : "tentative") où il était nommé",
      en: "; with \(count) \(count == 1 ? "attempt" : "attempts") that named them",
      toMember: " ; avec \(count) \(count > 1 ? "tentatives" : "tentative") où vous étiez nommé",
      "; with \(count) \(count == 1 ? "attempt" : "attempts") that named you")
  }

  func clause(_ event: RetentionSwept) -> String {
    let (kind, count, before) = (event.kind.word(language), event.count, instant(event.before))
    return pick(
      fr: "\(did) relevé la fin de la durée de conservation (\(kind)) : \(count) "
        + "\(count > 1 ? "valeurs effacées" : "valeur effacée"), d’avant le \(before)",
      en: "\(who) recorded the end of the retention period (\(kind)): \(count) "
        + "\(count == 1 ? "value" : "values") erased, from before \(before)")
  }

  func clause(_ event: RecordConsulted) -> String {
    let what = event.what.word(language)
    return pick(
      fr: "\(did) consulté \(what), données personnelles comprises, en indiquant le motif",
      en: "\(who) consulted \(what), personal data included, and gave the purpose")
  }
}
