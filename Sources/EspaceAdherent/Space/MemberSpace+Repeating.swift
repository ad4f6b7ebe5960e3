import EventLog
import FoundationEssentials
import Membership
import Notation

extension MemberSpace {
  /// The first outcome of the action to decide, if its id is known, or `nil`; called in the turn.
  ///
  /// The id is looked up before anything else of the action is read, its time included, in the
  /// stream that the action addresses. The answer is made anew from the facts and from the state
  /// before them, so that it is the first one however much has changed since.
  func repetition(of asked: Decider, _ state: inout SpaceState) throws(SpaceError) -> Outcome? {
    let (request, knowledge) = (asked.request, asked.knowledge)
    var member = try addressee(of: asked, &state)
    let nobodys: StreamName = request.action.isAboutHouse ? .house : .visitors(at: knowledge.now)
    var stream = member.map { .member($0.id) } ?? nobodys
    var records: [Record]
    do throws(LogError) {
      records = try facts(of: request.id, in: stream, &state)
      if records.isEmpty, member != nil {
        // When it was refused the name, or the session, was nobody's.
        (member, stream) = (nil, nobodys)
        records = try facts(of: request.id, in: stream, &state)
      }
    } catch { throw SpaceError(error) }
    guard let first = records.first else { return nil }
    let then = try self.knowledge(before: first, in: stream, knowledge)
    let subject = member.flatMap { then.member($0.id) }
    var decider = Decider(request, then, random: state.random)
    let decision = decider.repeated(records.map { RecordedEvent($0).event }, of: subject)
    var outcome = Outcome(
      decision.result, member: decision.member,
      events: records.map { Outcome.Appended(position: $0.position, type: $0.type) },
      publicOutcome: decision.publicOutcome)
    outcome.isRepetition = true
    return outcome
  }

  /// The member whom an action addresses; one who was erased is found by the id of the action alone,
  /// so that a feed sent twice does not enrol again whom it was made to forget.
  private func addressee(
    of asked: Decider, _ state: inout SpaceState
  ) throws(SpaceError) -> Member? {
    let named = asked.addressee()
    // Whoever has left may have had the name before one who was erased since.
    if let named, !named.hasEnded, asked.request.action.name != .eraseMember { return named }
    for id in state.present.forgetting.erasedMembers where !state.erasedActions.members.contains(id)
    {
      do throws(LogError) {
        try store.history(of: StreamName.member(id).description) { (record) throws(LogError) in
          state.erasedActions.owners[record.action] = id
          return true
        }
      } catch { throw SpaceError(error) }
      state.erasedActions.members.insert(id)
    }
    return state.erasedActions.owners[asked.request.id].flatMap { asked.knowledge.member($0) }
      ?? named
  }

  /// What was known of the house and of the addressed member just before a record.
  private func knowledge(
    before record: Record, in stream: StreamName, _ present: Knowledge
  ) throws(SpaceError) -> Knowledge {
    let scene = Scene(position: record.position - 1, now: record.at, house: House())
    let house = try house(until: scene)
    var past: Member?
    if case .member(let id) = stream {
      var member = Member(id: id)
      for fact in try facts(of: stream, until: scene) { member.evolve(fact) }
      past = member
    }
    let member = past
    return Knowledge(
      now: record.at, house: house, key: present.key, refusals: present.refusals,
      member: { $0 == member?.id ? member : present.member($0) }, candidates: present.candidates,
      open: present.open, traces: present.traces, hashing: present.hashing)
  }

  /// The facts that an action's id caused, in order, looked up in one stream.
  private func facts(
    of action: UUID, in stream: StreamName, _ state: inout SpaceState
  ) throws(LogError) -> [Record] {
    let last: Int?
    if let known = state.knownActions.positions(in: stream) {
      last = known[action]
    } else {
      var known: [UUID: Int] = [:]
      try store.history(of: stream.description) { (record) throws(LogError) in
        // The newest come first.
        if known[record.action] == nil { known[record.action] = record.position }
        return true
      }
      state.knownActions.keep(known, of: stream)
      last = known[action]
    }
    return try last.map { (last) throws(LogError) in try append(around: last, action) } ?? []
  }

  /// The records of the append that a position stands in, of one action.
  private func append(
    around position: Int, _ action: UUID
  ) throws(LogError) -> [Record] {
    var records: [Record] = []
    var next = position
    while next > 0, let record = try store.record(at: next), record.action == action {
      records.insert(record, at: 0)
      next -= 1
    }
    next = position + 1
    while let record = try store.record(at: next), record.action == action {
      records.append(record)
      next += 1
    }
    return records
  }
}
