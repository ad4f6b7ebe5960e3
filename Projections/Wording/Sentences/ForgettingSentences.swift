import Membership
import Notation

extension Narrator {
  func clause(_ event: LegalHoldSet) -> String {
    let done =
      event.held
      ? pick(
        fr: "\(who) a interdit d’effacer les données de l’adhérent (gel juridique)",
        en: "\(who) put the member’s data under legal hold")
      : pick(
        fr: "\(who) a levé le gel juridique des données de l’adhérent",
        en: "\(who) lifted the legal hold on the member’s data")
    return done + internalReason(event.ground)
  }

  func clause(_ event: ErasureRequested) -> String {
    let (id, by) = (event.erasure, instant(event.dueBy))
    return pick(
      fr: "\(who) a demandé l’effacement des données de l’adhérent (demande \(id)), "
        + "à traiter au plus tard le \(by)",
      en: "\(who) asked for the erasure of the member’s data (request \(id)), "
        + "to be answered by \(by)")
  }

  func clause(_ event: ErasureRejected) -> String {
    let request = event.erasure.said { pick(fr: " (demande \($0))", en: " (request \($0))") }
    let until = event.until.said { pick(fr: " jusqu’au ", en: " until ") + instant($0) }
    let kept = language.enumerated(event.kept.map { $0.word(language) })
    return pick(
      fr: "\(who) a écarté l’effacement des données de l’adhérent\(request) : ",
      en: "\(who) rejected the erasure of the member’s data\(request): ")
      + event.ground.word(language) + until
      + (kept.isEmpty ? "" : pick(fr: " ; données conservées : ", en: "; data kept: ") + kept)
  }

  func clause(_ event: MemberErased) -> String {
    let why = event.ground.word(language)
    let counts = event.counts.map { "\($0.privateClass.word(language)) (\($0.count))" }
    let what =
      (counts.isEmpty ? "" : pick(fr: " ; ", en: "; ") + language.enumerated(counts))
      + traces(event.traces.count)
    guard event.isFull else {
      return pick(
        fr: "\(who) a effacé une partie des données de l’adhérent, motif : \(why)",
        en: "\(who) erased part of the member’s data, reason: \(why)") + what
    }
    return pick(
      fr: "\(who) a effacé toutes les données personnelles de l’adhérent, motif : \(why)",
      en: "\(who) erased all personal data of the member, reason: \(why)") + what
  }

  private func traces(_ count: Int) -> String {
    guard count > 0 else { return "" }
    return pick(
      fr:
        " ; avec \(count) \(count > 1 ? "tentatives" : "tentative") où il était nommé",
      en: "; with \(count) \(count == 1 ? "attempt" : "attempts") that named them")
  }

  func clause(_ event: RetentionSwept) -> String {
    let (kind, count, before) = (event.kind.word(language), event.count, instant(event.before))
    return pick(
      fr: "\(who) a relevé la fin de la durée de conservation (\(kind)) : \(count) "
        + "\(count > 1 ? "valeurs effacées" : "valeur effacée"), d’avant le \(before)",
      en: "\(who) recorded the end of the retention period (\(kind)): \(count) "
        + "\(count == 1 ? "value" : "values") erased, from before \(before)")
  }

  func clause(_ event: RecordConsulted) -> String {
    let what = event.what.word(language)
    return pick(
      fr: "\(who) a consulté \(what), données personnelles comprises, et dit pourquoi",
      en: "\(who) consulted \(what), personal data included, and said what for")
  }
}
