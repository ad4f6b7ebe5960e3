import Digests
import EventLog

/// What was said to the callers of a log: what must be there, and what may.
struct Acknowledged {
  /// The records that were submitted and not refused, in order.
  private(set) var attempted: [Record] = []
  /// The private parts of those that have one.
  private(set) var secrets: [Int: [UInt8]] = [:]
  /// The positions at which an append ends.
  private(set) var ends: Set<Int> = [0]
  /// The root at each position.
  private(set) var roots: [Digest] = [Merkle.emptyRoot]
  private var frontier = MerkleFrontier()
  /// How many records were acknowledged.
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

  /// Whether records are the first of what was attempted, no acknowledged one missing, no append
  /// in part.
  func allows(_ records: some Collection<Record>) -> Bool {
    records.count >= acknowledged && ends.contains(records.count)
      && records.elementsEqual(attempted.prefix(records.count))
  }
}
