import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Queues drafts as one append and folds them into the queued state.
  ///
  /// Called in the writer's turn.
  func submit(
    _ drafts: [Decision.Draft], envelope: Envelope, state: inout SpaceState,
    isUniform: Bool = false
  ) throws(LogError) -> Submission {
    var expected: [String: Int] = [:]
    var records: [RecordDraft] = []
    var settled: [Token: CachedMember] = [:]
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
          schema: draft.event.schema, at: envelope.at,
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

  /// Returns the envelope of a fact without an action.
  ///
  /// Called in the writer's turn.
  ///
  /// A clock in doubt is not recorded: the fact is then dated like the last one.
  func ownEnvelope(_ actor: ActorID, _ state: inout SpaceState) -> Envelope {
    let (last, clock) = (store.queuedAt ?? .earliest, clock())
    let isDoubtful = clockGuard.doubt(of: clock, after: store.queuedAt) != nil
    let action = UUID.draw(using: &state.random)
    return Envelope(
      at: isDoubtful ? last : max(clock, last), actor: actor, action: action,
      correlation: action, clockWasClamped: isDoubtful || clock < last)
  }

  /// Records the refusals that a flood left without a fact: for each stream the latest, with the
  /// count.
  ///
  /// Each is dated like its action, or like the last fact. No clock is read. A member that was
  /// erased meanwhile gets no fact.
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
        submissions.append(try submit([draft], envelope: envelope, state: &state))
      }
      return submissions
    }
    for submission in submissions { try awaitDurable(.append(submission)) }
  }

  /// Waits until the facts that an outcome is based on are durable, and publishes an append.
  func awaitDurable(_ wait: Queued.Wait) throws(LogError) {
    let submission: Submission
    switch wait {
    case .nothing: return
    case .sync(let filling): return try store.syncBoth(filling: filling)
    case .append(let queued): submission = queued
    }
    do throws(LogError) { try store.awaitCommit(submission) } catch {
      state.withLock { state in
        // Facts that became durable before the failure are published for later reads.
        state.publish(through: store.durablePosition, in: members)
        state.discardQueue()
      }
      throw error
    }
    publish()
  }

  /// Folds the durable facts into the read models, and schedules the work that follows from them.
  private func publish() {
    state.withLock { $0.publish(through: store.durablePosition, in: members) }
    scheduleRedaction()
    scheduleSnapshot()
  }
}

/// A member's state in one heap object that its users share.
///
/// Copying a `Member` would retain each of its arrays.
final class CachedMember: Sendable {
  let member: Member

  init(_ member: Member) { self.member = member }
}

/// A queued fact with the changes that follow from it.
struct PendingFact {
  let fact: RecordedEvent
  let orders: [ErasureOrder]
  let change: Erasures.Change?
  /// The member after the append, with the position of the append's first fact about the member.
  ///
  /// Kept with the append's last fact about the member.
  var after: (state: CachedMember, first: Int)?

  /// Creates the changes of a fact without a member.
  init(_ fact: RecordedEvent) {
    self.fact = fact
    orders = []
    change = Erasures.Change(fact, member: nil, last: nil)
  }

  /// Folds a fact into its member and creates the changes that follow.
  ///
  /// - Parameter keepsWork: Whether the superseded verifiers are kept for erasing.
  init(_ fact: RecordedEvent, into member: inout Member, keepsWork: Bool = true) {
    self.fact = fact
    if keepsWork {
      var verifiers = member.verifiers
      orders = member.evolve(fact, superseding: &verifiers)
    } else {
      member.evolve(fact)
      orders = []
    }
    change = Erasures.Change(fact, member: member.id, last: member.erasures.last)
  }
}

extension SpaceState {
  /// Folds the facts of a queued append.
  ///
  /// Decisions read them; queries read them only once settled.
  ///
  /// - Parameter settled: The settled states of the facts' members.
  mutating func queue(_ facts: [RecordedEvent], on settled: [Token: CachedMember]) {
    var append: [PendingFact] = []
    append.reserveCapacity(facts.count)
    var touched: [(member: Member, first: Int, last: Int)] = []
    for (index, fact) in facts.enumerated() {
      directory?.apply(fact)
      // The other facts of an append may be in other members' streams.
      if fact.cause == nil, let stream = fact.streamName {
        actionIndex.note(fact.action, at: fact.position, in: stream)
      }
      guard case .member(let id)? = fact.streamName else {
        if fact.streamName == .house {
          var house = house
          house.evolve(fact)
          queuedHouse = house
        }
        append.append(PendingFact(fact))
        continue
      }
      let place: Int
      if let known = touched.firstIndex(where: { $0.member.id == id }) {
        place = known
      } else {
        place = touched.count
        let member = (queuedMembers[id] ?? settled[id])?.member ?? Member(id: id)
        touched.append((member, fact.position, index))
      }
      append.append(PendingFact(fact, into: &touched[place].member))
      touched[place].last = index
    }
    for (member, first, last) in touched {
      let state = CachedMember(member)
      queuedMembers[member.id] = state
      append[last].after = (state, first)
    }
    enqueue(append)
  }
}
