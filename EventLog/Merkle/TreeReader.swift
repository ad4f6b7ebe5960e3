import Digests

/// What making a proof took.
package struct ProofWork: Sendable, Hashable {
  /// Hashes computed.
  package var hashes = 0
  /// Leaves read from the log.
  package var leaves = 0
  /// Nodes read from those that were kept.
  package var nodes = 0
  /// Why kept nodes were not used, if there were any.
  package var unused: NodeFileFault?

  package init() {}
}

/// The roots of parts of a tree: from nodes that were kept, and from leaves where there is none.
struct TreeReader {
  private var kept: KeptNodes?
  private let leaves: (Range<Int>) throws(LogError) -> [Digest]
  var work = ProofWork()

  /// - Parameter leaves: answers the hashes of a range of leaves.
  init(_ kept: KeptNodes?, leaves: @escaping (Range<Int>) throws(LogError) -> [Digest]) {
    self.kept = kept
    self.leaves = leaves
  }

  /// The root of a range of leaves, as RFC 6962 splits a tree.
  ///
  /// With kept nodes O(log n) hashes and at most 255 leaves; without, as many as there are leaves.
  mutating func root(of range: Range<Int>) throws(LogError) -> Digest {
    var edge: [Digest] = []
    for subtree in PerfectSubtree.covering(range) { edge.append(try root(of: subtree)) }
    guard var root = edge.last else { return Merkle.emptyRoot }
    for left in edge.dropLast().reversed() { root = node(left, root) }
    return root
  }

  private mutating func root(of subtree: PerfectSubtree) throws(LogError) -> Digest {
    if let node = keptRoot(of: subtree) { return node }
    guard subtree.level <= NodeFile.lowestLevel else {
      let left = try root(of: subtree.left)
      return node(left, try root(of: subtree.right))
    }
    var hashes = try leaves(subtree.leaves)
    work.leaves += hashes.count
    while hashes.count > 1 {
      hashes = stride(from: 0, to: hashes.count, by: 2).map { node(hashes[$0], hashes[$0 + 1]) }
    }
    return hashes[0]
  }

  private mutating func keptRoot(of subtree: PerfectSubtree) -> Digest? {
    do throws(NodeFileFault) {
      guard let node = try kept?.root(of: subtree) else { return nil }
      work.nodes += 1
      return node
    } catch {
      work.unused = error
      kept = nil
      return nil
    }
  }

  private mutating func node(_ left: Digest, _ right: Digest) -> Digest {
    work.hashes += 1
    return Merkle.node(left, right)
  }
}
