public import EventLog
import Notation

extension SpaceLog {
  /// Compares the log with an earlier checkpoint of it.
  ///
  /// - Parameter checkpoint: The checkpoint that was kept.
  /// - Throws: `SpaceError` of kind `.damaged` when the log does not lead to its own root,
  ///   `.storage`.
  /// - Complexity: O(log facts).
  public func compare(with checkpoint: SpaceCheckpoint) throws(SpaceError) -> SpaceComparison {
    do throws(LogError) {
      var found = try store.compare(with: checkpoint)
      if found.finding == .shorter || found.finding == .rewritten {
        found.repair = try firstRepair(upTo: checkpoint.size)
      }
      return found
    } catch { throw SpaceError(error) }
  }

  /// Returns the position of the first fact that records a repair, up to a position.
  private func firstRepair(upTo last: Int) throws(LogError) -> Int? {
    var first: Int?
    try store.history(of: "house", upTo: last) { (record) throws(LogError) in
      if record.type == "log.repaired" { first = record.position }
      return true
    }
    return first
  }
}

extension SpaceComparison {
  /// The result and its meaning, in a few lines.
  public var lines: [String] {
    let counted = Self.facts(checkpoint.size)
    let until = lastInstant.map { "\($0)" } ?? "the beginning"
    switch finding {
    case .same:
      let since = checkpointInstant.map { " up to \($0)" } ?? ""
      return [
        "The log extends the checkpoint: its \(counted) are unchanged\(since); new since then: "
          + "\(Self.facts(facts - checkpoint.size))."
      ]
    case .shorter:
      return [
        "FACTS ARE MISSING: the checkpoint counts \(counted), the log has \(facts).",
        "The last \(missingCount) are missing (\(missingText)); they were recorded at or after "
          + "\(until).",
      ] + repaired + [
        "The log was cut off, or an older backup was put back. Change nothing; put back a later "
          + "backup and verify it against the same checkpoint."
      ]
    case .rewritten:
      return [
        "THE LOG DIFFERS: it has \(facts) facts, but its first \(checkpoint.size) differ from "
          + "those of the checkpoint.",
        "At least one of them, recorded by \(checkpointInstant.map { "\($0)" } ?? until), was "
          + "changed, removed or inserted, or an older backup was put back and then written to.",
      ] + repaired + [
        "A checkpoint alone cannot show which one: verify against older checkpoints to find the "
          + "last one that agrees, and compare with a backup. Change nothing."
      ]
    case .unreadable:
      return [
        "The checkpoint counts \(counted), but because of damage only \(facts) can be read, up to "
          + "\(until). Nothing is known about \(missingText)."
      ]
    case .otherSpace:
      return [
        "The checkpoint belongs to another space: it names \(checkpoint.origin), this is "
          + "\(origin). It says nothing about this log."
      ]
    }
  }

  /// The notice of a repair that the log records.
  private var repaired: [String] {
    guard let repair else { return [] }
    return [
      "Position \(repair) records a repair of the log: from there on its facts differ from those "
        + "of the checkpoint. The moved bytes are beside the log."
    ]
  }

  private var missingCount: String { Self.facts(missing?.count ?? 0) }

  private var missingText: String {
    guard let missing else { return "nothing" }
    return missing.count == 1
      ? "position \(missing.lowerBound)"
      : "positions \(missing.lowerBound) to \(missing.upperBound)"
  }

  private static func facts(_ count: Int) -> String { count == 1 ? "1 fact" : "\(count) facts" }
}

extension SpaceComparison: CustomStringConvertible {
  /// The result and its meaning.
  public var description: String { lines.joined(separator: "\n") }
}

extension SpaceComparison: JSONAnswer {
  /// The comparison as one line of JSON, with stable names.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("against", finding.rawValue)
    fields("facts", facts)
    fields("lastAt", lastInstant)
    if let missing {
      fields("missing", missing.count)
      fields("missingFrom", missing.lowerBound)
      fields("missingTo", missing.upperBound)
    }
    fields("checkpointAt", checkpointInstant)
    fields("repairedAt", repair)
    fields("checkpoint", checkpoint)
  }
}
