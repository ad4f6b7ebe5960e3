package import Digests

/// Checking proofs against roots that were kept (RFC 9162 §2.1.3.2 and §2.1.4.2).
extension Merkle {
  /// Whether a proof shows that a leaf stands at an index of the tree with a root.
  ///
  /// A proof with a hash too few or too many shows nothing, and neither does a tree of size 0.
  package static func verifyInclusion(
    of leaf: Digest, at index: Int, in size: Int, proof: [Digest], root: Digest
  ) -> Bool {
    guard index >= 0, index < size else { return false }
    var node = index
    var last = size - 1
    var hash = leaf
    for sibling in proof {
      guard last != 0 else { return false }
      if node & 1 == 1 || node == last {
        hash = Merkle.node(sibling, hash)
        while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
      } else {
        hash = Merkle.node(hash, sibling)
      }
      (node, last) = (node >> 1, last >> 1)
    }
    return last == 0 && hash == root
  }

  /// Whether a proof shows that the tree with the second root goes on from the one with the first.
  ///
  /// A proof with a hash too few or too many shows nothing, and neither does a tree of size 0;
  /// equal sizes need equal roots and no proof.
  package static func verifyConsistency(
    from first: Int, root firstRoot: Digest, to second: Int, root secondRoot: Digest,
    proof: [Digest]
  ) -> Bool {
    guard first >= 1, first <= second else { return false }
    guard first < second else { return proof.isEmpty && firstRoot == secondRoot }
    guard !proof.isEmpty else { return false }
    // A perfect first tree is its own first node, which the proof leaves out.
    let isPerfect = first.nonzeroBitCount == 1
    let start = isPerfect ? firstRoot : proof[0]
    var node = first - 1
    var last = second - 1
    while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
    var (firstHash, secondHash) = (start, start)
    for sibling in proof.dropFirst(isPerfect ? 0 : 1) {
      guard last != 0 else { return false }
      if node & 1 == 1 || node == last {
        firstHash = Merkle.node(sibling, firstHash)
        secondHash = Merkle.node(sibling, secondHash)
        while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
      } else {
        secondHash = Merkle.node(secondHash, sibling)
      }
      (node, last) = (node >> 1, last >> 1)
    }
    return last == 0 && firstHash == firstRoot && secondHash == secondRoot
  }
}
