public import EventLog
import Notation
import Projections

extension Damage {
  /// The report of a space that could not be opened, as one line of JSON with stable names.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("intact", false)
    writer.key("damage")
    write(to: &writer)
    writer.endObject()
    return writer.text
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("kind", kind.rawValue)
    writer.field("segment", segment)
    writer.field("offset", offset)
    writer.optional("position", position)
    writer.optional("expected", expected)
    writer.optional("found", found)
    writer.endObject()
  }
}

extension Verification {
  /// The notice that the last fact is ahead of the clock, in words; `nil` otherwise.
  public var clockNotice: String? {
    guard let lastInstant, let aheadOfClock else { return nil }
    let lead = ClockGuard.words(aheadOfClock)
    return "the last fact is of \(lastInstant), \(lead) ahead of this clock"
  }

  /// The report as one line of JSON, with stable names.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("intact", isIntact)
    writer.field("facts", facts)
    writer.field("appends", appends)
    writer.field("logSegments", logSegments)
    writer.field("logBytes", logBytes)
    writer.field("vaultReadable", isVaultReadable)
    writer.field("vaultLines", vaultLines)
    writer.field("vaultBytes", vaultBytes)
    writer.field("erasedValues", erasedValues)
    writer.field("awaitingErasure", awaitingErasure)
    writer.field("root", root.hex)
    writer.optional("lastAt", lastInstant)
    if let aheadOfClock { writer.field("aheadOfClock", Int(aheadOfClock)) }
    writer.field("unknownFacts", unknownFacts)
    writer.optional("tornEnd", tornTail?.description)
    if let damage {
      writer.key("damage")
      damage.write(to: &writer)
    }
    if !snapshots.isEmpty {
      writer.key("snapshots")
      writer.beginArray()
      for damage in snapshots { damage.write(to: &writer) }
      writer.endArray()
    }
    writer.endObject()
    return writer.text
  }
}
