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
  func repetition(of asked: Decider, _ state: inout SpaceState) throws(SpaceError) -> Outcome? {
    let (request, context) = (asked.request, asked.context)
    var member = try addressee(of: asked, &state)
    let addressee = member?.id
    let nobodys: StreamName = request.action.isAboutHouse ? .house : .visitors(at: context.now)
    var stream = member.map { .member($0.id) } ?? nobodys
    var records: [Record]
    do throws(LogError) {
      try noteLatestActions(&state)
      records = try facts(of: request.id, in: stream, &state)
      if records.isEmpty, member != nil {
        // When the action was refused, no member had the name or the session.
        (member, stream) = (nil, nobodys)
        records = try facts(of: request.id, in: stream, &state)
      }
    } catch { throw SpaceError(error) }
    if records.isEmpty { records = try visitorsFacts(of: request.id, &stream, &state) }
    guard let first = records.first else {
      return try state.actionIndex.factless(request.id).map { (known) throws(SpaceError) in
        try Self.repetition(of: known, by: request, at: addressee)
      }
    }
    let then = try self.context(before: first, in: stream, context)
    let subject = member.flatMap { then.member($0.id) }
    var decider = Decider(request, then, random: state.random)
    let facts = records.map { RecordedEvent($0) }
    let events = facts.map(\.event)
    guard facts.allSatisfy({ $0.actor == request.by }),
      decider.mayHaveAppended(events, of: subject),
      member != nil || context.open(first.position).map(decider.mayHaveTyped) ?? true
    else { throw Self.otherAction }
    let decision = decider.repeated(events, of: subject)
    var outcome = Outcome(
      decision.result, member: decision.member,
      events: records.map { Outcome.Appended(position: $0.position, type: $0.type) },
      publicOutcome: decision.publicOutcome)
    outcome.isRepetition = true
    return outcome
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
    .invalid, "the id of another action: each action has an id of its own", field: "id")

  /// Throws if the id of a sweep belongs to another action.
  func requireOwnID(ofSweep action: UUID) throws(SpaceError) {
    try state.withLock { (state) throws(SpaceError) in
      do throws(LogError) { try noteLatestActions(&state) } catch { throw SpaceError(error) }
      let stream = state.actionIndex.stream(of: action)
      guard stream == nil || stream == .house else { throw Self.otherAction }
      let records: [Record]
      do throws(LogError) {
        records = try facts(of: action, in: .house, &state)
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

  /// Returns the facts of a recent action that began in another stream than the addressed ones.
  ///
  /// Facts in the visitors' stream of another month belong to a repetition.
  ///
  /// - Throws: `SpaceError` of kind `.invalid`, field `id`, when the stream is not a visitors'
  ///   stream.
  private func visitorsFacts(
    of action: UUID, _ stream: inout StreamName, _ state: inout SpaceState
  ) throws(SpaceError) -> [Record] {
    // After a failed write the queued actions are unknown. The append reports the failure.
    guard store.latch == nil, let known = state.actionIndex.stream(of: action) else { return [] }
    guard case .visitors = known else { throw Self.otherAction }
    stream = known
    do throws(LogError) { return try facts(of: action, in: known, &state) } catch {
      throw SpaceError(error)
    }
  }

  /// Returns the member that an action addresses.
  ///
  /// An erased member is found by the action id alone. Replaying an enrolment feed therefore does
  /// not re-create an erased member.
  private func addressee(
    of asked: Decider, _ state: inout SpaceState
  ) throws(SpaceError) -> Member? {
    let named = asked.addressee()
    // A member that has left may share the name with a member that was erased since.
    if let named, !named.hasEnded, asked.request.action.name != .eraseMember { return named }
    for id in state.settled.erasures.erasedMembers where !state.erasedActions.members.contains(id) {
      do throws(LogError) {
        try store.history(of: StreamName.member(id).description) { (record) throws(LogError) in
          if record.cause == nil { state.erasedActions.owners[record.action] = id }
          return true
        }
      } catch { throw SpaceError(error) }
      state.erasedActions.members.insert(id)
    }
    return state.erasedActions.owners[asked.request.id].flatMap { asked.context.member($0) }
      ?? named
  }

  /// Returns the state of the house and the addressed member just before a record.
  private func context(
    before record: Record, in stream: StreamName, _ settled: DecisionContext
  ) throws(SpaceError) -> DecisionContext {
    let asOf = AsOf(position: record.position - 1, now: record.at, house: House())
    let house = try house(until: asOf)
    var past: Member?
    if case .member(let id) = stream {
      var member = Member(id: id)
      for fact in try facts(of: stream, until: asOf) { member.evolve(fact) }
      past = member
    }
    let member = past
    return DecisionContext(
      now: record.at, house: house, key: settled.key, refusals: settled.refusals,
      member: { $0 == member?.id ? member : settled.member($0) }, candidates: settled.candidates,
      open: settled.open, traces: settled.traces, hashing: settled.hashing)
  }

  /// Returns the facts of an action's append, in order.
  ///
  /// The append is looked up in the stream that it begins in.
  private func facts(
    of action: UUID, in stream: StreamName, _ state: inout SpaceState
  ) throws(LogError) -> [Record] {
    let first: Int?
    if let known = state.actionIndex.positions(in: stream) {
      first = known[action]
    } else {
      var known: [UUID: Int] = [:]
      try store.history(of: stream.description) { (record) throws(LogError) in
        // The newest record comes first, so the first append of an id overwrites later ones.
        if record.cause == nil { known[record.action] = record.position }
        return true
      }
      state.actionIndex.keep(known, of: stream)
      first = known[action]
    }
    guard let first, let record = try store.record(at: first) else { return [] }
    // Another append with the same id, for another member, may follow.
    var records = [record]
    for position in (first + 1)..<max(first + 1, record.until + 1) {
      if let next = try store.record(at: position) { records.append(next) }
    }
    return records
  }
}

/// The ids of actions with the first fact of each append.
///
/// The index contains the actions of the house, of the streams used last, and the latest actions of
/// all streams.
struct ActionIndex {
  /// The position of the first fact of each action's append, for one stream.
  typealias Positions = [UUID: Int]

  /// The least number of streams kept once so many were used.
  ///
  /// At most twice as many are kept.
  private static let capacity = 512
  /// The least number of latest actions kept.
  ///
  /// At most twice as many are kept.
  private static let latestCapacity = 1 << 14
  /// The number of facts at the log's end that are read for the latest actions of earlier writers.
  static let factsReadAtFirst = 1_024

  private var house: Positions?
  private var recent: [StreamName: Positions] = [:]
  private var older: [StreamName: Positions] = [:]
  private var latest: [UUID: StreamName] = [:]
  private var earlier: [UUID: StreamName] = [:]
  /// Whether the log's end was read for the latest actions.
  var hasReadEnd = false
  private var latestFactless: [UUID: FactlessAction] = [:]
  private var earlierFactless: [UUID: FactlessAction] = [:]

  /// An action of this process that was accepted without a fact.
  struct FactlessAction {
    let name: ActionName
    let actor: ActorID
    let outcome: Outcome
  }

  /// Returns the action of an id, if it is one of the latest that were accepted without a fact.
  func factless(_ action: UUID) -> FactlessAction? {
    latestFactless[action] ?? earlierFactless[action]
  }

  /// Notes an action that was accepted without a fact, unless its id is already known.
  mutating func noteFactless(_ action: UUID, _ known: FactlessAction) {
    guard factless(action) == nil else { return }
    if latestFactless.count >= Self.latestCapacity {
      (earlierFactless, latestFactless) = (latestFactless, [:])
    }
    latestFactless[action] = known
  }

  /// Returns the positions of a stream, or `nil` when they are not kept.
  mutating func positions(in stream: StreamName) -> Positions? {
    if stream == .house { return house }
    if let known = recent[stream] { return known }
    guard let known = older.removeValue(forKey: stream) else { return nil }
    keep(known, of: stream)
    return known
  }

  /// Keeps the positions of a whole stream.
  mutating func keep(_ known: Positions, of stream: StreamName) {
    if stream == .house { return house = known }
    if recent.count >= Self.capacity { (older, recent) = (recent, [:]) }
    recent[stream] = known
  }

  /// Notes the first fact of an append, unless the id is already known in the stream.
  mutating func note(_ action: UUID, at position: Int, in stream: StreamName) {
    note(action, in: stream)
    if stream == .house {
      if house?[action] == nil { house?[action] = position }
    } else if let known = recent[stream] {
      if known[action] == nil { recent[stream]?[action] = position }
    } else if older[stream]?[action] == nil {
      older[stream]?[action] = position
    }
  }

  /// Returns the stream in which the append of one of the latest actions begins.
  func stream(of action: UUID) -> StreamName? { latest[action] ?? earlier[action] }

  /// Notes only the stream of an action.
  mutating func note(_ action: UUID, in stream: StreamName) {
    guard self.stream(of: action) == nil else { return }
    if latest.count >= Self.latestCapacity { (earlier, latest) = (latest, [:]) }
    latest[action] = stream
  }
}
