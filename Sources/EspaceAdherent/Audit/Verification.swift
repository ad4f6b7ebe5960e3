public import EventLog
import Notation
import Projections

extension Damage: JSONAnswer {
  /// The report of a space that could not be opened, as one line of JSON with stable names.
  public var json: String {
    JSONWriter.object { fields in
      fields("intact", false)
      fields("damage", self)
    }
  }

  package func describe(_ fields: inout JSONWriter) {
    fields("kind", kind.rawValue)
    fields("segment", segment)
    fields("offset", offset)
    fields("position", position)
    fields("expected", expected)
    fields("found", found)
  }
}

extension Verification: JSONAnswer {
  /// The notice that the last fact is ahead of the clock, in words; `nil` otherwise.
  public var clockNotice: String? {
    guard let lastInstant, let aheadOfClock else { return nil }
    let lead = ClockGuard.words(aheadOfClock)
    return "the last fact is of \(lastInstant), \(lead) ahead of this clock"
  }

  /// The report as one line of JSON, with stable names.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("intact", isIntact)
    fields("facts", facts)
    fields("appends", appends)
    fields("logSegments", logSegments)
    fields("logBytes", logBytes)
    fields("vaultReadable", isVaultReadable)
    fields("vaultLines", vaultLines)
    fields("vaultBytes", vaultBytes)
    fields("erasedValues", erasedValues)
    fields("awaitingErasure", awaitingErasure)
    fields("root", root.hex)
    fields("lastAt", lastInstant)
    fields("aheadOfClock", aheadOfClock.map { Int($0) })
    fields("unknownFacts", unknownFacts)
    fields("tornEnd", tornTail?.description)
    fields("damage", damage)
    if !snapshots.isEmpty { fields("snapshots", snapshots) }
  }
}
