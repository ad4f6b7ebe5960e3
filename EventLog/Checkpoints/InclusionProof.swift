package import Digests

/// A proof that one record stands in the log of a checkpoint, complete in itself (RFC 6962 §2.1.1).
package struct InclusionProof: Sendable, Hashable {
  /// The record's line, without its newline.
  package var record: [UInt8]
  /// The record's hash.
  package var leaf: Digest
  /// The record's place, counted from 0: its position less one.
  package var index: Int
  /// The number of records of the tree.
  package var size: Int
  /// The audit path, from the leaf up.
  package var path: [Digest]
  /// The tree's checkpoint, signed or not.
  package var checkpoint: Checkpoint

  package init(
    record: [UInt8], leaf: Digest, index: Int, size: Int, path: [Digest], checkpoint: Checkpoint
  ) {
    self.record = record
    self.leaf = leaf
    self.index = index
    self.size = size
    self.path = path
    self.checkpoint = checkpoint
  }

  /// What does not hold; `nil` when the record stands in the log of the checkpoint.
  ///
  /// O(log n) hashes.
  package var fault: ProofFault? {
    guard let position = Self.position(of: record, leaf: leaf) else { return .record }
    guard position - 1 == index, index < size else { return .index }
    guard size == checkpoint.size else { return .size }
    let holds = Merkle.verifyInclusion(
      of: leaf, at: index, in: size, proof: path, root: checkpoint.root)
    return holds ? nil : .path
  }

  /// The position of a line that is a record and hashes to a leaf.
  private static func position(of line: [UInt8], leaf: Digest) -> Int? {
    line.withUnsafeBufferPointer { line in
      guard let view = try? RecordView(line, checking: .everything), view.hash == leaf else {
        return nil
      }
      return view.position
    }
  }
}

/// Why a proof proves nothing.
package enum ProofFault: String, Sendable, Hashable, CaseIterable {
  /// The record's line is no record, or does not hash to the leaf.
  case record
  /// The record's position is another than the index says, or not in the tree.
  case index
  /// The tree's size is another than the checkpoint's; or the trees' sizes are no growth.
  case size
  /// The checkpoints are of different logs.
  case origin
  /// The path does not lead to the checkpoint's root, or has a hash too few or too many.
  case path
}
