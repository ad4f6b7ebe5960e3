import EventLog
public import Notation

/// The comparison of a log with an earlier checkpoint of it.
public struct SpaceComparison: Sendable, Hashable {
  /// The result of the comparison.
  public enum Finding: String, Sendable, Hashable, CaseIterable {
    /// All facts that the checkpoint counts are unchanged.
    case same
    /// Facts that the checkpoint counts are missing at the end.
    case shorter
    /// The log has enough facts, but they differ from the facts of the checkpoint.
    case rewritten
    /// Damage comes before the last fact that the checkpoint counts.
    case unreadable
    /// The checkpoint belongs to another space.
    case otherSpace
  }

  /// The result.
  public let finding: Finding
  /// The checkpoint.
  public let checkpoint: SpaceCheckpoint
  /// The origin of this space.
  public let origin: String
  /// The number of facts that can be read now.
  public let facts: Int
  /// The instant of the last readable fact.
  public let lastInstant: Instant?
  /// The instant of the last fact that the checkpoint counts, if the log has so many facts.
  public let checkpointInstant: Instant?
  /// The position of the first fact that records a repair, up to the checkpoint's size.
  ///
  /// `nil` unless facts of the checkpoint are missing or differ. The log's facts differ from that
  /// position on.
  public let repair: Int?

  /// Whether the log agrees with the checkpoint.
  public var isSame: Bool { finding == .same }

  /// The positions that the checkpoint counts and the log lacks.
  public var missing: ClosedRange<Int>? {
    guard finding == .shorter || finding == .unreadable else { return nil }
    return facts + 1...checkpoint.facts
  }
}

extension SpaceLog {
  /// Compares the log with an earlier checkpoint of it.
  ///
  /// - Parameter checkpoint: The checkpoint that was kept.
  /// - Throws: `SpaceError` of kind `.damaged` when the log does not lead to its own root,
  ///   `.storage`.
  /// - Complexity: O(log facts).
  public func compare(with checkpoint: SpaceCheckpoint) throws(SpaceError) -> SpaceComparison {
    do throws(LogError) {
      let found = try store.compare(with: checkpoint.checkpoint)
      let isOther = found.finding == .shorter || found.finding == .rewritten
      return SpaceComparison(
        finding: SpaceComparison.Finding(found.finding), checkpoint: checkpoint,
        origin: store.manifest.origin, facts: found.head.position, lastInstant: found.head.at,
        checkpointInstant: found.at,
        repair: isOther ? try firstRepair(upTo: checkpoint.facts) : nil)
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

extension SpaceComparison.Finding {
  fileprivate init(_ finding: CheckpointComparison.Finding) {
    self =
      switch finding {
      case .same: .same
      case .shorter: .shorter
      case .rewritten: .rewritten
      case .unreadable: .unreadable
      case .otherLog: .otherSpace
      }
  }
}

extension SpaceComparison {
  /// The result and its meaning, in a few lines.
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

  /// The notice of a repair that the log records.
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
  /// The result and its meaning.
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
