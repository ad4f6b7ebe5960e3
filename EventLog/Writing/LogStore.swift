package import Notation

/// A space's log and vault: the one way in and out of its files.
///
/// One process has it open for writing; any number have it open for reading. All methods may be
/// called from any thread.
package final class LogStore: Sendable {
  /// What a store is opened for.
  package enum Access: Sendable {
    /// No lock, no repair; the log up to its last whole append.
    case reading
    /// The only writer; recovers what a crash left.
    case writing
  }

  /// How much of the log is hashed while it is opened.
  package enum Checking: Sendable {
    /// The last segment, from its edge; the others were verified when they were the last.
    case lastSegment
    /// Every record.
    case everything
  }

  /// The size that a segment does not pass unless one group does, in bytes: 64 MiB.
  package static let segmentBytes = 64 << 20

  package let storage: any Storage
  package let manifest: SpaceManifest
  package let access: Access
  /// What opening found and did.
  package let recovery: RecoveryReport
  let vault: VaultFiles
  let writer: GroupWriter?
  let monitor: Monitor<StoreState>

  init(
    storage: any Storage, manifest: SpaceManifest, access: Access, recovery: RecoveryReport,
    writer: GroupWriter?, state: sending StoreState
  ) {
    self.storage = storage
    self.manifest = manifest
    self.access = access
    self.recovery = recovery
    self.writer = writer
    vault = VaultFiles(storage, space: manifest.id)
    monitor = Monitor(state, rooms: StoreState.rooms)
  }

  /// The end of what is durable; for a reader, of what it has read.
  ///
  /// O(log n) hashes.
  package var durableHead: Head {
    let (position, at, frontier) = monitor.withLock { state in
      (state.log.state.position, state.log.state.at, state.log.state.frontier)
    }
    return Head(position: position, at: at, root: frontier?.root ?? Merkle.emptyRoot)
  }

  /// The last durable position.
  package var durablePosition: Int { monitor.withLock { $0.log.state.position } }

  /// The last position that the snapshot knows which the store goes on from; 0 without one.
  package var indexedPosition: Int {
    monitor.withLock { $0.log.state.streams.base?.summary.position ?? 0 }
  }

  /// The last position that is durable or queued.
  package var queuedPosition: Int { monitor.withLock { $0.queuedPosition } }

  /// The instant of the last record that is durable or queued: no draft may be earlier.
  package var queuedAt: Instant? { monitor.withLock { $0.queuedAt } }

  /// The failure that stopped the writer for good, if one did.
  package var latch: StorageFault? { monitor.withLock { $0.latch } }

  /// Closes in order: lets the writer's lock go, and notes in it that nothing is unfinished.
  ///
  /// What is queued and not settled is dropped; a store that latched leaves the note of a writer
  /// that died. Reading goes on; `deinit` does the same for a store that nobody closed.
  package func close() {
    keepNodes()
    monitor.change { $0.isClosed = true }
    // The lock must not go while a leader or an eraser is writing, or two would.
    let end = monitor.wait { state -> (lock: WriterLock?, isClean: Bool, position: Int)? in
      guard !state.isLeading, !state.isKeepingFiles, !state.isErasing else { return nil }
      defer { state.lock = nil }
      state.dropQueue()
      return (state.lock, state.latch == nil, state.log.state.position)
    }
    // If the note fails, the next writer takes more care than it must.
    if end.isClean { try? end.lock?.noteClosed(at: end.position) }
  }

  deinit { close() }
}
