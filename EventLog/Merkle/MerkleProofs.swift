package import Digests

/// Making proofs: which subtrees' roots a verifier needs (RFC 6962 §2.1.1 and §2.1.2).
///
/// `root` answers the root of a range of leaves, counted from 0. With leaves alone it takes as many
/// hashes as there are leaves; where it knows perfect subtrees, O(log n).
extension Merkle {
  /// The root of some leaves from the leaves' hashes.
  package static func root<Failure>(
    of leaves: Range<Int>, leaf: (Int) throws(Failure) -> Digest
  ) throws(Failure) -> Digest {
    if leaves.isEmpty { return emptyRoot }
    var frontier = MerkleFrontier()
    for index in leaves { frontier.append(try leaf(index)) }
    return frontier.root
  }

  /// The audit path of a leaf, from the leaf up: `PATH(m, D[n])`.
  ///
  /// - Parameters:
  ///   - index: the leaf, from 0; below `size`.
  ///   - size: the number of leaves of the tree.
  ///   - root: the root of a range of leaves.
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

  /// The proof that a tree goes on from a smaller one: `PROOF(m, D[n])`.
  ///
  /// - Parameters:
  ///   - first: the smaller size, at least 1.
  ///   - second: the larger size; the proof is empty when they are equal.
  ///   - root: the root of a range of leaves.
  package static func consistencyProof<Failure>(
    from first: Int, to second: Int, root: (Range<Int>) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest] {
    precondition(first >= 1 && first <= second, "the smaller tree must be in the larger")
    var tree = 0..<second
    // Whether the smaller tree ends at the end of `tree` and begins where it does from the start.
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
