import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Queues drafts as one append and folds them into the queued state; called in the turn.
  func submit(
    _ drafts: [Decision.Draft], _ envelope: Envelope, _ state: inout SpaceState,
    isUniform: Bool = false
  ) throws(LogError) -> Submission {
    var expected: [String: Int] = [:]
    var records: [RecordDraft] = []
    for (index, draft) in drafts.enumerated() {
      let stream = draft.stream.description
      expected[stream] = store.streamHead(stream)?.sequence ?? 0
      let parts = EventCodec.encode(draft.event, clockWasClamped: envelope.clockWasClamped)
      records.append(
        RecordDraft(
          stream: stream, type: draft.event.name,
          schema: EventTable.entry(named: draft.event.name)?.schema ?? 1, at: envelope.at,
          actor: envelope.actor.description, action: envelope.action,
          correlation: envelope.correlation, cause: index == 0 ? nil : .earlier(0),
          data: parts.data, secret: parts.secret))
    }
    let submission = try store.submit(
      Append(expected: expected, drafts: records), syncingVaultAnyway: isUniform)
    state.queue(
      zip(submission.records, drafts).map { record, draft in
        RecordedEvent(
          position: record.position, sequence: record.sequence, stream: record.stream,
          at: record.at, actor: envelope.actor, action: record.action,
          correlation: record.correlation, cause: record.cause, event: draft.event,
          clockWasClamped: envelope.clockWasClamped)
      })
    return submission
  }

  /// Waits until an append is durable, and folds what became so into the read models.
  func settle(_ submission: Submission) throws(LogError) {
    do throws(LogError) {
      try store.settle(submission)
    } catch {
      state.withLock { $0.discardQueue() }
      throw error
    }
    state.withLock { $0.settle(through: store.durablePosition) }
  }

  /// The first outcome of an action whose id is known, or `nil`.
  func repetition(
    of request: ActionRequest, at now: Instant, _ hashing: HashAnswers,
    _ state: inout SpaceState
  ) -> Outcome? {
    guard let knowledge = knowledge(at: now, hashing, state) else { return nil }
    var decider = Decider(request, knowledge, random: state.random)
    let member = decider.addressee()
    let stream: StreamName =
      request.action.name.isHouse ? .house : member.map { .member($0.id) } ?? .visitors(at: now)
    let records = facts(of: request.id, in: stream, &state)
    guard !records.isEmpty else { return nil }
    let events = records.map { RecordedEvent($0).event }
    let decision = decider.repeated(events, of: member)
    var outcome = Outcome(
      decision.result, member: decision.member,
      events: records.map { Outcome.Appended(position: $0.position, type: $0.type) },
      publicOutcome: decision.publicOutcome)
    outcome.isRepetition = true
    return outcome
  }

  /// The facts that an action's id caused, in order, looked up in one stream.
  private func facts(
    of action: UUID, in stream: StreamName, _ state: inout SpaceState
  ) -> [Record] {
    let name = stream.description
    if case .member = stream {
      var last: Int?
      try? store.history(of: name) { (record) throws(LogError) in
        guard record.action == action else { return true }
        last = record.position
        return false
      }
      return last.map { append(around: $0, action) } ?? []
    }
    if state.knownActions[name] == nil {
      var known: [UUID: Int] = [:]
      try? store.history(of: name) { (record) throws(LogError) in
        known[record.action] = record.position
        return true
      }
      state.knownActions = state.knownActions.filter { $0.key == "house" }
      state.knownActions[name] = known
    }
    return state.knownActions[name]?[action].map { append(around: $0, action) } ?? []
  }

  /// The records of the append that a position stands in, of one action.
  private func append(around position: Int, _ action: UUID) -> [Record] {
    var records: [Record] = []
    var next = position
    while next > 0, let record = try? store.record(at: next), record.action == action {
      records.insert(record, at: 0)
      next -= 1
    }
    next = position + 1
    while let record = try? store.record(at: next), record.action == action {
      records.append(record)
      next += 1
    }
    return records
  }
}
