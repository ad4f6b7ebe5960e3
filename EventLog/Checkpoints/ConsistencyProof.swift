package import Digests

/// A proof that a log goes on from an earlier checkpoint of it: that all that was there still is,
/// as it was (RFC 6962 §2.1.2).
package struct ConsistencyProof: Sendable, Hashable {
  /// The earlier checkpoint, signed or not; it is not of size 0, from which everything goes on.
  package var from: Checkpoint
  /// The nodes, as RFC 6962 orders them.
  package var path: [Digest]
  /// The later checkpoint.
  package var checkpoint: Checkpoint

  package init(from: Checkpoint, path: [Digest], checkpoint: Checkpoint) {
    self.from = from
    self.path = path
    self.checkpoint = checkpoint
  }

  /// What does not hold; `nil` when the later log goes on from the earlier.
  ///
  /// O(log n) hashes.
  package var fault: ProofFault? {
    guard from.origin.utf8.elementsEqual(checkpoint.origin.utf8) else { return .origin }
    guard from.size >= 1, from.size <= checkpoint.size else { return .size }
    let holds = Merkle.verifyConsistency(
      from: from.size, root: from.root, to: checkpoint.size, root: checkpoint.root, proof: path)
    return holds ? nil : .path
  }
}
