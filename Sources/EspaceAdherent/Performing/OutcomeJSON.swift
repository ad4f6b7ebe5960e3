import Membership
import Notation
import Projections

extension Outcome {
  /// The outcome as one line of JSON, with stable names (design, `perform`).
  public var json: String { json(text: nil) }

  /// Returns the outcome as one line of JSON, with the text for the page if a language is given.
  func json(of action: ActionName, in language: Language?) -> String {
    json(text: language.map { publicOutcome.text(for: action, in: $0) })
  }

  private func json(text: String?) -> String {
    JSONWriter.object { fields in
      switch result {
      case .accepted: fields("outcome", "accepted")
      case .refused(let reason):
        fields("outcome", "refused")
        fields("reason", reason)
      }
      fields("member", member)
      fields("events", each: events) { event, fields in
        fields("position", event.position)
        fields("type", event.type)
      }
      fields("public") { publicOutcome.describe(&$0, text: text) }
      if !deliveries.isEmpty { fields("deliver", deliveries) }
      fields("session", session?.text)
      if clockWasClamped { fields("clock", "clamped") }
      if isRepetition { fields("repeated", true) }
    }
  }
}

extension PublicOutcome {
  fileprivate func describe(_ fields: inout JSONWriter, text: String?) {
    fields("say", say)
    fields("mask", mask)
    fields("name", name)
    if !rules.isEmpty { fields("rules", rules) }
    fields("strength", strength)
    fields("advice", advice)
    fields("reason", reason)
    if say == .signedIn { fields("required", required) }
    if renewalAdvised { fields("renewalAdvised", true) }
    fields("newCGU", newCGU)
    fields("text", text)
  }
}

extension Delivery: JSONAnswer {
  package func describe(_ fields: inout JSONWriter) {
    fields("delivery", delivery)
    fields("channel", channel)
    fields("to", to.text)
    fields("topic", topic)
    fields("artefact", artefact)
    fields("secret", secret)
    fields("expiresAt", expiresAt)
  }
}
