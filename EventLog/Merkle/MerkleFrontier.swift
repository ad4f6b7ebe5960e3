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

  /// Adds leaves' hashes, in order: as many node hashes as one by one, but two at a time.
  package mutating func append(contentsOf leaves: some Collection<Digest>) {
    var blocks: [Digest] = []
    append(contentsOf: leaves, blocks: &blocks)
  }

  /// Adds leaves' hashes, in order, and the roots of the blocks of 256 leaves that they complete.
  mutating func append(contentsOf leaves: some Collection<Digest>, blocks: inout [Digest]) {
    // Level by level: what is left of the edge there comes first, and what has no right side yet
    // is the edge's from then on.
    var row = Array(leaves)
    var level = 0
    var unpaired: [Digest] = []
    while !row.isEmpty {
      if level == NodeFile.lowestLevel { blocks += row }
      if size >> level & 1 == 1, let left = edge.popLast() { row.insert(left, at: 0) }
      if row.count & 1 == 1, let last = row.popLast() { unpaired.append(last) }
      row = Merkle.nodes(above: row[...])
      level += 1
    }
    edge += unpaired.reversed()
    size += leaves.count
  }

  /// The root of the tree (RFC 6962 §2.1); O(log n) hashes.
  package var root: Digest {
    guard var hash = edge.last else { return Merkle.emptyRoot }
    for left in edge.dropLast().reversed() { hash = Merkle.node(left, hash) }
    return hash
  }
}
