package import Digests

/// The frontier of a growing Merkle tree: the roots of its perfect subtrees, left to right.
///
/// It has one digest per set bit of the size, and suffices to append further leaves.
package struct MerkleFrontier: Sendable, Hashable {
  /// The number of leaves.
  package private(set) var size: Int
  /// The roots of the perfect subtrees, the largest first.
  package private(set) var roots: [Digest]

  /// The empty tree.
  package init() {
    size = 0
    roots = []
  }

  /// Restores a stored frontier; `nil` if the number of roots does not match the size.
  package init?(size: Int, roots: [Digest]) {
    guard size >= 0, roots.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.roots = roots
  }

  /// The roots as a JSON array.
  var edge: String { "[" + roots.map { "\"\($0.hex)\"" }.joined(separator: ",") + "]" }

  /// Appends the hash of a leaf.
  ///
  /// This takes one node hash on average.
  package mutating func append(_ leaf: Digest) {
    var hash = leaf
    var perfect = size
    while perfect & 1 == 1, let left = roots.popLast() {
      hash = Merkle.node(left, hash)
      perfect >>= 1
    }
    roots.append(hash)
    size += 1
  }

  /// Appends the hashes of leaves, in order.
  ///
  /// Node hashes are computed two at a time.
  package mutating func append(contentsOf leaves: some Collection<Digest>) {
    var blocks: [Digest] = []
    append(contentsOf: leaves, blocks: &blocks)
  }

  /// Appends the hashes of leaves, in order, and collects the roots of completed 256-leaf blocks.
  mutating func append(contentsOf leaves: some Collection<Digest>, blocks: inout [Digest]) {
    // On each level, the root from the frontier comes first. A node without a right sibling becomes
    // part of the new frontier.
    var row = Array(leaves)
    var level = 0
    var unpaired: [Digest] = []
    while !row.isEmpty {
      if level == NodeFile.lowestLevel { blocks += row }
      if size >> level & 1 == 1, let left = roots.popLast() { row.insert(left, at: 0) }
      if row.count & 1 == 1, let last = row.popLast() { unpaired.append(last) }
      row = Merkle.nodes(above: row[...])
      level += 1
    }
    roots += unpaired.reversed()
    size += leaves.count
  }

  /// The root of the tree (RFC 6962 §2.1).
  ///
  /// Computing it takes O(log n) hashes.
  package var root: Digest {
    guard var hash = roots.last else { return Merkle.emptyRoot }
    for left in roots.dropLast().reversed() { hash = Merkle.node(left, hash) }
    return hash
  }
}
