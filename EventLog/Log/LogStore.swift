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
  let vault: VaultStore
  let writer: CommitWriter?
  let monitor: Monitor<StoreState>

  init(
    storage: any Storage, manifest: SpaceManifest, access: Access, recovery: RecoveryReport,
    writer: CommitWriter?, state: sending StoreState
  ) {
    self.storage = storage
    self.manifest = manifest
    self.access = access
    self.recovery = recovery
    self.writer = writer
    vault = VaultStore(storage, space: manifest.id)
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

/// What changes in a store, behind its lock: the durable log, and the queue in front of it.
struct StoreState {
  /// The durable log: what was read, and every group since.
  var log: SegmentedLog
  var lock: WriterLock?
  var random: any RandomNumberGenerator & Sendable
  /// Groups that nobody writes yet, in order; appends join the last.
  var queue: [CommitGroup] = []
  /// The group that a leader is writing.
  var inFlight: CommitGroup?
  var isLeading = false
  /// The number of the last group that is durable, and of the last that was begun.
  var settled = 0
  var begun = 0
  var latch: StorageFault?
  /// The group that was being written when the writer latched.
  var unknownGroup: Int?
  var isClosed = false
  /// Whether the tree's nodes or the index are being written beside the log.
  var isKeepingFiles = false
  /// Whether lines of the vault are being overwritten.
  var isErasing = false
  /// Erased lines that were made durable since a writer died.
  var confirmedErasures: Set<Int> = []

  var queuedPosition: Int
  var queuedAt: Instant?
  /// Where streams stand that have queued records.
  var queuedHeads: [String: StreamHead] = [:]

  /// Where threads wait for a change of any kind.
  static let generalRoom = 0
  static let rooms = 9

  /// Where the callers of a group wait for it.
  static func room(of group: Int) -> Int { 1 + group % (rooms - 1) }

  init(log: SegmentedLog, lock: WriterLock?, random: any RandomNumberGenerator & Sendable) {
    self.log = log
    self.lock = lock
    self.random = random
    queuedPosition = log.state.position
    queuedAt = log.state.at
  }

  /// The head of a stream, queued records included.
  func head(of stream: String) throws(LogError) -> StreamHead? {
    if let queued = queuedHeads[stream] { return queued }
    return try log.state.head(of: stream)
  }

  /// Forgets what is queued: the durable state is the only one again.
  mutating func dropQueue() {
    queue = []
    queuedHeads = [:]
    queuedPosition = log.state.position
    queuedAt = log.state.at
  }

  /// The group that holds a queued record.
  func group(of position: Int) -> CommitGroup? {
    if let inFlight, inFlight.from <= position, position <= inFlight.until { return inFlight }
    return queue.first { $0.from <= position && position <= $0.until }
  }

  /// The last group, or a new one when it is full or taken.
  mutating func openGroup(records: Int, bytes: Int) -> CommitGroup {
    if let last = queue.last, last.hasRoom(records: records, bytes: bytes) { return last }
    begun += 1
    let group = CommitGroup(id: begun, from: queuedPosition + 1)
    queue.append(group)
    return group
  }

  /// Takes a written group into the durable log.
  mutating func publish(_ group: CommitGroup, _ written: CommitWriter.Written) {
    if let (segment, sealed) = written.rotation {
      if let sealed { log.segments[log.segments.count - 1].source = .mapped(sealed) }
      log.segments.append(segment)
    }
    log.append(group, at: written.start, frontier: written.frontier)
    log.state.blocks.note(written.blocks)
    settled = group.id
    for (stream, head) in group.heads where queuedHeads[stream] == head {
      queuedHeads[stream] = nil
    }
  }

  /// Stops the writer for good.
  mutating func stop(_ fault: StorageFault, writing group: CommitGroup?) {
    latch = fault
    unknownGroup = group?.id
    dropQueue()
  }
}

extension SegmentedLog {
  /// Adds a group that was written at the end of the last segment.
  mutating func append(_ group: CommitGroup, at start: Int, frontier: MerkleFrontier) {
    guard group.count > 0 else { return }
    for offset in group.lines {
      segments[segments.count - 1].offsets.append(UInt32(truncatingIfNeeded: start + offset))
    }
    segments[segments.count - 1].end = start + group.log.count
    for (stream, head) in group.heads { state.streams[state.streams.index(of: stream)] = head }
    state.position = group.until
    state.at = group.at
    state.frontier = frontier
    state.lastSealed = group.secrets.last?.position ?? state.lastSealed
    state.appends += group.appends
  }
}
