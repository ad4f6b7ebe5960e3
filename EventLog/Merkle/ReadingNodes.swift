import Digests

extension LogStore {
  /// How many records become durable before a writer keeps their nodes without being closed.
  static let recordsBetweenKeeping = 1 << 16

  /// The hashes of a range of leaves, counted from 0, as the records bear them.
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

  /// Keeps the nodes of what became durable, if a writer's append passed a multiple of 65,536.
  func keepNodes(after first: Int, upTo last: Int) {
    guard first / Self.recordsBetweenKeeping < last / Self.recordsBetweenKeeping else { return }
    keepNodes()
  }

  /// Writes the tree's nodes of 256 leaves and up for readers to make proofs from.
  ///
  /// Only what has come since is computed. Nothing depends on the file: no failure to write it is
  /// an error, and the next writer tries again.
  package func keepNodes() {
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

  /// What is wrong with the nodes that were kept, all of them computed anew, and where; `nil` when
  /// they are right, of another version, not to be read by this user, or none.
  ///
  /// One hash a record, of those whose blocks are not known.
  ///
  /// - Parameter known: The roots of blocks that were computed from the log just now.
  /// - Throws: `.damaged`, `.storage`.
  package func keptNodesDamage(
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
      // A writer may have been at work since this reader looked.
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

  /// All nodes up to a head, going on from kept ones; `nil` when their root is not the head's.
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

  /// Adds nodes up to a size: those of blocks that this store has hashed itself need no reading.
  private func extend(_ builder: inout NodeBuilder, to size: Int) throws(LogError) {
    let known = monitor.withLock { $0.log.state.blocks }
    if let roots = known.roots(of: builder.blocks..<size >> NodeFile.lowestLevel) {
      builder.extend(with: roots)
    } else {
      try builder.extend(to: size, leaves: leaves)
    }
  }
}
