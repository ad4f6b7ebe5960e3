import Notation

extension LogStore {
  /// Queues an append: checks it, assigns its positions, and encodes it.
  ///
  /// Nothing is durable before `settle` returns.
  ///
  /// - Parameters:
  ///   - append: At least one draft, with the expected sequence of every stream it writes.
  ///   - syncingVaultAnyway: Whether the vault is synced even when nothing is sealed. An observer
  ///     of the response time then learns nothing.
  ///   - filling: Whether padding is written, as `syncBoth` does, for the same reason.
  /// - Throws: `.conflict`, `.invalidDraft` with the index of an invalid draft, or `.limit`;
  ///   nothing was queued. Also `.latched` and `.readOnly`, and `.damaged` for a damaged snapshot.
  package func submit(
    _ append: Append, syncingVaultAnyway: Bool = false, filling: Bool = false
  ) throws(LogError) -> Submission {
    try Self.check(append)
    return try monitor.withLock { (state) throws(LogError) in
      try state.requireWriter(access)
      for (stream, expected) in append.expected {
        let found = try state.head(of: stream)?.sequence ?? 0
        guard found == expected else {
          throw .conflict(stream: stream, expected: expected, found: found)
        }
      }
      let submission = try state.queue(append, syncingVaultAnyway: syncingVaultAnyway)
      if filling { state.queue.last?.fills = true }
      return submission
    }
  }

  /// Checks the rules that do not depend on the log.
  private static func check(_ append: Append) throws(LogError) {
    let count = append.drafts.count
    guard count > 0, count <= RecordLimits.recordsInAppend else { throw .limit(.records(count)) }
    let (log, vault) = append.byteCounts
    guard max(log, vault) <= RecordLimits.bytesInAppend else {
      throw .limit(.bytes(max(log, vault)))
    }
    let fault = append.firstFault
    var stream = ""
    for (index, draft) in append.drafts[..<(fault?.index ?? count)].enumerated()
    where stream != draft.stream {
      stream = draft.stream
      guard append.expected[stream] != nil else { throw .invalidDraft(index, .expectation) }
    }
    if let fault { throw .invalidDraft(fault.index, fault.fault) }
  }
}

extension Append {
  /// The first draft that breaks a rule by itself, if any, with the rule.
  fileprivate var firstFault: (index: Int, fault: DraftFault)? {
    let found = inShares(of: drafts.count, worthSharing: CommitGroup.linesWorthSharing) { share in
      share.lazy.compactMap { index in drafts[index].fault.map { (index: index, fault: $0) } }.first
    }
    return found.lazy.compactMap(\.self).first
  }

  /// The minimum bytes of log and of vault that the append takes.
  fileprivate var byteCounts: (log: Int, vault: Int) {
    drafts.reduce((0, 0)) { ($0.0 + $1.data.count, $0.1 + ($1.secret?.count ?? 0)) }
  }

  /// The maximum bytes of log or of vault that the append takes.
  fileprivate var mostBytes: Int {
    let (log, vault) = byteCounts
    // Names of 128 bytes, numbers of 16 digits, two UUIDs and two hashes take less than 1,024
    // bytes.
    return max(log, vault) + drafts.count * 1024
  }
}

extension StoreState {
  func requireWriter(_ access: LogStore.Access) throws(LogError) {
    if let latch { throw .latched(latch) }
    guard access == .writing, !isClosed else { throw .readOnly }
  }

  /// Encodes an append into the last group, or leaves the group unchanged.
  fileprivate mutating func queue(
    _ append: Append, syncingVaultAnyway: Bool
  ) throws(LogError) -> Submission {
    let group = openGroup(records: append.drafts.count, bytes: append.mostBytes)
    let mark = group.mark
    do throws(LogError) {
      return try encode(append, into: group, syncingVaultAnyway)
    } catch {
      group.goBack(to: mark)
      throw error
    }
  }

  private mutating func encode(
    _ append: Append, into group: CommitGroup, _ syncsVault: Bool
  ) throws(LogError) -> Submission {
    let first = queuedPosition + 1
    let until = queuedPosition + append.drafts.count
    let (logBefore, vaultBefore) = (group.log.count, group.vault.count)
    var heads = NewHeads()
    var places: [RecordPlace] = []
    var salts: [Salt?] = []
    places.reserveCapacity(append.drafts.count)
    salts.reserveCapacity(append.drafts.count)
    var at = queuedAt
    for (index, draft) in append.drafts.enumerated() {
      if let at, draft.at < at { throw .invalidDraft(index, .time) }
      at = draft.at
      let known = heads.head(of: draft.stream)
      let head = if let known { known } else { try self.head(of: draft.stream) ?? .none }
      var place = RecordPlace(
        position: first + index, until: until, sequence: head.sequence + 1,
        previous: head.sequence == 0 ? nil : head.position)
      place.cause = try cause(draft.cause, index, first: first)
      salts.append(
        draft.secret == nil ? nil : Salt(high: random.next(), low: random.next()))
      heads.note(StreamHead(position: place.position, sequence: place.sequence))
      places.append(place)
    }
    if let index = group.add(append.drafts, places: places, salts: salts) {
      throw .invalidDraft(index, .tooLong)
    }
    for secret in group.secrets.reversed() {
      guard secret.position >= first else { break }
      places[secret.position - first].sealed = secret.commitment
    }
    let size = max(group.log.count - logBefore, group.vault.count - vaultBefore)
    guard size <= RecordLimits.bytesInAppend, let at else { throw .limit(.bytes(size)) }
    let new = heads.all()
    group.finishAppend(heads: new, at: at)
    group.syncsVault = group.syncsVault || syncsVault
    queuedHeads.merge(new) { _, later in later }
    queuedPosition = until
    queuedAt = at
    return Submission(
      positions: first...until, places: places, drafts: append.drafts,
      hashes: Array(group.hashes.suffix(places.count)), group: group.id)
  }

  private func cause(_ cause: Cause?, _ index: Int, first: Int) throws(LogError) -> Int? {
    switch cause {
    case nil: return nil
    case .position(let position) where position >= 1 && position < first + index: return position
    case .earlier(let earlier) where earlier >= 0 && earlier < index: return first + earlier
    default: throw .invalidDraft(index, .cause)
    }
  }
}

/// The stream heads after the drafts of an append so far.
///
/// Consecutive drafts of one stream need only one lookup.
private struct NewHeads {
  private var stream = ""
  private var head: StreamHead?
  private var others: [String: StreamHead] = [:]

  /// Returns the head of a stream after the drafts so far, and makes this stream the current one.
  ///
  /// The next `note` sets the head of the current stream.
  mutating func head(of stream: String) -> StreamHead? {
    if stream != self.stream {
      if let head { others[self.stream] = head }
      self.stream = stream
      head = others[stream]
    }
    return head
  }

  mutating func note(_ head: StreamHead) { self.head = head }

  /// Returns the heads of all streams of the append.
  mutating func all() -> [String: StreamHead] {
    if let head { others[stream] = head }
    return others
  }
}

extension LogStore {
  /// Waits until an append is durable.
  ///
  /// The first caller becomes the leader, which writes and syncs the first queued group. The other
  /// callers of the group wait for the leader.
  ///
  /// - Throws: `.outcomeUnknown` when a write or sync of its group failed, now and on every later
  ///   call. `.latched` when an earlier group failed and nothing of this one was written.
  ///   `.readOnly` when the store was closed before the group was written.
  package func awaitCommit(_ submission: Submission) throws(LogError) {
    try awaitCommit(group: submission.group)
  }

  /// Queues an append and waits until it is durable.
  ///
  /// - Throws: The errors of `submit` and `settle`.
  @discardableResult
  package func append(_ append: Append) throws(LogError) -> Submission {
    let submission = try submit(append)
    try awaitCommit(submission)
    return submission
  }

  /// Syncs vault and log without an append.
  ///
  /// An action that appends nothing can then take the same time as one that appends.
  ///
  /// - Parameter filling: Whether padding is written as for an append, so that there are bytes to
  ///   sync.
  /// - Throws: `.latched`, `.outcomeUnknown`, `.readOnly`.
  package func syncBoth(filling: Bool = false) throws(LogError) {
    let group = try monitor.withLock { (state) throws(LogError) in
      try state.requireWriter(access)
      let group = state.openGroup(records: 0, bytes: 0)
      group.syncsVault = true
      group.fills = group.fills || filling
      return group.id
    }
    try awaitCommit(group: group)
  }

  private func awaitCommit(group: Int) throws(LogError) {
    while true {
      switch monitor.wait(in: StoreState.room(of: group), until: { $0.turn(for: group) }) {
      case .settled: return
      case .failed(let error): throw error
      case .lead(let first): lead(first)
      }
    }
  }

  /// Writes one group as its leader, and wakes the callers that wait for the outcome.
  ///
  /// The group is written outside the lock, so that other appends can be queued at the same time.
  private func lead(_ group: CommitGroup) {
    guard let writer else { return }
    do throws(StorageFault) {
      let written = try writer.write(group)
      if group.count > 0 || group.fills { monitor.withLock { $0.lock }?.note(group.until) }
      monitor.hand { state in
        state.publish(group, written)
        state.endTurn()
        // Wakes the callers of this group, and one of the next group to lead it. The others sleep
        // on.
        return (
          all: [StoreState.generalRoom, StoreState.room(of: group.id)],
          one: state.queue.first.map { StoreState.room(of: $0.id) }
        )
      }
      cacheNodes(after: group.from - 1, upTo: group.until)
    } catch {
      monitor.change { state in
        state.stop(error, writing: group)
        state.endTurn()
      }
    }
  }
}

/// The next step of a thread that waits for a group.
private enum Turn {
  case settled
  case failed(LogError)
  case lead(CommitGroup)
}

extension StoreState {
  /// Returns the next step of a thread that waits for a group, or `nil` to wait on.
  fileprivate mutating func turn(for group: Int) -> Turn? {
    if group <= settled { return .settled }
    if let latch {
      return .failed(group == unknownGroup ? .outcomeUnknown(latch) : .latched(latch))
    }
    if isClosed, inFlight?.id != group { return .failed(.readOnly) }
    guard !isLeading, !queue.isEmpty else { return nil }
    isLeading = true
    let first = queue.removeFirst()
    inFlight = first
    return .lead(first)
  }

  fileprivate mutating func endTurn() {
    inFlight = nil
    isLeading = false
  }
}
