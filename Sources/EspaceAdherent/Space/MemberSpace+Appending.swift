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

  /// Returns the envelope of a fact that no action asked for, called in the turn.
  ///
  /// A clock in doubt is not recorded: the fact is then dated like the last one.
  func ownEnvelope(_ actor: Actor, _ state: inout SpaceState) -> Envelope {
    let (last, clock) = (store.queuedAt ?? .earliest, clock())
    let isDoubtful = clockGuard.doubt(of: clock, after: store.queuedAt) != nil
    let action = UUID.draw(using: &state.random)
    return Envelope(
      at: isDoubtful ? last : max(clock, last), actor: actor, action: action,
      correlation: action, clockWasClamped: isDoubtful || clock < last)
  }

  /// Records the refusals that a flood left without a fact, each stream's latest with its count.
  ///
  /// Each is dated like its action, or like the last fact: no clock is read.
  /// A member that was erased meanwhile gets no fact.
  func recordUnrecordedRefusals() throws(LogError) {
    let submissions = try state.withLock { (state) throws(LogError) in
      var submissions: [Submission] = []
      for refusal in state.refusals.takeUnrecorded() {
        let action = UUID.draw(using: &state.random)
        let envelope = Envelope(
          at: max(refusal.at, store.queuedAt ?? .earliest), actor: refusal.actor, action: action,
          correlation: action)
        var stream = StreamName.visitors(at: envelope.at)
        if let id = refusal.member {
          let member = state.queuedMembers[id]?.member ?? members.member(id, noting: nil)
          guard let member, !member.isErased else { continue }
          stream = .member(id)
        }
        let draft = Decision.Draft(stream: stream, event: refusal.event)
        submissions.append(try submit([draft], envelope, &state))
      }
      return submissions
    }
    for submission in submissions { try settle(submission) }
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
