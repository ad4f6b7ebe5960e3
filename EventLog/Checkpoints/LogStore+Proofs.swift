import Digests

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
