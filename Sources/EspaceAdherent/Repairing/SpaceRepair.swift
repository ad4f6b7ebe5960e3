import EventLog
public import Notation

/// What `espace repair` would do to a space, and why: a look that changes nothing.
public struct SpaceRepair: Sendable {
  /// What the look found.
  public enum Finding: String, Sendable, CaseIterable {
    /// Nothing is damaged.
    case intact
    /// The end of the log is damaged, and what does not verify can be moved aside.
    case repairable
    /// An earlier repair moved everything and was cut short before the log said so.
    case unrecorded
    /// Something is damaged that no repair may touch.
    case refused
  }

  let verdict: RepairVerdict

  init(_ verdict: RepairVerdict) { self.verdict = verdict }

  /// What it found.
  public var finding: Finding {
    switch verdict {
    case .sound: .intact
    case .repairable: .repairable
    case .unrecorded: .unrecorded
    case .refused: .refused
    }
  }

  /// What does not verify; absent when nothing is damaged any more.
  public var damage: Verification.Damage? {
    switch verdict {
    case .repairable(let plan): Verification.Damage(plan.damage)
    case .refused(_, let damage): Verification.Damage(damage)
    case .sound, .unrecorded: nil
    }
  }

  var plan: RepairPlan? {
    guard case .repairable(let plan) = verdict else { return nil }
    return plan
  }

  /// The last position that stays.
  public var position: Int? { plan?.position }
  /// When the last fact before the damage was recorded.
  public var lastInstant: Instant? { plan?.at }
  /// How many bytes of the log's last segment would be moved.
  public var movedBytes: Int { plan?.log?.byteCount ?? 0 }
  /// How many private parts would be moved.
  public var movedPrivateParts: Int { plan?.vault?.lines ?? 0 }
  /// The positions that are lost by it and may have been acknowledged.
  public var lost: ClosedRange<Int>? { plan?.lost.range }
}

extension SpaceRepair: CustomStringConvertible {
  /// What the look found, in a few lines.
  public var description: String { lines.joined(separator: "\n") }
}
