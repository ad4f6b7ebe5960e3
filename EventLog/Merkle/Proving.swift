import Digests
public import Notation

extension LogStore {
  /// Returns the checkpoint of the durable log.
  ///
  /// A reader first makes the log durable.
  ///
  /// - Parameter size: The number of records; all records if `nil`.
  /// - Returns: The checkpoint and the work it took; `nil` if the log has fewer records.
  /// - Throws: `.damaged` if the log does not verify up to its end, `.storage`.
  package func checkpoint(
    of size: Int? = nil
  ) throws(LogError) -> (checkpoint: SpaceCheckpoint, work: ProofWork)? {
    let head = try confirmedHead()
    let size = size ?? head.position
    guard (0...head.position).contains(size) else { return nil }
    let (root, work) = try prove(head) { (tree) throws(LogError) in
      try tree.confirmed(size, in: head)?.root
    }
    return (SpaceCheckpoint(origin: manifest.origin, size: size, root: root), work)
  }

  /// Returns the end of the log, after checking for damage and making the log durable.
  func confirmedHead() throws(LogError) -> Head {
    if let damage = recovery.damage { throw .damaged(damage) }
    // The head is read first, so the sync covers it.
    let head = durableHead
    try confirmDurable()
    return head
  }

  /// Computes a result from the tree with the cached nodes, or without them if they are wrong.
  ///
  /// - Parameter body: Returns `nil` if its result does not agree with the head's root.
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
  /// Returns the root of the first records and the proof that the log extends them.
  ///
  /// Returns `nil` if the root of the whole log does not confirm the result.
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

  /// Returns the audit path of a leaf in the tree of the first records.
  mutating func path(of index: Int, in size: Int) throws(LogError) -> [Digest] {
    try Merkle.inclusionProof(of: index, in: size) { (range) throws(LogError) in
      try root(of: range)
    }
  }
}

extension LogStore {
  /// Returns a proof that the log contains the record at a position.
  ///
  /// - Parameters:
  ///   - position: The record's position.
  ///   - kept: An earlier checkpoint of this log. The proof is for its tree, and contains it with
  ///     its signatures. If it is `nil`, the proof is for the log's end.
  /// - Returns: The proof and the work it took; `nil` if the tree does not contain the record, or
  ///   the checkpoint is not of this log.
  /// - Throws: `.damaged` if the log does not verify up to its end, `.storage`.
  /// - Complexity: O(log n) hashes with cached nodes.
  package func inclusionProof(
    of position: Int, in kept: SpaceCheckpoint? = nil
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
        checkpoint: SpaceCheckpoint(origin: manifest.origin, size: size, root: root))
    }
    work.hashes += 1
    if let kept {
      guard kept.agrees(with: proof.checkpoint) else { return nil }
      proof.checkpoint = kept
    }
    return (proof, work)
  }

  /// Returns a proof that the log extends its own first records.
  ///
  /// - Parameter first: The number of first records, at least 1.
  /// - Returns: The proof and the work it took; `nil` if the log has fewer records.
  /// - Throws: `.damaged` if the log does not verify up to its end, `.storage`.
  /// - Complexity: O(log n) hashes with cached nodes.
  package func consistencyProof(
    from first: Int
  ) throws(LogError) -> (proof: ConsistencyProof, work: ProofWork)? {
    let head = try confirmedHead()
    guard first >= 1, first <= head.position else { return nil }
    return try prove(head) { (tree) throws(LogError) -> ConsistencyProof? in
      guard let (root, growth) = try tree.confirmed(first, in: head) else { return nil }
      return ConsistencyProof(
        from: SpaceCheckpoint(origin: manifest.origin, size: first, root: root),
        path: growth,
        checkpoint: SpaceCheckpoint(origin: manifest.origin, size: head.position, root: head.root))
    }
  }

  /// Returns the line of a durable record without its newline, after verifying its hash.
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

/// The comparison of a log with an earlier checkpoint of it.
public struct SpaceComparison: Sendable, Hashable {
  /// The relation of the log to the checkpoint.
  public enum Finding: String, Sendable, Hashable, CaseIterable {
    /// All facts that the checkpoint counts are unchanged.
    case same
    /// Facts that the checkpoint counts are missing at the end.
    case shorter
    /// The log has enough facts, but they differ from the facts of the checkpoint.
    case rewritten
    /// Damage comes before the last fact that the checkpoint counts.
    case unreadable
    /// The checkpoint belongs to another space.
    case otherSpace
  }

  /// The relation of the log to the checkpoint.
  public let finding: Finding
  /// The checkpoint.
  public let checkpoint: SpaceCheckpoint
  /// The origin of this space.
  public let origin: String
  /// The number of facts that can be read now.
  public let facts: Int
  /// The instant of the last readable fact.
  public let lastInstant: Instant?
  /// The instant of the last fact that the checkpoint counts, if the log has so many facts.
  public let checkpointInstant: Instant?
  /// The position of the first fact that records a repair, up to the checkpoint's size.
  ///
  /// `nil` unless facts of the checkpoint are missing or differ. The log's facts differ from that
  /// position on.
  public package(set) var repair: Int?

  /// Whether the log agrees with the checkpoint.
  public var isSame: Bool { finding == .same }

  /// The positions that the checkpoint counts and the log lacks.
  public var missing: ClosedRange<Int>? {
    guard finding == .shorter || finding == .unreadable else { return nil }
    return facts + 1...checkpoint.size
  }
}

extension LogStore {
  /// Compares the log with an earlier checkpoint of it.
  ///
  /// The records themselves are not read. Call `verify` for that.
  ///
  /// - Throws: `.damaged` if the log's leaves do not give its root, `.storage`.
  /// - Complexity: O(log n) hashes with cached nodes.
  package func compare(with checkpoint: SpaceCheckpoint) throws(LogError) -> SpaceComparison {
    let head = durableHead
    // A log that lost only its end is readable up to there.
    let isReadable = recovery.damage.map { $0.kind == .shortened } ?? true
    var at: Instant?
    let finding: SpaceComparison.Finding
    if !checkpoint.origin.utf8.elementsEqual(manifest.origin.utf8) {
      finding = .otherSpace
    } else if checkpoint.size > head.position {
      finding = isReadable ? .shorter : .unreadable
    } else {
      at = checkpoint.size == 0 ? nil : try record(at: checkpoint.size)?.at
      let root = try root(of: checkpoint.size, in: head, isReadable)
      finding = root == checkpoint.root ? .same : .rewritten
    }
    return SpaceComparison(
      finding: finding, checkpoint: checkpoint, origin: manifest.origin, facts: head.position,
      lastInstant: head.at, checkpointInstant: at)
  }

  private func root(
    of size: Int, in head: Head, _ isReadable: Bool
  ) throws(LogError) -> Digest {
    guard isReadable else {
      // The root before the damage may be unknown. It is computed from the leaves.
      var tree = TreeReader(nil, size: head.position, leaves: leaves)
      return try tree.root(of: 0..<size)
    }
    return try prove(head) { (tree) throws(LogError) in
      try tree.confirmed(size, in: head)?.root
    }.0
  }
}
