import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Returns the first outcome of an action, if its id is known.
  ///
  /// Called in the writer's turn.
  ///
  /// The id is looked up in the stream that the action addresses, before the rest of the action is
  /// read, including its time. The outcome is computed again from the facts and the state before
  /// them. It therefore equals the first outcome, even if the state has changed since.
  ///
  /// - Returns: The first outcome, or `nil` if the id is new.
  /// - Throws: `SpaceError` of kind `.invalid`, field `id`, when the id belongs to another action.
  ///   The same action for another member or by another actor counts as another action.
  func deduplicate(_ loaded: Loaded, state: inout SpaceState) throws(SpaceError) -> Outcome? {
    do throws(LogError) { try noteLatestActions(&state) } catch { throw SpaceError(error) }
    var log = SpaceActionLog(self, state)
    // One owner, so that the index is not copied when it changes.
    (state.actionIndex, state.erasedActions) = (ActionIndex(), ([:], []))
    defer { (state.actionIndex, state.erasedActions) = (log.index, log.erasedActions) }
    let found = Result { () throws(SpaceError) in try loaded.decider.repetition(in: &log) }
    // An id is reported as another action's only if everything could be read.
    try loaded.faults.check()
    let request = loaded.decider.request
    switch try found.get() {
    case .new(let addressee):
      return try log.index.factless(request.id).map { (known) throws(SpaceError) in
        try Self.repetition(of: known, by: request, at: addressee)
      }
    case .otherAction: throw Self.otherAction
    case .first(let decision, let facts):
      var outcome = Outcome(
        decision.result, member: decision.member,
        events: facts.map { Outcome.Appended(position: $0.position, type: $0.event.name) },
        publicOutcome: decision.publicOutcome)
      outcome.isRepetition = true
      return outcome
    }
  }

  /// Returns the first outcome of an action that this process accepted without a fact.
  private static func repetition(
    of known: ActionIndex.FactlessAction, by request: ActionRequest, at member: Token?
  ) throws(SpaceError) -> Outcome {
    guard known.name == request.action.name, known.actor == request.by,
      known.outcome.member == member
    else { throw otherAction }
    var outcome = known.outcome
    outcome.isRepetition = true
    return outcome
  }

  private static let otherAction = SpaceError(
    .invalid, "the id of another action; each action needs its own id", field: "id")

  /// Throws if the id of a sweep belongs to another action.
  func requireOwnID(ofSweep action: UUID) throws(SpaceError) {
    try state.withLock { (state) throws(SpaceError) in
      do throws(LogError) { try noteLatestActions(&state) } catch { throw SpaceError(error) }
      let stream = state.actionIndex.stream(of: action)
      guard stream == nil || stream == .house else { throw Self.otherAction }
      let records: [Record]
      do throws(LogError) {
        records = try state.actionIndex.records(of: action, in: .house, from: store)
      } catch { throw SpaceError(error) }
      guard records.allSatisfy({ $0.type == "retention.swept" }) else { throw Self.otherAction }
    }
  }

  /// Notes the streams of the latest actions of earlier writers, once.
  private func noteLatestActions(_ state: inout SpaceState) throws(LogError) {
    guard !state.actionIndex.hasReadEnd else { return }
    let last = store.durablePosition
    guard last > 0 else {
      state.actionIndex.hasReadEnd = true
      return
    }
    let first = max(1, last - ActionIndex.factsReadAtFirst + 1)
    try store.scan(first...last) { (view) throws(LogError) in
      let fact = RecordedEvent(view)
      guard fact.cause == nil, let stream = fact.streamName else { return true }
      state.actionIndex.note(fact.action, in: stream)
      // A sweep's facts have their own action ids, and the sweep's id as their correlation.
      if fact.actor == .clock { state.actionIndex.note(fact.correlation, in: .house) }
      return true
    }
    state.actionIndex.hasReadEnd = true
  }
}

/// The log of a space as the search for a repetition reads it, in the writer's turn.
private struct SpaceActionLog: ActionLog {
  typealias Failure = SpaceError

  let space: MemberSpace
  let erasures: Erasures
  var index: ActionIndex
  var erasedActions: (owners: [UUID: Token], members: Set<Token>)

  init(_ space: MemberSpace, _ state: SpaceState) {
    self.space = space
    erasures = state.erasuresOfValues
    index = state.actionIndex
    erasedActions = state.erasedActions
  }

  mutating func facts(
    of action: UUID, in stream: StreamName
  ) throws(SpaceError) -> [RecordedEvent] {
    do throws(LogError) {
      return try index.records(of: action, in: stream, from: space.store).map { RecordedEvent($0) }
    } catch { throw SpaceError(error) }
  }

  func stream(of action: UUID) -> StreamName? {
    // After a failed write the queued actions are unknown. The append reports the failure.
    space.store.latch == nil ? index.stream(of: action) : nil
  }

  mutating func erasedMember(of action: UUID) throws(SpaceError) -> Token? {
    for id in erasures.erasedMembers where !erasedActions.members.contains(id) {
      do throws(LogError) {
        try space.store.history(of: StreamName.member(id).description) {
          (record) throws(LogError) in
          if record.cause == nil { erasedActions.owners[record.action] = id }
          return true
        }
      } catch { throw SpaceError(error) }
      erasedActions.members.insert(id)
    }
    return erasedActions.owners[action]
  }

  func past(
    of stream: StreamName, before fact: RecordedEvent
  ) throws(SpaceError) -> (house: House, member: Member?) {
    let asOf = AsOf(position: fact.position - 1, now: fact.at, house: House())
    let house = try space.house(until: asOf)
    guard case .member(let id) = stream else { return (house, nil) }
    var member = Member(id: id)
    for fact in try space.facts(of: stream, until: asOf) { member.evolve(fact) }
    return (house, member)
  }
}
