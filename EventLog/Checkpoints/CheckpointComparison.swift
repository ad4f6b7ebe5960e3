import Digests
package import Notation

/// What a log is beside an earlier checkpoint.
package struct CheckpointComparison: Sendable, Hashable {
  /// What the comparison found.
  package enum Finding: String, Sendable, Hashable, CaseIterable {
    /// All that the checkpoint counts stands as it was.
    case same
    /// The log has fewer records than the checkpoint counts.
    case shorter
    /// As many of the log's records as the checkpoint counts are not those that it was made of.
    case rewritten
    /// Damage stands before the last record that the checkpoint counts.
    case unreadable
    /// The checkpoint is of a log of another origin.
    case otherLog
  }

  package let finding: Finding
  package let checkpoint: Checkpoint
  /// The end of the log, as far as it can be read.
  package let head: Head
  /// The instant of the last record that the checkpoint counts, when the log has as many.
  package let at: Instant?
}

extension LogStore {
  /// Compares the log with an earlier checkpoint of it, whoever kept it.
  ///
  /// O(log n) hashes with kept nodes. The records themselves are not read: `verify` does that.
  ///
  /// - Throws: `.damaged` when the log's leaves do not give its root, `.storage`.
  package func compare(with checkpoint: Checkpoint) throws(LogError) -> CheckpointComparison {
    let head = durableHead
    // A log that only lacks its end is readable up to there.
    let isReadable = recovery.damage.map { $0.kind == .shortened } ?? true
    var at: Instant?
    let finding: CheckpointComparison.Finding
    if !checkpoint.origin.utf8.elementsEqual(manifest.origin.utf8) {
      finding = .otherLog
    } else if checkpoint.size > head.position {
      finding = isReadable ? .shorter : .unreadable
    } else {
      at = checkpoint.size == 0 ? nil : try record(at: checkpoint.size)?.at
      let root = try root(of: checkpoint.size, in: head, isReadable)
      finding = root == checkpoint.root ? .same : .rewritten
    }
    return CheckpointComparison(finding: finding, checkpoint: checkpoint, head: head, at: at)
  }

  private func root(
    of size: Int, in head: Head, _ isReadable: Bool
  ) throws(LogError) -> Digest {
    guard isReadable else {
      // The root of what stands before damage may not be known: the leaves are all there is.
      var tree = TreeReader(nil, size: head.position, leaves: leaves)
      return try tree.root(of: 0..<size)
    }
    return try prove(head) { (tree) throws(LogError) in
      try tree.confirmed(size, in: head)?.root
    }.0
  }
}
