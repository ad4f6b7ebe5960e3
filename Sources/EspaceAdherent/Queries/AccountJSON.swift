import Membership
import Notation
import Projections

extension Account {
  /// The account as one line of JSON, with stable names.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("member", id)
    writer.field("asOf", asOf)
    writer.field("position", position)
    writer.optional("number", number)
    writer.optional("name", name)
    writer.optional("identifier", identifier)
    writer.optional("accessCode", accessCode)
    writer.field("standing", standing.rawValue)
    writeAccess(to: &writer)
    writer.field("password", password.rawValue)
    writer.optional("passwordSetAt", passwordSetAt)
    writer.field("question", hasQuestion)
    writer.array("emails", elements: emails) { $1.write(to: &$0) }
    writer.field("cgu", cgu.rawValue)
    writer.optional("cguVersion", cguVersion)
    writer.optional("cguInRegistration", cguInRegistration)
    writer.field("requiredActions", requiredActions)
    writer.array("devices", elements: devices) { $1.write(to: &$0) }
    writer.field("liveSessions", liveSessions)
    writer.array("dossier", elements: dossier) { $1.write(to: &$0) }
    writer.array("beneficiaries", elements: beneficiaries) { $1.write(to: &$0) }
    if isSharingKnown {
      writer.field("sharesEmailWith", sharesEmailWith)
    } else {
      writer.field("sharesEmailWith", Value.sealed)
    }
    writer.array("pending", elements: pending) { $1.write(to: &$0, asOf: asOf) }
    writeCounters(to: &writer)
    if !incompleteBecause.isEmpty { writer.field("incompleteBecause", incompleteBecause) }
    writer.endObject()
    return writer.text
  }

  private func writeAccess(to writer: inout JSONWriter) {
    switch access {
    case .open: writer.field("access", "open")
    case .lockedUntil(let instant):
      writer.field("access", "locked")
      writer.field("lockedUntil", instant)
    case .blocked(let reason):
      writer.field("access", "blocked")
      writer.field("blockedBecause", reason)
      writer.optional("blockedBy", blockedBy?.description)
    }
  }

  private func writeCounters(to writer: inout JSONWriter) {
    writer.key("counters")
    writer.beginObject()
    writer.field("facts", counters.facts)
    writer.field("refusals", counters.refusals)
    writer.field("signIns", counters.signIns)
    writer.field("passwordsSet", counters.passwordsSet)
    writer.field("codesRequested", counters.codesRequested)
    writer.field("failedSignIns", failedSignIns)
    writer.endObject()
  }
}

extension Account.Email {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("email", id)
    writer.field("address", address)
    writer.field("state", state.rawValue)
    writer.optional("certifiedAt", certifiedAt)
    if disclosureRefused { writer.field("disclosureRefused", true) }
    writer.endObject()
  }
}

extension Account.Device {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("device", id)
    writer.field("label", label)
    writer.field("platform", platform)
    writer.field("state", state.rawValue)
    writer.field("since", since)
    writer.endObject()
  }
}

extension Account.Entry {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("what", what)
    writer.field("value", value)
    if !parts.isEmpty { writeParts(to: &writer) }
    writer.field("sequence", sequence)
    writer.optional("effectiveOn", effectiveOn)
    writer.endObject()
  }

  private func writeParts(to writer: inout JSONWriter) {
    writer.key("parts")
    writer.beginObject()
    for part in parts {
      writer.key(dynamic: part.name)
      writer.string(part.text)
    }
    writer.endObject()
  }
}

extension PendingItem {
  /// Returns the item as one line of JSON, with stable names.
  ///
  /// - Parameter instant: The instant that decides whether the item is overdue.
  public func json(asOf instant: Instant) -> String {
    var writer = JSONWriter()
    write(to: &writer, asOf: instant)
    return writer.text
  }

  func write(to writer: inout JSONWriter, asOf instant: Instant) {
    writer.beginObject()
    writer.field("pending", kind.rawValue)
    writer.field("member", member)
    writer.field("id", id)
    writer.field("since", since.at)
    writer.field("position", since.position)
    writer.optional("deadline", deadline)
    writer.optional("receiveBy", receiveBy)
    writer.field("overdue", isOverdue(at: instant))
    if let request {
      writer.field("kind", request.kind.rawValue)
      writer.field("state", request.state(at: instant).rawValue)
    }
    writer.optional("purpose", purpose)
    writer.endObject()
  }
}

extension Value: JSONRepresentable {
  package static var kind: String { "value" }

  /// Always throws, because a value is written and never read.
  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    throw JSONFault(.wrongKind, at: scanner.offset)
  }

  /// Writes a shown value as a string, and any other as an object.
  ///
  /// An object cannot be mistaken for a text.
  package func write(to writer: inout JSONWriter) {
    if let text {
      writer.string(text)
    } else {
      writer.beginObject()
      writer.field(self == .erased ? "erased" : "sealed", true)
      writer.endObject()
    }
  }
}

extension JSONWriter {
  /// Writes a member.
  mutating func field(_ name: StaticString, _ value: some JSONRepresentable) {
    key(name)
    value.write(to: &self)
  }

  /// Writes a list of objects.
  mutating func array<Element>(
    _ name: StaticString, elements: [Element], write: (inout JSONWriter, Element) -> Void
  ) {
    key(name)
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }
}
