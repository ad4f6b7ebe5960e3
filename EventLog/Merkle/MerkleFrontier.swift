package import Digests

/// The right edge of a growing Merkle tree: the roots of its perfect subtrees, left to right.
///
/// It has one digest for each bit of the size, and is all that is needed to go on.
package struct MerkleFrontier: Sendable, Hashable {
  /// The number of leaves.
  package private(set) var size: Int
  /// The perfect subtrees' roots, the largest first.
  package private(set) var edge: [Digest]

  /// The empty tree.
  package init() {
    size = 0
    edge = []
  }

  /// Goes on from an edge that was written down; `nil` when it cannot be the edge of that size.
  package init?(size: Int, edge: [Digest]) {
    guard size >= 0, edge.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.edge = edge
  }

  /// Adds a leaf's hash; one node hash a leaf on average.
  package mutating func append(_ leaf: Digest) {
    var hash = leaf
    var perfect = size
    while perfect & 1 == 1, let left = edge.popLast() {
      hash = Merkle.node(left, hash)
      perfect >>= 1
    }
    edge.append(hash)
    size += 1
  }

  /// The root of the tree (RFC 6962 §2.1); O(log n) hashes.
  package var root: Digest {
    guard var hash = edge.last else { return Merkle.emptyRoot }
    for left in edge.dropLast().reversed() { hash = Merkle.node(left, hash) }
    return hash
  }
}
