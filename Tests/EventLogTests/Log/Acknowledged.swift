import Digests
import EventLog

/// The records submitted to a log, and those acknowledged to its callers.
///
/// A log after a crash must contain the acknowledged records. It may contain the others.
struct Acknowledged {
  /// The records that were submitted and not refused, in order.
  private(set) var attempted: [Record] = []
  /// The private parts of the attempted records, by position.
  private(set) var secrets: [Int: [UInt8]] = [:]
  /// The positions at which an append ends.
  private(set) var ends: Set<Int> = [0]
  /// The root at each position.
  private(set) var roots: [Digest] = [Merkle.emptyRoot]
  private var frontier = MerkleFrontier()
  /// The number of acknowledged records.
  var acknowledged = 0
  /// Whether the space itself was acknowledged.
  var isMade = true

  mutating func attempt(_ submission: Submission, _ drafts: [RecordDraft]) {
    for (record, draft) in zip(submission.records, drafts) {
      attempted.append(record)
      secrets[record.position] = draft.secret
      frontier.append(record.hash)
      roots.append(frontier.root)
    }
    ends.insert(submission.positions.upperBound)
  }

  /// Returns whether the records are a prefix of the attempted ones.
  ///
  /// The prefix must contain every acknowledged record and end with a whole append.
  func allows(_ records: some Collection<Record>) -> Bool {
    records.count >= acknowledged && ends.contains(records.count)
      && records.elementsEqual(attempted.prefix(records.count))
  }
}
