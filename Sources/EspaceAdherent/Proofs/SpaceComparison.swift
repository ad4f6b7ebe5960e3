import EventLog
public import Notation

/// What a log is beside an earlier checkpoint of it.
public struct SpaceComparison: Sendable, Hashable {
  /// What the comparison found.
  public enum Finding: String, Sendable, Hashable, CaseIterable {
    /// All that the checkpoint counts stands as it was.
    case same
    /// Facts that the checkpoint counts are missing at the end.
    case shorter
    /// As many facts are there, but they are not those that the checkpoint was made of.
    case rewritten
    /// Damage stands before the last fact that the checkpoint counts.
    case unreadable
    /// The checkpoint is another space's.
    case otherSpace
  }

  /// What it found.
  public let finding: Finding
  /// The checkpoint.
  public let checkpoint: SpaceCheckpoint
  /// The origin of this space.
  public let origin: String
  /// The number of facts that can be read now.
  public let facts: Int
  /// When the last of them was recorded.
  public let lastInstant: Instant?
  /// When the last fact that the checkpoint counts was recorded, as far as the log has so many.
  public let checkpointInstant: Instant?
  /// The position of the first repair that the log records among as many facts as the checkpoint
  /// counts, when these are not all there: from there on they are others.
  public let repair: Int?

  /// Whether nothing speaks against the log.
  public var isSame: Bool { finding == .same }

  /// The positions that the checkpoint counts and the log does not have.
  public var missing: ClosedRange<Int>? {
    guard finding == .shorter || finding == .unreadable else { return nil }
    return facts + 1...checkpoint.facts
  }
}

extension SpaceLog {
  /// Compares the log with an earlier checkpoint of it.
  ///
  /// - Parameter checkpoint: The checkpoint that was kept.
  /// - Throws: `SpaceError` of kind `.damaged` when the log does not give its own root, `.storage`.
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

  /// The position of the first fact that records a repair, up to a position.
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
