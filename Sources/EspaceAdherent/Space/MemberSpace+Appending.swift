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
    var settled: [Token: MemberState] = [:]
    for (index, draft) in drafts.enumerated() {
      if case .member(let id) = draft.stream { settled[id] = try members.state(id) }
      let stream = draft.stream.description
      expected[stream] = try store.streamHead(stream)?.sequence ?? 0
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
      }, on: settled)
    return submission
  }

  /// Waits until an append is durable, and folds what became so into the read models.
  func settle(_ submission: Submission) throws(LogError) {
    do throws(LogError) {
      try store.settle(submission)
    } catch {
      state.withLock { state in
        // What was durable before the failure is a fact for all who read on.
        state.settle(through: store.durablePosition, in: members)
        state.discardQueue()
      }
      throw error
    }
    state.withLock { $0.settle(through: store.durablePosition, in: members) }
    redactSoon()
    keepSnapshotSoon()
  }
}
