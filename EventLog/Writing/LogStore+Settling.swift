extension LogStore {
  /// Returns once an append is durable.
  ///
  /// The first to come writes and syncs the whole queue as one group; the others wait for it.
  ///
  /// - Throws: `.outcomeUnknown` when a write or sync of its group failed, and for ever after;
  ///   `.latched` when an earlier group's did and nothing of this one was written.
  package func settle(_ submission: Submission) throws(LogError) {
    try settle(group: submission.group)
  }

  /// Queues an append and returns once it is durable.
  ///
  /// - Throws: what `submit` and `settle` throw.
  @discardableResult
  package func append(_ append: Append) throws(LogError) -> Submission {
    let submission = try submit(append)
    try settle(submission)
    return submission
  }

  /// Syncs vault and log without an append: for an answer that appends nothing and must take the
  /// time of one that does.
  ///
  /// - Parameter filling: Whether bytes are written as for an append, so that there is something to
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
    try settle(group: group)
  }

  private func settle(group: Int) throws(LogError) {
    while true {
      switch monitor.wait(in: StoreState.room(of: group), until: { $0.turn(for: group) }) {
      case .settled: return
      case .failed(let error): throw error
      case .lead(let first): lead(first)
      }
    }
  }

  /// Writes one group, outside the lock so that others queue meanwhile, and tells all.
  private func lead(_ group: Group) {
    guard let writer else { return }
    do throws(StorageFault) {
      let written = try writer.write(group)
      if group.count > 0 || group.fills { monitor.withLock { $0.lock }?.note(group.until) }
      monitor.hand { state in
        state.publish(group, written)
        state.endTurn()
        // Those of this group go on, and one of the next leads it; the others sleep on.
        return (
          all: [StoreState.generalRoom, StoreState.room(of: group.id)],
          one: state.queue.first.map { StoreState.room(of: $0.id) }
        )
      }
      keepNodes(after: group.from - 1, upTo: group.until)
    } catch {
      monitor.change { state in
        state.stop(error, writing: group)
        state.endTurn()
      }
    }
  }
}

/// What a thread that waits for a group does next.
private enum Turn {
  case settled
  case failed(LogError)
  case lead(Group)
}

extension StoreState {
  /// What the thread that waits for a group does, `nil` to wait on.
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
