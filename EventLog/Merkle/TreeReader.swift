import Digests

/// The work that making a proof took.
package struct ProofWork: Sendable, Hashable {
  /// The number of computed hashes.
  package var hashes = 0
  /// The number of leaves read from the log.
  package var leaves = 0
  /// The number of nodes read from the cache.
  package var nodes = 0
  /// The reason why cached nodes were not used, if there were any.
  package var unused: SnapshotFault?

  package init() {}
}

/// A reader of subtree roots, from cached nodes where possible and from leaves otherwise.
struct TreeReader {
  /// The number of leaf blocks kept in memory.
  ///
  /// A proof reads three blocks at most.
  private static let blocksRemembered = 3

  private var kept: NodeCache?
  private let size: Int
  private let leaves: (Range<Int>) throws(LogError) -> [Digest]
  private var blocks: [Int: [Digest]] = [:]
  var work = ProofWork()

  /// Reads a tree from cached nodes and from leaves.
  ///
  /// - Parameters:
  ///   - kept: The cached nodes, if there are any.
  ///   - size: The number of leaves.
  ///   - leaves: Returns the hashes of a range of leaves.
  init(
    _ kept: NodeCache?, size: Int, leaves: @escaping (Range<Int>) throws(LogError) -> [Digest]
  ) {
    self.kept = kept
    self.size = size
    self.leaves = leaves
  }

  /// Returns the root of a range of leaves, split as in RFC 6962.
  ///
  /// - Complexity: With cached nodes, O(log n) hashes and the leaves of one block. Without them,
  ///   one hash per leaf.
  mutating func root(of range: Range<Int>) throws(LogError) -> Digest {
    var roots: [Digest] = []
    for subtree in PerfectSubtree.covering(range) { roots.append(try root(of: subtree)) }
    guard var root = roots.last else { return Merkle.emptyRoot }
    for left in roots.dropLast().reversed() { root = node(left, root) }
    return root
  }

  private mutating func root(of subtree: PerfectSubtree) throws(LogError) -> Digest {
    if let node = keptRoot(of: subtree) { return node }
    guard subtree.level <= NodeFile.lowestLevel else {
      let left = try root(of: subtree.left)
      return node(left, try root(of: subtree.right))
    }
    var hashes = try leaves(of: subtree)
    while hashes.count > 1 {
      hashes = stride(from: 0, to: hashes.count, by: 2).map { node(hashes[$0], hashes[$0 + 1]) }
    }
    return hashes[0]
  }

  /// Returns the leaves of a subtree inside one block.
  private mutating func leaves(of subtree: PerfectSubtree) throws(LogError) -> [Digest] {
    let range = subtree.leaves
    let block = range.lowerBound >> NodeFile.lowestLevel
    let first = block << NodeFile.lowestLevel
    if blocks[block] == nil {
      if blocks.count == Self.blocksRemembered { blocks.removeAll() }
      let read = try leaves(first..<min(first + NodeFile.leavesInBlock, size))
      work.leaves += read.count
      blocks[block] = read
    }
    return Array(blocks[block]?[range.lowerBound - first..<range.upperBound - first] ?? [])
  }

  private mutating func keptRoot(of subtree: PerfectSubtree) -> Digest? {
    do throws(SnapshotFault) {
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

/// The nodes of a growing tree, in the order of their file.
struct NodeBuilder {
  private(set) var bytes: [UInt8] = []
  /// The number of whole 256-leaf blocks.
  private(set) var blocks = 0

  /// Creates a tree without nodes.
  init() {}

  /// Continues from cached nodes.
  init(_ kept: NodeCache) throws(SnapshotFault) {
    bytes = try kept.all()
    blocks = kept.blocks
  }

  /// Adds the nodes of all whole blocks up to a size; 256 hashes per block on average.
  ///
  /// - Parameter leaves: Returns the hashes of a range of leaves. It is called on two threads at
  ///   once.
  mutating func extend(
    to size: Int, leaves: @Sendable (Range<Int>) throws(LogError) -> [Digest]
  ) throws(LogError) {
    let end = size >> NodeFile.lowestLevel
    while blocks < end {
      let (first, count) = (blocks, min(end - blocks, Self.blocksAtOnce))
      let roots = try inShares(of: count, worthSharing: 2) { (share) throws(LogError) in
        try share.map { (index) throws(LogError) in try Self.root(ofBlock: first + index, leaves) }
      }
      extend(with: roots.joined())
    }
  }

  /// Adds the nodes of whole blocks with known roots.
  mutating func extend(with roots: some Sequence<Digest>) {
    for root in roots { append(root) }
  }

  /// The number of blocks hashed on two cores before their nodes are combined.
  private static let blocksAtOnce = 128

  private static func root(
    ofBlock block: Int, _ leaves: (Range<Int>) throws(LogError) -> [Digest]
  ) throws(LogError) -> Digest {
    let first = block << NodeFile.lowestLevel
    var tree = MerkleFrontier()
    tree.append(contentsOf: try leaves(first..<first + NodeFile.leavesInBlock))
    return tree.root
  }

  private mutating func append(_ root: Digest) {
    var node = root
    var subtree = PerfectSubtree(level: NodeFile.lowestLevel, index: blocks)
    blocks += 1
    node.withBytes { bytes.append(contentsOf: $0) }
    while subtree.index & 1 == 1,
      let left = self.root(of: PerfectSubtree(level: subtree.level, index: subtree.index - 1))
    {
      node = Merkle.node(left, node)
      subtree = PerfectSubtree(level: subtree.level + 1, index: subtree.index >> 1)
      node.withBytes { bytes.append(contentsOf: $0) }
    }
  }

  private func root(of subtree: PerfectSubtree) -> Digest? {
    guard let number = NodeFile.number(of: subtree, blocks: blocks) else { return nil }
    return Digest(bytes: bytes[number * NodeFile.bytesInNode..<(number + 1) * NodeFile.bytesInNode])
  }

  /// Returns the root of the tree over the blocks and the leaves after them.
  func root(with rest: [Digest]) -> Digest? {
    let size = blocks << NodeFile.lowestLevel
    let roots = PerfectSubtree.covering(0..<size).compactMap { root(of: $0) }
    guard var frontier = MerkleFrontier(size: size, roots: roots) else { return nil }
    frontier.append(contentsOf: rest)
    return frontier.root
  }
}
