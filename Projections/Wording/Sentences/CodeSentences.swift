import Membership
import Notation

extension Narrator {
  func clause(_ event: CodeRequested) -> String {
    let form = CodeFormat(event.format).said { ", \($0.word(language))" }
    let letter = event.letter.said { pick(fr: ", lettre \($0)", en: ", letter \($0)") }
    let named = "\(event.artefact.word(language)) (code \(event.code)\(form)\(letter))"
    let way = event.to.way(by: event.channel, language)
    let purpose = event.purpose.word(language)
    return pick(
      fr: "le \(named) pour \(purpose) a été émis \(way), \(atRequest)",
      en: "the \(named) to \(purpose) was issued \(way), \(atRequest)") + validity(of: event)
  }

  /// Where, until when and how often a secret may be tried, and under which rules (edge 17).
  private func validity(of event: CodeRequested) -> String {
    let page = event.page == nil ? "" : pick(fr: " sur la même page", en: " on the same page")
    let (end, attempts) = (instant(event.expiresAt), event.maxAttempts)
    return pick(
      fr: " ; valable\(page) jusqu’au \(end), \(attempts) \(attempts > 1 ? "essais" : "essai") "
        + "au plus (règles, version \(event.rules))",
      en: "; good\(page) until \(end), \(attempts) \(attempts == 1 ? "attempt" : "attempts") "
        + "at most (rules, version \(event.rules))")
  }

  func clause(_ event: CodeVerified) -> String {
    // A link is read elsewhere: only what is typed is verified on a page (AP-13, edge 11).
    let verified =
      event.page == nil
      ? pick(
        fr: "\(who) a validé le lien (code \(event.code))",
        en: "\(who) confirmed the link (code \(event.code))")
      : pick(fr: "\(who) a validé le code \(event.code)", en: "\(who) verified code \(event.code)")
    return verified + event.grantExpiresAt.said(granted)
  }

  func clause(_ event: LetterRequested) -> String {
    let posted = instant(event.dueBy)
    let asked = pick(
      fr: "\(who) a demandé la lettre \(event.letter), à poster au plus tard le \(posted)",
      en: "\(who) asked for letter \(event.letter), to be posted by \(posted)")
    guard let received = event.receiveBy.map({ instant($0) }) else { return asked }
    return asked
      + pick(
        fr: " pour être reçue au plus tard le \(received)", en: " so as to arrive by \(received)")
  }

  func clause(_ event: DeliveryReported) -> String {
    let outcome = event.outcome.word(language)
    return pick(
      fr: "\(who) a déclaré l’envoi \(event.delivery) \(outcome)",
      en: "\(who) reported delivery \(event.delivery) as \(outcome)") + reason(event.reason)
  }

  func clause(_ event: NoticeIssued) -> String {
    let topic = language.inQuotes(event.topic.word(language))
    let way = event.to.way(by: event.channel, language)
    return pick(
      fr: "l’avis \(topic) (envoi \(event.notice)) a été adressé \(way), \(following)",
      en: "the notice \(topic) (delivery \(event.notice)) was sent \(way), \(following)")
  }

  func clause(_ event: DeadlinePassed) -> String {
    let (thing, deadline) = (event.what.word(language), instant(event.deadline))
    // A password has no id of its own: the fact names the member, whose history this is.
    let id = event.what == .passwordRenewal ? "" : " \(event.of)"
    return pick(
      fr: "l’échéance du \(deadline) est passée : \(thing)\(id)",
      en: "the deadline of \(deadline) has passed: \(thing)\(id)")
  }
}
