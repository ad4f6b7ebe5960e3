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
      let stream = draft.stream.description
      if expected[stream] == nil {
        let sequence = try store.streamHead(stream)?.sequence ?? 0
        expected[stream] = sequence
        if case .member(let id) = draft.stream, sequence > 0, state.queuedMembers[id] == nil {
          settled[id] = try members.state(id)
        }
      }
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
      Append(expected: expected, drafts: records), syncingVaultAnyway: isUniform, filling: isUniform
    )
    state.queue(
      zip(submission.places, drafts).map { place, draft in
        RecordedEvent(
          position: place.position, sequence: place.sequence, stream: .ours(draft.stream),
          at: envelope.at, actor: envelope.actor, action: envelope.action,
          correlation: envelope.correlation, cause: place.cause, event: draft.event,
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
