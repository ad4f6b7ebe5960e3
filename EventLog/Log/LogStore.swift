package import Notation

/// The log and the vault of a space, and the only access to their files.
///
/// One process may have the space open for writing, and any number for reading. All methods may be
/// called from any thread.
package final class LogStore: Sendable {
  /// The kind of access for which a store is opened.
  package enum Access: Sendable {
    /// Reads the log up to its last whole append, without a lock and without recovery.
    case reading
    /// Writes as the only writer, after recovery from a crash.
    case writing
  }

  /// The part of the log that is hashed when it is opened.
  package enum Checking: Sendable {
    /// The last segment, from the frontier in its header.
    ///
    /// Each earlier segment was verified when it was the last.
    case lastSegment
    /// Every record.
    case everything
  }

  /// The maximum bytes of a segment, unless one group is larger: 64 MiB.
  package static let segmentBytes = 64 << 20

  package let storage: any Storage
  package let manifest: SpaceManifest
  package let access: Access
  /// The irregularities found on opening, and the steps taken.
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

  /// The end of the durable log; for a reader, the end of the part it has read.
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

  /// The last position in the snapshot in use, 0 without a snapshot.
  package var indexedPosition: Int {
    monitor.withLock { $0.log.state.streams.base?.summary.position ?? 0 }
  }

  /// The last position that is durable or queued.
  package var queuedPosition: Int { monitor.withLock { $0.queuedPosition } }

  /// The instant of the last record that is durable or queued; no draft may be earlier.
  package var queuedAt: Instant? { monitor.withLock { $0.queuedAt } }

  /// The failure that latched the writer, if any.
  package var latch: StorageFault? { monitor.withLock { $0.latch } }

  /// Closes the store in order: releases the writer lock and notes that all work is finished.
  ///
  /// Queued groups that no leader has taken are dropped. A latched store leaves the note of a
  /// writer that died. Reading stays possible. `deinit` closes a store that is still open.
  package func close() {
    cacheNodes()
    monitor.change { $0.isClosed = true }
    // The lock must stay while a leader or an eraser writes. Otherwise there could be two writers.
    let end = monitor.wait { state -> (lock: WriterLock?, isClean: Bool, position: Int)? in
      guard !state.isLeading, !state.isKeepingFiles, !state.isErasing else { return nil }
      defer { state.lock = nil }
      state.dropQueue()
      return (state.lock, state.latch == nil, state.log.state.position)
    }
    // Without the note, the next writer only takes more care than necessary.
    if end.isClean { try? end.lock?.noteClosed(at: end.position) }
  }

  deinit { close() }
}

/// The state of a store, behind its lock: the durable log and the queue of groups.
struct StoreState {
  /// The durable log: the part that was read, and every group since.
  var log: SegmentedLog
  var lock: WriterLock?
  var random: any RandomNumberGenerator & Sendable
  /// Groups that no leader has taken, in order; appends join the last group.
  var queue: [CommitGroup] = []
  /// The group that a leader is writing.
  var inFlight: CommitGroup?
  var isLeading = false
  /// The number of the last durable group.
  var settled = 0
  /// The number of the last group that was begun.
  var begun = 0
  var latch: StorageFault?
  /// The group that was being written when the writer latched.
  var unknownGroup: Int?
  var isClosed = false
  /// Whether tree nodes or a snapshot are being written beside the log.
  var isKeepingFiles = false
  /// Whether vault lines are being overwritten.
  var isErasing = false
  /// The positions of erased vault lines that were made durable after the last writer died.
  var confirmedErasures: Set<Int> = []

  var queuedPosition: Int
  var queuedAt: Instant?
  /// The heads of streams with queued records.
  var queuedHeads: [String: StreamHead] = [:]

  /// The room in which threads wait for a change of any kind.
  static let generalRoom = 0
  static let rooms = 9

  /// Returns the room in which the callers of a group wait.
  static func room(of group: Int) -> Int { 1 + group % (rooms - 1) }

  init(log: SegmentedLog, lock: WriterLock?, random: any RandomNumberGenerator & Sendable) {
    self.log = log
    self.lock = lock
    self.random = random
    queuedPosition = log.state.position
    queuedAt = log.state.at
  }

  /// Returns the head of a stream, including queued records.
  func head(of stream: String) throws(LogError) -> StreamHead? {
    if let queued = queuedHeads[stream] { return queued }
    return try log.state.head(of: stream)
  }

  /// Drops the queue and returns to the durable state.
  mutating func dropQueue() {
    queue = []
    queuedHeads = [:]
    queuedPosition = log.state.position
    queuedAt = log.state.at
  }

  /// Returns the group with a record that is queued or being written.
  func group(of position: Int) -> CommitGroup? {
    if let inFlight, inFlight.from <= position, position <= inFlight.until { return inFlight }
    return queue.first { $0.from <= position && position <= $0.until }
  }

  /// Returns the last group, or a new one when the last is full or taken.
  mutating func openGroup(records: Int, bytes: Int) -> CommitGroup {
    if let last = queue.last, last.hasRoom(records: records, bytes: bytes) { return last }
    begun += 1
    let group = CommitGroup(id: begun, from: queuedPosition + 1)
    queue.append(group)
    return group
  }

  /// Adds a written group to the durable log.
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

  /// Latches the writer after a failure.
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
