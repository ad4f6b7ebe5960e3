import Notation

extension SpaceComparison {
  /// What was found and what it means, in a few lines.
  public var lines: [String] {
    let counted = Self.facts(checkpoint.facts)
    let until = lastInstant.map { "\($0)" } ?? "the beginning"
    switch finding {
    case .same:
      let since = checkpointInstant.map { " up to \($0)" } ?? ""
      return [
        "The log goes on from the checkpoint: its \(counted) stand as they were\(since); "
          + "\(Self.facts(facts - checkpoint.facts)) came since."
      ]
    case .shorter:
      return [
        "FACTS ARE MISSING: the checkpoint counts \(counted), the log has \(facts).",
        "The last \(missingCount) are gone (\(missingText)); they were recorded at or after \(until).",
      ] + repaired + [
        "The log was cut off, or an older backup was put back. Change nothing; put back a later "
          + "backup and verify it against the same checkpoint."
      ]
    case .rewritten:
      return [
        "THE LOG IS NOT THE SAME: it has \(facts) facts, but its first \(checkpoint.facts) are not "
          + "those of the checkpoint.",
        "At least one of them, recorded by \(checkpointInstant.map { "\($0)" } ?? until), was "
          + "changed, removed or put in, or an older backup was put back and written on.",
      ] + repaired + [
        "A checkpoint alone does not tell which: verify against older ones to find the last that "
          + "agrees, and compare with a backup. Change nothing."
      ]
    case .unreadable:
      return [
        "The checkpoint counts \(counted), but for damage only \(facts) can be read, up to "
          + "\(until): of \(missingText) nothing can be said."
      ]
    case .otherSpace:
      return [
        "The checkpoint is another space's: it says \(checkpoint.origin), this is \(origin). "
          + "It says nothing of this log."
      ]
    }
  }

  /// What the log itself says of it.
  private var repaired: [String] {
    guard let repair else { return [] }
    return [
      "Position \(repair) records a repair of the log: from there on its facts are others than those "
        + "of the checkpoint. What was moved aside stands beside the log."
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
  /// What was found and what it means.
  public var description: String { lines.joined(separator: "\n") }
}

extension SpaceComparison {
  /// The comparison as one line of JSON, with stable names.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("against", finding.rawValue)
    writer.field("facts", facts)
    writer.optional("lastAt", lastInstant)
    if let missing {
      writer.field("missing", missing.count)
      writer.field("missingFrom", missing.lowerBound)
      writer.field("missingTo", missing.upperBound)
    }
    writer.optional("checkpointAt", checkpointInstant)
    writer.optional("repairedAt", repair)
    writer.key("checkpoint")
    writer.beginObject()
    checkpoint.write(to: &writer)
    writer.endObject()
    writer.endObject()
    return writer.text
  }
}
