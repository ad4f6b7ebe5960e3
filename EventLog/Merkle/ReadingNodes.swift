import Digests

extension LogStore {
  /// The number of records after which an open writer caches their nodes: 65,536.
  static let recordsBetweenCaching = 1 << 16

  /// Returns the hashes of a range of leaves, counted from 0, as stored in the records.
  func leaves(_ range: Range<Int>) throws(LogError) -> [Digest] {
    guard !range.isEmpty else { return [] }
    var hashes: [Digest] = []
    hashes.reserveCapacity(range.count)
    try scan(range.lowerBound + 1...range.upperBound) { (view) throws(LogError) in
      hashes.append(view.hash)
      return true
    }
    guard hashes.count == range.count else {
      throw .damaged(
        Damage(
          .shortened, segment: SpaceLayout.log, offset: 0,
          position: range.lowerBound + hashes.count + 1))
    }
    return hashes
  }

  /// Caches the nodes of durable records, if an append passed a multiple of 65,536 records.
  func cacheNodes(after first: Int, upTo last: Int) {
    guard first / Self.recordsBetweenCaching < last / Self.recordsBetweenCaching else { return }
    cacheNodes()
  }

  /// Writes the tree's nodes of 256 or more leaves to a file, from which readers make proofs.
  ///
  /// Only nodes that are not in the file yet are computed. The file is optional: a failed write is
  /// not an error, and the next writer tries again.
  package func cacheNodes() {
    let isWriting = monitor.withLock { state in
      guard access == .writing, state.latch == nil, !state.isClosed, !state.isKeepingFiles else {
        return false
      }
      state.isKeepingFiles = true
      return true
    }
    guard isWriting else { return }
    defer { monitor.change { $0.isKeepingFiles = false } }
    let head = durableHead
    guard head.position >= NodeFile.leavesInBlock else { return }
    let blocks = head.position >> NodeFile.lowestLevel
    let kept = try? NodeCache(on: storage, space: manifest.id)
    guard kept?.blocks != blocks else { return }
    guard let builder = grown(kept, to: head) ?? grown(nil, to: head) else { return }
    do throws(StorageFault) {
      try storage.makeProjections()
      try storage.replace(
        NodeFile.path, with: NodeFile.bytes(of: builder, space: manifest.id), mode: .file)
    } catch {
      // The next writer tries again.
    }
  }

  /// Recomputes the cached nodes, and returns the first damage in their file.
  ///
  /// Returns `nil` if the nodes are right, absent, of another version, or not readable by this
  /// user.
  ///
  /// - Parameter known: The roots of blocks that were just computed from the log.
  /// - Throws: `.damaged`, `.storage`.
  /// - Complexity: One hash per record in blocks with unknown roots.
  package func nodeCacheDamage(
    _ known: BlockRoots? = nil
  ) throws(LogError) -> Damage? {
    let kept: NodeCache
    do throws(SnapshotFault) {
      guard let found = try NodeCache(on: storage, space: manifest.id) else { return nil }
      kept = found
    } catch {
      switch error {
      case .format: return nil
      case .storage(let fault) where fault.isDenied: return nil
      default: return Damage(.snapshot, segment: NodeFile.path, offset: 0)
      }
    }
    let count = kept.blocks << NodeFile.lowestLevel
    guard count <= durablePosition else {
      // A writer may have appended since this reader opened the log.
      let now = try LogStore.open(on: storage, for: .reading, replaying: { _ in })
      guard count > now.durablePosition else { return nil }
      return Damage(
        .snapshot, segment: NodeFile.path, offset: 0, position: now.durablePosition + 1,
        expected: "\(now.durablePosition)", found: "\(count)")
    }
    var builder = NodeBuilder()
    if let roots = known?.roots(of: 0..<kept.blocks) {
      builder.extend(with: roots)
    } else {
      try builder.extend(to: count, leaves: leaves)
    }
    return try stored(try kept.difference(from: builder.bytes))
  }

  /// Returns all nodes up to a head, based on cached nodes; `nil` if their root is not the head's.
  private func grown(_ kept: NodeCache?, to head: Head) -> NodeBuilder? {
    guard kept.map({ $0.blocks << NodeFile.lowestLevel <= head.position }) ?? true,
      var builder = try? kept.map({ (kept) throws(SnapshotFault) in try NodeBuilder(kept) })
        ?? NodeBuilder(),
      (try? extend(&builder, to: head.position)) != nil,
      let rest = try? leaves(builder.blocks << NodeFile.lowestLevel..<head.position),
      builder.root(with: rest) == head.root
    else { return nil }
    return builder
  }

  /// Adds nodes up to a size.
  ///
  /// Blocks that this store has hashed itself are not read again.
  private func extend(_ builder: inout NodeBuilder, to size: Int) throws(LogError) {
    let known = monitor.withLock { $0.log.state.blocks }
    if let roots = known.roots(of: builder.blocks..<size >> NodeFile.lowestLevel) {
      builder.extend(with: roots)
    } else {
      try builder.extend(to: size, leaves: leaves)
    }
  }
}
