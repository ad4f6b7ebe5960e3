import Notation

/// What changes in a store, behind its lock: the durable log, and the queue in front of it.
struct StoreState {
  /// The durable log: what was read, and every group since.
  var log: LogFiles
  var lock: WriterLock?
  var random: any RandomNumberGenerator & Sendable
  /// Groups that nobody writes yet, in order; appends join the last.
  var queue: [Group] = []
  /// The group that a leader is writing.
  var inFlight: Group?
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

  init(log: LogFiles, lock: WriterLock?, random: any RandomNumberGenerator & Sendable) {
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
  func group(of position: Int) -> Group? {
    if let inFlight, inFlight.from <= position, position <= inFlight.until { return inFlight }
    return queue.first { $0.from <= position && position <= $0.until }
  }

  /// The last group, or a new one when it is full or taken.
  mutating func openGroup(records: Int, bytes: Int) -> Group {
    if let last = queue.last, last.hasRoom(records: records, bytes: bytes) { return last }
    begun += 1
    let group = Group(id: begun, from: queuedPosition + 1)
    queue.append(group)
    return group
  }

  /// Takes a written group into the durable log.
  mutating func publish(_ group: Group, _ written: GroupWriter.Written) {
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
  mutating func stop(_ fault: StorageFault, writing group: Group?) {
    latch = fault
    unknownGroup = group?.id
    dropQueue()
  }
}

extension LogFiles {
  /// Adds a group that was written at the end of the last segment.
  mutating func append(_ group: Group, at start: Int, frontier: MerkleFrontier) {
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
