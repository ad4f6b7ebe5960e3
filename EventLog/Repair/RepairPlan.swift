package import Notation

/// What a repair of the log's end would do: found without changing anything.
package struct RepairPlan: Sendable, Hashable {
  /// What does not verify.
  package let damage: Damage
  /// The last position that stays.
  package let position: Int
  /// The instant of the last record before the damage.
  package let at: Instant?
  /// The last segment.
  package let segment: String
  /// The offset in it at which the log will end.
  package let offset: Int
  /// The bytes behind that offset and the file that will keep them; `nil` when there are none.
  package let log: LogMove?
  /// The private parts of lost positions and the file that will keep them; `nil` without any.
  package let vault: VaultMove?
  package let lost: LostPositions
  /// What a crash left behind the last append, which the next writer keeps beside the log and cuts.
  package let unfinished: RecoveryReport.TornEnd?

  /// Bytes that go out of the log's last segment.
  package struct LogMove: Sendable, Hashable {
    package let byteCount: Int
    /// The file beside the segment that keeps them.
    package let target: String
  }

  /// Lines that go out of the vault.
  package struct VaultMove: Sendable, Hashable {
    /// The segment that is cut, and where.
    package let segment: String
    package let offset: Int
    /// The later segments, which go whole, in order.
    package let segments: [String]
    package let lines: Int
    package let byteCount: Int
    /// The one file that keeps them.
    package let target: String
  }

  /// What is to be recorded of the repair.
  var record: RepairRecord {
    RepairRecord(
      segment: segment, offset: offset, movedBytes: log?.byteCount ?? 0,
      firstLost: lost.range?.lowerBound, position: position)
  }
}

/// Which positions a repair gives up that may have been acknowledged, and what tells so.
package struct LostPositions: Sendable, Hashable {
  /// The last position that stays.
  let position: Int
  /// Whether the last writer closed in order, so that its note is exact.
  package let isExact: Bool
  /// The position up to which the log is known to have been durable, by its last writer's note or
  /// by kept nodes of the tree; `nil` when that is no further.
  package let noted: Int?
  /// How many whole records stand behind the damage that verify by themselves.
  package let recordCount: Int
  /// The last position among them.
  package let lastRecord: Int?
  /// The last position beyond with a private part in the vault.
  package let sealed: Int?

  /// The positions that may have been acknowledged; `nil` when surely none was.
  package var range: ClosedRange<Int>? {
    // Whatever a writer that did not close had on its way may have been acknowledged.
    let atLeast = isExact ? position : position + 1
    let last = [noted, lastRecord, sealed].compactMap(\.self).reduce(atLeast, max)
    return last > position ? position + 1...last : nil
  }
}

/// What a look at a space says of a repair.
package enum RepairVerdict: Sendable, Hashable {
  /// Nothing is damaged; what a crash left behind the last append, the next writer puts right.
  case sound(unfinished: RecoveryReport.TornEnd?)
  /// A repair moved everything, and was cut short before the log said so.
  case unrecorded(RepairRecord)
  case repairable(RepairPlan)
  /// Something is damaged that no repair may touch.
  case refused(Refusal, Damage)

  /// Why a damage is not repaired.
  package enum Refusal: String, Sendable, Hashable, CaseIterable {
    /// It stands in a segment of the log that another follows.
    case sealedSegment
    /// It stands in the header of the last segment, or a segment is missing.
    case header
    /// It stands in the first append: nothing would be left.
    case firstAppend
    case manifest
    case key
    /// It stands in the vault, before what the log's end leaves.
    case vault
    /// There is no vault here, or this user may not read it.
    case vaultUnreadable
    case logOlderThanVault
    case vaultOlderThanLog
    /// Private parts that stay were erased by order of a fact that would be lost.
    case erasedByLostFact
    /// More stands behind the damage than a segment can have.
    case tooLong
    /// The note of an earlier repair is not in its form.
    case record
  }
}
