package import Digests

/// The making of proofs from the roots of subtrees (RFC 6962 §2.1.1 and §2.1.2).
///
/// The parameter `root` returns the root of a range of leaves, counted from 0. It takes one hash
/// per leaf, or O(log n) hashes if it knows perfect subtrees.
extension Merkle {
  /// Returns the root of some leaves, given the hashes of the leaves.
  package static func root<Failure>(
    of leaves: Range<Int>, leaf: (Int) throws(Failure) -> Digest
  ) throws(Failure) -> Digest {
    if leaves.isEmpty { return emptyRoot }
    var frontier = MerkleFrontier()
    for index in leaves { frontier.append(try leaf(index)) }
    return frontier.root
  }

  /// Returns the audit path of a leaf, from the leaf up: `PATH(m, D[n])`.
  ///
  /// - Parameters:
  ///   - index: The index of the leaf, from 0; less than `size`.
  ///   - size: The number of leaves in the tree.
  ///   - root: Returns the root of a range of leaves.
  package static func inclusionProof<Failure>(
    of index: Int, in size: Int, root: (Range<Int>) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest] {
    precondition(index >= 0 && index < size, "the leaf must be in the tree")
    var tree = 0..<size
    var proof: [Digest] = []
    while tree.count > 1 {
      let middle = tree.lowerBound + split(tree.count)
      let (left, right) = (tree.lowerBound..<middle, middle..<tree.upperBound)
      proof.append(try root(index < middle ? right : left))
      tree = index < middle ? left : right
    }
    proof.reverse()
    return proof
  }

  /// Returns the proof that a tree extends a smaller one: `PROOF(m, D[n])`.
  ///
  /// - Parameters:
  ///   - first: The smaller size, at least 1.
  ///   - second: The larger size. If the sizes are equal, the proof is empty.
  ///   - root: Returns the root of a range of leaves.
  package static func consistencyProof<Failure>(
    from first: Int, to second: Int, root: (Range<Int>) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest] {
    precondition(first >= 1 && first <= second, "the smaller tree must be in the larger")
    var tree = 0..<second
    // `true` while `tree` begins at the first leaf, as the smaller tree does.
    var isWhole = true
    var proof: [Digest] = []
    while first < tree.upperBound {
      let middle = tree.lowerBound + split(tree.count)
      let (left, right) = (tree.lowerBound..<middle, middle..<tree.upperBound)
      if first <= middle {
        proof.append(try root(right))
        tree = left
      } else {
        proof.append(try root(left))
        tree = right
        isWhole = false
      }
    }
    if !isWhole { proof.append(try root(tree)) }
    proof.reverse()
    return proof
  }
}

/// The verification of proofs against known roots (RFC 9162 §2.1.3.2 and §2.1.4.2).
extension Merkle {
  /// Whether a proof shows that a leaf is at an index of the tree with a root.
  ///
  /// Returns `false` for a proof with a missing or an extra hash, and for a tree of size 0.
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

  /// Whether a proof shows that the tree with the second root extends the one with the first root.
  ///
  /// Returns `false` for a proof with a missing or an extra hash, and for a tree of size 0. Equal
  /// sizes require equal roots and an empty proof.
  package static func verifyConsistency(
    from first: Int, root firstRoot: Digest, to second: Int, root secondRoot: Digest,
    proof: [Digest]
  ) -> Bool {
    guard first >= 1, first <= second else { return false }
    guard first < second else { return proof.isEmpty && firstRoot == secondRoot }
    guard !proof.isEmpty else { return false }
    // A perfect first tree is its own first node. The proof leaves it out.
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
