import Digests
import Membership
import Notation

extension Narrator {
  func clause(_ event: HouseRulesSet) -> String {
    let name =
      event.preset == "own"
      ? pick(fr: "règles propres", en: "own rules")
      : pick(fr: "modèle ", en: "preset ") + quoted(event.preset)
    let from = instant(event.effectiveFrom)
    return pick(
      fr: "\(did) fixé les règles de la mutuelle, version \(event.version) (\(name)), "
        + "applicables à partir du \(from)",
      en: "\(who) set the rules of the mutuelle, version \(event.version) (\(name)), "
        + "effective from \(from)") + event.space.said(founded)
  }

  private func founded(_ space: SpaceFounded) -> String {
    pick(
      fr: " ; premier fait de l’espace \(quoted(space.origin)), \(space.id)",
      en: "; first fact of the space \(quoted(space.origin)), \(space.id)")
  }

  func clause(_ event: CGUPublished) -> String {
    let text = text(event.version, event.locale, event.textDigest)
    let from = instant(event.effectiveFrom)
    let published = pick(
      fr: "\(did) publié les CGU, \(text), en vigueur à partir du \(from)",
      en: "\(who) published the CGU, \(text), in force from \(from)")
    return published
      + (event.reacceptance
        ? pick(fr: ", à accepter de nouveau par tous", en: ", to be accepted anew by everyone")
        : pick(fr: ", sans nouvelle acceptation", en: ", without a new acceptance"))
  }

  func clause(_ event: LogRepaired) -> String {
    let (segment, count) = (quoted(event.segment), event.movedBytes)
    let lost = event.firstLost.said {
      pick(
        fr: " ; le premier fait perdu est celui de position \($0)",
        en: "; the first fact lost is the one of position \($0)")
    }
    return pick(
      fr: "\(did) réparé le journal : \(count) \(count > 1 ? "octets" : "octet") mis à l’écart "
        + "du fichier \(segment) à partir du rang \(event.offset)",
      en: "\(who) repaired the log: \(count) \(count == 1 ? "byte" : "bytes") moved out of file "
        + "\(segment) from offset \(event.offset)") + lost
  }

  func clause(_ event: CGUAccepted) -> String {
    let text = text(event.version, event.locale, event.textDigest)
    return pick(fr: "\(did) accepté les CGU, \(text)", en: "\(who) accepted the CGU, \(text)")
  }

  func clause(_ event: CGUDeclined) -> String {
    pick(
      fr: "\(did) refusé les CGU, version \(quoted(event.version))",
      en: "\(who) declined the CGU, version \(quoted(event.version))")
  }

  /// Which text of the CGU: its version, its language, the start of its digest.
  private func text(_ version: String, _ locale: String, _ digest: Digest) -> String {
    let spoken = locale.isEmpty ? "" : spoken(locale) + ", "
    return pick(
      fr: "version \(quoted(version)) (\(spoken)empreinte \(short(digest)))",
      en: "version \(quoted(version)) (\(spoken)digest \(short(digest)))")
  }

  /// The language of a text: « en français », or its code for a language that has no name here.
  private func spoken(_ locale: String) -> String {
    switch locale.prefix(2) {
    case "fr": pick(fr: "en français", en: "in French")
    case "en": pick(fr: "en anglais", en: "in English")
    default: pick(fr: "langue ", en: "language ") + quoted(locale)
    }
  }
}
