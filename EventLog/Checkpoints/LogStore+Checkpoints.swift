import Digests

extension LogStore {
  /// The checkpoint of what is durable; of a reader, after making sure that it is.
  ///
  /// - Parameter size: the number of records; all when `nil`.
  /// - Returns: the checkpoint and what it took; `nil` when the log has fewer records.
  /// - Throws: `.damaged` when the log does not verify up to its end, `.storage`.
  package func checkpoint(
    of size: Int? = nil
  ) throws(LogError) -> (checkpoint: Checkpoint, work: ProofWork)? {
    let head = try confirmedHead()
    let size = size ?? head.position
    guard (0...head.position).contains(size) else { return nil }
    let (root, work) = try prove(head) { (tree) throws(LogError) in
      try tree.confirmed(size, in: head)?.root
    }
    return (Checkpoint(origin: manifest.origin, size: size, root: root), work)
  }

  /// The end of the log, once it outlives a power cut and nothing before it is damaged.
  func confirmedHead() throws(LogError) -> Head {
    if let damage = recovery.damage { throw .damaged(damage) }
    // First the head: what is synced afterwards is at least that.
    let head = durableHead
    try confirmDurable()
    return head
  }

  /// Makes something of the tree: with the nodes that were kept, and where these are no good,
  /// without.
  ///
  /// - Parameter body: answers `nil` when what it made does not agree with the head's root.
  func prove<Result>(
    _ head: Head, _ body: (inout TreeReader) throws(LogError) -> Result?
  ) throws(LogError) -> (Result, ProofWork) {
    var unused: SnapshotFault?
    var kept: KeptNodes?
    do throws(SnapshotFault) {
      kept = try KeptNodes(on: storage, space: manifest.id)
    } catch { unused = error }
    if kept != nil {
      var tree = TreeReader(kept, size: head.position, leaves: leaves)
      if let result = try body(&tree) { return (result, tree.work) }
      unused = tree.work.unused ?? .otherLog
    }
    var tree = TreeReader(nil, size: head.position, leaves: leaves)
    guard let result = try body(&tree) else {
      throw .damaged(
        Damage(.root, segment: SpaceLayout.log, offset: 0, expected: head.root.hex))
    }
    tree.work.unused = unused
    return (result, tree.work)
  }
}

extension TreeReader {
  /// The root of the first records and the proof that the whole log goes on from them; `nil` when
  /// the whole log's root does not confirm it.
  mutating func confirmed(
    _ size: Int, in head: Head
  ) throws(LogError) -> (root: Digest, growth: [Digest])? {
    guard size > 0 else { return (Merkle.emptyRoot, []) }
    guard size < head.position else { return (head.root, []) }
    let root = try root(of: 0..<size)
    let growth = try Merkle.consistencyProof(from: size, to: head.position) {
      (range) throws(LogError) in
      try self.root(of: range)
    }
    work.hashes += 2 * growth.count
    let isConfirmed = Merkle.verifyConsistency(
      from: size, root: root, to: head.position, root: head.root, proof: growth)
    return isConfirmed ? (root, growth) : nil
  }

  /// The audit path of a leaf in the tree of the first records.
  mutating func path(of index: Int, in size: Int) throws(LogError) -> [Digest] {
    try Merkle.inclusionProof(of: index, in: size) { (range) throws(LogError) in
      try root(of: range)
    }
  }
}
