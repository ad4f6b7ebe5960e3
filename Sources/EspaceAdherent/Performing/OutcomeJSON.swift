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
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("outcome")
    switch result {
    case .accepted: writer.string("accepted")
    case .refused(let reason):
      writer.string("refused")
      writer.key("reason")
      writer.string(reason.rawValue)
    }
    if let member {
      writer.key("member")
      member.write(to: &writer)
    }
    writer.key("events")
    writer.beginArray()
    for event in events {
      writer.beginObject()
      writer.key("position")
      writer.integer(event.position)
      writer.key("type")
      writer.string(event.type)
      writer.endObject()
    }
    writer.endArray()
    writer.key("public")
    publicOutcome.write(to: &writer, text: text)
    if !deliveries.isEmpty {
      writer.key("deliver")
      writer.beginArray()
      for delivery in deliveries { delivery.write(to: &writer) }
      writer.endArray()
    }
    if let session {
      writer.key("session")
      writer.string(session.text)
    }
    if clockWasClamped {
      writer.key("clock")
      writer.string("clamped")
    }
    if isRepetition {
      writer.key("repeated")
      writer.boolean(true)
    }
    writer.endObject()
    return writer.text
  }
}

extension PublicOutcome {
  func write(to writer: inout JSONWriter, text: String? = nil) {
    writer.beginObject()
    writer.key("say")
    say.write(to: &writer)
    writer.optional("mask", mask)
    writer.optional("name", name)
    if !rules.isEmpty {
      writer.key("rules")
      rules.write(to: &writer)
    }
    writer.optional("strength", strength)
    writer.optional("advice", advice)
    writer.optional("reason", reason)
    if say == .signedIn {
      writer.key("required")
      required.write(to: &writer)
    }
    if renewalAdvised {
      writer.key("renewalAdvised")
      writer.boolean(true)
    }
    writer.optional("newCGU", newCGU)
    writer.optional("text", text)
    writer.endObject()
  }
}

extension Delivery {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("delivery")
    delivery.write(to: &writer)
    writer.key("channel")
    channel.write(to: &writer)
    writer.key("to")
    writer.string(to.text)
    writer.optional("topic", topic)
    writer.optional("artefact", artefact)
    writer.optional("secret", secret)
    writer.optional("expiresAt", expiresAt)
    writer.endObject()
  }
}

extension JSONWriter {
  /// Writes a JSON member, or omits it when the value is absent.
  mutating func optional(_ name: StaticString, _ value: (some JSONRepresentable)?) {
    guard let value else { return }
    key(name)
    value.write(to: &self)
  }
}
