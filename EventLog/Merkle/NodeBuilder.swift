import Digests
import Synchronization

/// The nodes of a growing tree as they stand in their file.
struct NodeBuilder {
  private(set) var bytes: [UInt8] = []
  /// How many whole blocks of 256 leaves there are.
  private(set) var blocks = 0

  /// A tree without a node.
  init() {}

  /// Goes on from nodes that were kept.
  init(_ kept: KeptNodes) throws(SnapshotFault) {
    bytes = try kept.all()
    blocks = kept.blocks
  }

  /// Adds the nodes of all whole blocks up to a size; 256 hashes a block and one on average.
  ///
  /// - Parameter leaves: answers the hashes of a range of leaves, on two threads at once.
  mutating func extend(
    to size: Int, leaves: @Sendable (Range<Int>) throws(LogError) -> [Digest]
  ) throws(LogError) {
    let end = size >> NodeFile.lowestLevel
    while blocks < end {
      let (first, count) = (blocks, min(end - blocks, Self.blocksAtOnce))
      let roots = Mutex([Result<Digest, LogError>?](repeating: nil, count: count))
      inShares(of: count, worthSharing: 2) { share in
        for index in share {
          let root = Result { () throws(LogError) in
            try Self.root(ofBlock: first + index, leaves)
          }
          roots.withLock { $0[index] = root }
        }
      }
      for case let root? in roots.withLock({ $0 }) { append(try root.get()) }
    }
  }

  /// Adds the nodes of whole blocks whose roots are known.
  mutating func extend(with roots: some Sequence<Digest>) {
    for root in roots { append(root) }
  }

  /// How many blocks are hashed on two cores before their nodes are put together.
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

  /// The root of the tree over the blocks and the leaves behind them.
  func root(with rest: [Digest]) -> Digest? {
    let size = blocks << NodeFile.lowestLevel
    let edge = PerfectSubtree.covering(0..<size).compactMap { root(of: $0) }
    guard var frontier = MerkleFrontier(size: size, edge: edge) else { return nil }
    frontier.append(contentsOf: rest)
    return frontier.root
  }
}
