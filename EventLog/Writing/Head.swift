package import Digests
package import Notation

/// The end of a log: what a checkpoint says.
package struct Head: Sendable, Hashable {
  /// The last position, which is the number of records.
  package let position: Int
  /// The last record's instant; `nil` when there is none.
  package let at: Instant?
  /// The root of the Merkle tree over all records.
  package let root: Digest

  package init(position: Int, at: Instant?, root: Digest) {
    self.position = position
    self.at = at
    self.root = root
  }
}

/// An append that was queued: where its records stand if it becomes durable.
package struct Submission: Sendable, Hashable {
  package let positions: ClosedRange<Int>
  /// What the log gave each draft.
  package let places: [RecordPlace]
  let drafts: [RecordDraft]
  let hashes: [Digest]
  /// The group that it is written in.
  let group: Int

  /// The records as they will be read; made anew whenever they are asked for.
  package var records: [Record] {
    zip(drafts, zip(places, hashes)).map { draft, written in
      draft.record(written.0, hash: written.1)
    }
  }
}
