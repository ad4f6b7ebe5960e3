import Membership
import Notation
import Projections

extension Account: JSONAnswer {
  /// The account as one line of JSON, with stable names.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("member", id)
    fields("asOf", asOf)
    fields("position", position)
    fields("number", number)
    fields("name", name)
    fields("identifier", identifier)
    fields("accessCode", accessCode)
    fields("standing", standing.rawValue)
    describeAccess(&fields)
    fields("password", password.rawValue)
    fields("passwordSetAt", passwordSetAt)
    fields("question", hasQuestion)
    fields("emails", emails)
    fields("cgu", cgu.rawValue)
    fields("cguVersion", cguVersion)
    fields("cguInRegistration", cguInRegistration)
    fields("requiredActions", requiredActions)
    fields("devices", devices)
    fields("liveSessions", liveSessions)
    fields("dossier", dossier)
    fields("beneficiaries", beneficiaries)
    if isSharingKnown {
      fields("sharesEmailWith", sharesEmailWith)
    } else {
      fields("sharesEmailWith", Value.sealed)
    }
    fields("pending", each: pending) { $0.describe(&$1, asOf: asOf) }
    fields("counters") { fields in
      fields("facts", counters.facts)
      fields("refusals", counters.refusals)
      fields("signIns", counters.signIns)
      fields("passwordsSet", counters.passwordsSet)
      fields("codesRequested", counters.codesRequested)
      fields("failedSignIns", failedSignIns)
    }
    if !incompleteBecause.isEmpty { fields("incompleteBecause", incompleteBecause) }
  }

  private func describeAccess(_ fields: inout JSONWriter) {
    switch access {
    case .open: fields("access", "open")
    case .lockedUntil(let instant):
      fields("access", "locked")
      fields("lockedUntil", instant)
    case .blocked(let reason):
      fields("access", "blocked")
      fields("blockedBecause", reason)
      fields("blockedBy", blockedBy?.description)
    }
  }
}

extension Account.Email: JSONAnswer {
  package func describe(_ fields: inout JSONWriter) {
    fields("email", id)
    fields("address", address)
    fields("state", state.rawValue)
    fields("certifiedAt", certifiedAt)
    if disclosureRefused { fields("disclosureRefused", true) }
  }
}

extension Account.Device: JSONAnswer {
  package func describe(_ fields: inout JSONWriter) {
    fields("device", id)
    fields("label", label)
    fields("platform", platform)
    fields("state", state.rawValue)
    fields("since", since)
  }
}

extension Account.Entry: JSONAnswer {
  package func describe(_ fields: inout JSONWriter) {
    fields("what", what)
    fields("value", value)
    if !parts.isEmpty {
      fields("parts") { fields in
        for part in parts {
          fields.key(dynamic: part.name)
          fields.string(part.text)
        }
      }
    }
    fields("sequence", sequence)
    fields("effectiveOn", effectiveOn)
  }
}

extension PendingItem {
  /// Returns the item as one line of JSON, with stable names.
  ///
  /// - Parameter instant: The instant that decides whether the item is overdue.
  public func json(asOf instant: Instant) -> String {
    JSONWriter.object { describe(&$0, asOf: instant) }
  }

  fileprivate func describe(_ fields: inout JSONWriter, asOf instant: Instant) {
    fields("pending", kind.rawValue)
    fields("member", member)
    fields("id", id)
    fields("since", since.at)
    fields("position", since.position)
    fields("deadline", deadline)
    fields("receiveBy", receiveBy)
    fields("overdue", isOverdue(at: instant))
    fields("kind", request?.kind.rawValue)
    fields("state", request?.state(at: instant).rawValue)
    fields("purpose", purpose)
  }
}

extension Value: JSONWritable {
  /// Writes a shown value as a string, and any other as an object.
  ///
  /// An object cannot be mistaken for a text.
  package func write(to writer: inout JSONWriter) {
    guard let text else { return writer.object { $0(self == .erased ? "erased" : "sealed", true) } }
    writer.string(text)
  }
}
