import Digests
package import Notation

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
    var kept: NodeCache?
    do throws(SnapshotFault) {
      kept = try NodeCache(on: storage, space: manifest.id)
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

extension LogStore {
  /// A proof that the record at a position stands in the log.
  ///
  /// O(log n) hashes with kept nodes.
  ///
  /// - Parameters:
  ///   - position: the record's.
  ///   - kept: an earlier checkpoint of this log, whose tree is used and which the proof repeats
  ///     with its signatures; the log's end when `nil`.
  /// - Returns: the proof and what it took; `nil` when there is no such record in that tree, or the
  ///   checkpoint is not of this log.
  /// - Throws: `.damaged` when the log does not verify up to its end, `.storage`.
  package func inclusionProof(
    of position: Int, in kept: Checkpoint? = nil
  ) throws(LogError) -> (proof: InclusionProof, work: ProofWork)? {
    let head = try confirmedHead()
    let size = kept?.size ?? head.position
    guard size <= head.position, (1...max(size, 1)).contains(position), size > 0,
      let record = try line(at: position)
    else { return nil }
    let leaf = record.withUnsafeBytes {
      Merkle.leaf(UnsafeRawBufferPointer(rebasing: $0[..<($0.count - RecordView.hashTail)]))
    }
    var (proof, work) = try prove(head) { (tree) throws(LogError) -> InclusionProof? in
      guard let (root, _) = try tree.confirmed(size, in: head) else { return nil }
      let path = try tree.path(of: position - 1, in: size)
      tree.work.hashes += path.count
      guard Merkle.verifyInclusion(of: leaf, at: position - 1, in: size, proof: path, root: root)
      else { return nil }
      return InclusionProof(
        record: record, leaf: leaf, index: position - 1, size: size, path: path,
        checkpoint: Checkpoint(origin: manifest.origin, size: size, root: root))
    }
    work.hashes += 1
    if let kept {
      guard kept.agrees(with: proof.checkpoint) else { return nil }
      proof.checkpoint = kept
    }
    return (proof, work)
  }

  /// A proof that the log goes on from what it was when it had fewer records.
  ///
  /// O(log n) hashes with kept nodes.
  ///
  /// - Parameter first: the number of records then, at least 1.
  /// - Returns: the proof and what it took; `nil` when the log has fewer records.
  /// - Throws: `.damaged` when the log does not verify up to its end, `.storage`.
  package func consistencyProof(
    from first: Int
  ) throws(LogError) -> (proof: ConsistencyProof, work: ProofWork)? {
    let head = try confirmedHead()
    guard first >= 1, first <= head.position else { return nil }
    return try prove(head) { (tree) throws(LogError) -> ConsistencyProof? in
      guard let (root, growth) = try tree.confirmed(first, in: head) else { return nil }
      return ConsistencyProof(
        from: Checkpoint(origin: manifest.origin, size: first, root: root),
        path: growth,
        checkpoint: Checkpoint(origin: manifest.origin, size: head.position, root: head.root))
    }
  }

  /// The line of a durable record, without its newline, its hash checked.
  private func line(at position: Int) throws(LogError) -> [UInt8]? {
    guard try record(at: position) != nil else { return nil }
    var line: [UInt8]?
    try scan(position...position) { (view) throws(LogError) in
      line = Array(view.line)
      return false
    }
    return line
  }
}

/// What a log is beside an earlier checkpoint.
package struct CheckpointComparison: Sendable, Hashable {
  /// What the comparison found.
  package enum Finding: String, Sendable, Hashable, CaseIterable {
    /// All that the checkpoint counts stands as it was.
    case same
    /// The log has fewer records than the checkpoint counts.
    case shorter
    /// As many of the log's records as the checkpoint counts are not those that it was made of.
    case rewritten
    /// Damage stands before the last record that the checkpoint counts.
    case unreadable
    /// The checkpoint is of a log of another origin.
    case otherLog
  }

  package let finding: Finding
  package let checkpoint: Checkpoint
  /// The end of the log, as far as it can be read.
  package let head: Head
  /// The instant of the last record that the checkpoint counts, when the log has as many.
  package let at: Instant?
}

extension LogStore {
  /// Compares the log with an earlier checkpoint of it, whoever kept it.
  ///
  /// O(log n) hashes with kept nodes. The records themselves are not read: `verify` does that.
  ///
  /// - Throws: `.damaged` when the log's leaves do not give its root, `.storage`.
  package func compare(with checkpoint: Checkpoint) throws(LogError) -> CheckpointComparison {
    let head = durableHead
    // A log that only lacks its end is readable up to there.
    let isReadable = recovery.damage.map { $0.kind == .shortened } ?? true
    var at: Instant?
    let finding: CheckpointComparison.Finding
    if !checkpoint.origin.utf8.elementsEqual(manifest.origin.utf8) {
      finding = .otherLog
    } else if checkpoint.size > head.position {
      finding = isReadable ? .shorter : .unreadable
    } else {
      at = checkpoint.size == 0 ? nil : try record(at: checkpoint.size)?.at
      let root = try root(of: checkpoint.size, in: head, isReadable)
      finding = root == checkpoint.root ? .same : .rewritten
    }
    return CheckpointComparison(finding: finding, checkpoint: checkpoint, head: head, at: at)
  }

  private func root(
    of size: Int, in head: Head, _ isReadable: Bool
  ) throws(LogError) -> Digest {
    guard isReadable else {
      // The root of what stands before damage may not be known: the leaves are all there is.
      var tree = TreeReader(nil, size: head.position, leaves: leaves)
      return try tree.root(of: 0..<size)
    }
    return try prove(head) { (tree) throws(LogError) in
      try tree.confirmed(size, in: head)?.root
    }.0
  }
}
