import Digests
import EventLog
import FoundationEssentials
public import Membership
import Notation
import Projections
import Synchronization

/// The common fields of an action's records.
struct Envelope {
  var at: Instant
  var actor: ActorID
  var action: UUID
  var correlation: UUID
  var clockWasClamped = false
}

extension MemberSpace {
  /// Performs an action: decides, appends its facts, and returns once the facts are durable.
  ///
  /// Repeating an action id returns the first outcome again, without deliveries.
  ///
  /// - Parameter request: The action, its actor and its member.
  /// - Returns: Accepted or refused, with the facts and the deliveries.
  /// - Throws: `SpaceError` of kind `.invalid` for a malformed action (nothing is recorded),
  ///   `.readOnly`, `.storage`, and `.unknownOutcome` when the disk failed. The facts then may or
  ///   may not be durable. Repeating the same id after opening the space again returns the outcome.
  public func perform(_ request: ActionRequest) throws(SpaceError) -> Outcome {
    try perform(request, HashAnswers())
  }

  /// Performs an action for which some secrets may have been hashed already.
  func perform(
    _ request: ActionRequest, _ hashing: HashAnswers
  ) throws(SpaceError) -> Outcome {
    guard isWritable else { throw SpaceError(.readOnly, "The space is not open for writing.") }
    if case .sweep = request.action { return try sweep(request) }
    return try performOne(request, hashing)
  }

  /// Performs actions one after the other, and returns once all of them are durable.
  ///
  /// Each action is decided on the state after the earlier ones. All actions share one sync.
  ///
  /// - Parameter requests: The actions, in order.
  /// - Returns: For each action the outcome or error of `perform`, in the same order.
  public func perform(_ requests: [ActionRequest]) -> [Result<Outcome, SpaceError>] {
    var waiting: [(index: Int, wait: Wait)] = []
    var results: [Result<Outcome, SpaceError>] = []
    results.reserveCapacity(requests.count)
    for (index, request) in requests.enumerated() {
      do throws(SpaceError) {
        guard isWritable else { throw SpaceError(.readOnly, "The space is not open for writing.") }
        if case .sweep = request.action {
          results.append(.success(try sweep(request)))
        } else {
          let (outcome, wait) = try queued(request)
          results.append(.success(outcome))
          waiting.append((index, wait))
        }
      } catch { results.append(.failure(error)) }
    }
    // The first wait covers all appends that were queued together. The other waits return at once.
    var synced: Result<Void, SpaceError>?
    for (index, wait) in waiting {
      let result: Result<Void, SpaceError>
      if case .both = wait, let synced {
        result = synced
      } else {
        result = Result { () throws(SpaceError) in try awaitDurable(wait) }
        if case .both = wait { synced = result }
      }
      if case .failure(let error) = result { results[index] = .failure(error) }
    }
    return results
  }

  /// Performs one action other than a sweep.
  ///
  /// The steps: load, deduplicate, decide, append, await that the facts are durable, publish.
  func performOne(
    _ request: ActionRequest, _ hashing: HashAnswers = HashAnswers()
  ) throws(SpaceError) -> Outcome {
    let (outcome, wait) = try queued(request, hashing)
    try awaitDurable(wait)
    return outcome
  }

  /// Takes the writer's turn until the action is decided, and queues its facts.
  private func queued(
    _ request: ActionRequest, _ hashing: HashAnswers = HashAnswers()
  ) throws(SpaceError) -> (Outcome, Wait) {
    var hashing = hashing
    // A decision needs at most the current password compared, a new one and an answer derived. It
    // starts again if the member's verifier changed meanwhile.
    for _ in 0..<16 {
      switch try turn(request, hashing) {
      case .needs(let question, let salt): try answer(question, salt: salt, hashing: &hashing)
      case .done(let outcome, let wait): return (outcome, wait)
      }
    }
    throw SpaceError(.storage, "The member's password changed again and again; try again.")
  }

  /// Waits until the facts that an outcome is based on are durable.
  private func awaitDurable(_ wait: Wait) throws(SpaceError) {
    do throws(LogError) {
      switch wait {
      case .nothing: break
      case .both(let filling): try store.syncBoth(filling: filling)
      case .append(let submission): try awaitDurable(submission)
      }
    } catch { throw SpaceError(error) }
  }

  private enum Turn {
    case needs(HashQuestion, salt: [UInt8])
    case done(Outcome, Wait)
  }

  /// The result of an action before any fact is queued.
  private enum Considered {
    case known(Outcome)
    case needs(HashQuestion)
    case decided(Decision, Envelope)
  }

  /// The condition for releasing an outcome.
  private enum Wait {
    case nothing
    case both(filling: Bool)
    case append(Submission)
  }

  /// Returns the wait of an outcome without a fact.
  ///
  /// Called in the writer's turn.
  private func waitWithoutFact(of name: ActionName) -> Wait {
    // The outcome may be based on facts that are not durable yet, or that a failure has discarded.
    name.writesAlike || store.queuedPosition > store.durablePosition || store.latch != nil
      ? .both(filling: name.writesAlike) : .nothing
  }

  /// Takes the writer's turn: decides on the queued state and queues the facts.
  private func turn(
    _ request: ActionRequest, _ hashing: HashAnswers
  ) throws(SpaceError) -> Turn {
    try state.withLock { (state) throws(SpaceError) -> Turn in
      switch try consider(request, clock: clock(), hashing: hashing, state: &state) {
      case .known(let outcome): return .done(outcome, waitWithoutFact(of: request.action.name))
      case .needs(let question):
        let salt = (0..<16).map { _ in UInt8(truncatingIfNeeded: state.random.next()) }
        return .needs(question, salt: salt)
      case .decided(let decision, let envelope):
        do throws(LogError) {
          return try append(decision, envelope: envelope, request: request, state: &state)
        } catch {
          throw SpaceError(error)
        }
      }
    }
  }

  /// Loads the context, then returns the first outcome of a known id, or decides a new action.
  ///
  /// References to the state are released on return, so that the append does not copy it.
  private func consider(
    _ request: ActionRequest, clock: Instant, hashing: HashAnswers, state: inout SpaceState
  ) throws(SpaceError) -> Considered {
    let faults = ReadingFaults()
    var decider = try load(request, clock: clock, hashing: hashing, state: state, noting: faults)
    if let known = try deduplicate(decider, state: &state, noting: faults) { return .known(known) }
    return try decide(&decider, clock: clock, state: &state, noting: faults)
  }

  /// Returns a decider that knows the queued state.
  ///
  /// - Parameter faults: Collects read errors. A decision treats values that could not be read as
  ///   absent.
  private func load(
    _ request: ActionRequest, clock: Instant, hashing: HashAnswers, state: SpaceState,
    noting faults: ReadingFaults
  ) throws(SpaceError) -> Decider {
    let now = request.at ?? max(clock, store.queuedAt ?? .earliest)
    guard let context = context(at: now, hashing, state, noting: faults) else {
      throw SpaceError(.invalid, "without its vault", field: "space")
    }
    let decider = Decider(request, context, random: state.random)
    guard !decider.lacksPage else { throw SpaceError(.invalid, "missing", field: "page") }
    return decider
  }

  /// Returns the first outcome of a known action id, or `nil` for a new id.
  private func deduplicate(
    _ decider: Decider, state: inout SpaceState, noting faults: ReadingFaults
  ) throws(SpaceError) -> Outcome? {
    let known: Outcome?
    do throws(SpaceError) { known = try repetition(of: decider, &state) } catch {
      // An id is reported as another action's only if everything could be read.
      try faults.check()
      throw error
    }
    try faults.check()
    return known
  }

  /// Decides a new action at its time.
  private func decide(
    _ decider: inout Decider, clock: Instant, state: inout SpaceState, noting faults: ReadingFaults
  ) throws(SpaceError) -> Considered {
    let request = decider.request
    let (at, isClamped) = try time(of: request, clock: clock)
    let decided = Result { () throws(Interruption) in try decider.decide() }
    state.random = decider.randomness
    try faults.check()
    switch decided {
    case .success(let decision):
      try requireTimeToErase(
        decision, request: request, context: decider.context, clock: clock)
      let envelope = Envelope(
        at: at, actor: request.by, action: request.id,
        correlation: request.correlation ?? request.id, clockWasClamped: isClamped)
      return .decided(decision, envelope)
    case .failure(.needs(let question)): return .needs(question)
    case .failure(.invalid(let field, let why)): throw SpaceError(.invalid, why, field: field)
    case .failure(.refused(let refusal)): throw SpaceError(.invalid, refusal.reason.rawValue)
    }
  }

  /// Queues the facts of a decision, and returns its outcome with the condition for its release.
  private func append(
    _ decision: Decision, envelope: Envelope, request: ActionRequest,
    state: inout SpaceState
  ) throws(LogError) -> Turn {
    var outcome = Outcome(
      decision.result, member: decision.member, publicOutcome: decision.publicOutcome)
    outcome.deliveries = decision.deliveries
    outcome.session = decision.session
    outcome.clockWasClamped = envelope.clockWasClamped
    state.refusals = decision.refusals
    guard !decision.drafts.isEmpty else {
      if decision.result == .accepted {
        state.actionIndex.noteFactless(
          request.id, .init(name: request.action.name, actor: request.by, outcome: outcome))
      }
      return .done(outcome, waitWithoutFact(of: request.action.name))
    }
    let submission = try submit(
      decision.drafts, envelope: envelope, state: &state, isUniform: request.action.name.writesAlike
    )
    outcome.events = Outcome.appended(decision.drafts, as: submission)
    return .done(outcome, .append(submission))
  }

  /// Returns the time of an action: its own `at`, or the clock's.
  ///
  /// An `at` may be at most one minute later than the clock, and not earlier than the last fact.
  func time(
    of request: ActionRequest, clock: Instant
  ) throws(SpaceError) -> (at: Instant, isClamped: Bool) {
    let last = store.queuedAt ?? .earliest
    guard let at = request.at else {
      if let doubt = clockGuard.doubt(of: clock, after: store.queuedAt) {
        throw SpaceError(.invalid, doubt, field: "at")
      }
      return (max(clock, last), clock < last)
    }
    guard at <= clock.advanced(by: 60_000) else {
      throw SpaceError(.invalid, "later than the clock by more than a minute", field: "at")
    }
    guard at >= last else {
      throw SpaceError(.invalid, "earlier than the last fact", field: "at")
    }
    return (at, false)
  }

  /// Returns the data that a decision may use, or `nil` without the vault.
  ///
  /// - Parameter faults: Receives the read failures. A decision treats unreadable data as absent.
  func context(
    at now: Instant, _ hashing: HashAnswers, _ state: SpaceState,
    noting faults: ReadingFaults? = nil
  ) -> DecisionContext? {
    guard let directory = state.directory else { return nil }
    let values = VaultReader(store: store, erasures: state.settled.erasures)
    let queued = state.queuedMembers
    return DecisionContext(
      now: now, house: state.house, key: directory.key, refusals: state.refusals,
      member: { [members] in queued[$0]?.member ?? members.member($0, noting: faults) },
      candidates: { directory.candidates($0, noting: faults) },
      open: { values.event(at: $0, noting: faults) },
      traces: { values.traces(naming: $0, noting: faults) }, hashing: hashing)
  }

  /// Runs the hash computation, outside the writer's turn.
  func answer(
    _ question: HashQuestion, salt: [UInt8], hashing: inout HashAnswers
  ) throws(SpaceError) {
    let reading = ReadingFaults()
    switch question {
    case .derive(let text):
      hashing.derived[question] = try self.hashing.run {
        hasher.verifier(of: text.text, salt: salt)
      }
    case .matches(let forms, let position):
      let values = state.withLock {
        VaultReader(store: store, erasures: $0.settled.erasures)
      }
      let verifier: String? =
        switch position.flatMap({ values.event(at: $0, noting: reading) }) {
        case .passwordSet(let event): event.verifier.value
        case .questionSet(let event): event.answer.value
        default: nil
        }
      try reading.check()
      var isMatch = false
      for form in forms {
        // Each form is compared, also after a match: the time must not reveal which form matched.
        let matches = try self.hashing.run {
          if let verifier { return hasher.matches(form.text, verifier) }
          hasher.burn(form.text)
          return false
        }
        isMatch = isMatch || matches
      }
      hashing.matches[question] = isMatch
    }
  }
}

extension Outcome {
  /// Returns the facts that the drafts become.
  static func appended(_ drafts: [Decision.Draft], as submission: Submission) -> [Appended] {
    zip(submission.places, drafts).map { Appended(position: $0.position, type: $1.event.name) }
  }
}
