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

extension Envelope {
  /// Creates the envelope of an action.
  ///
  /// - Parameter isClamped: Whether the clock was earlier than `at`.
  init(of request: ActionRequest, at: Instant, isClamped: Bool) {
    self.init(
      at: at, actor: request.by, action: request.id,
      correlation: request.correlation ?? request.id,
      clockWasClamped: isClamped && request.at == nil)
  }
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
  ///
  /// The steps: load, deduplicate, decide, append, await that the facts are durable, publish. The
  /// writer's turn covers the first four.
  func perform(_ request: ActionRequest, _ hashing: HashAnswers) throws(SpaceError) -> Outcome {
    if case .sweep = request.action { return try sweep(request) }
    let queued = try queue(request, hashing)
    do throws(LogError) { try awaitDurable(queued.wait) } catch { throw SpaceError(error) }
    return queued.outcome
  }
}

/// The outcome of an action with queued facts, and the condition for its release.
struct Queued {
  let outcome: Outcome
  let wait: Wait

  /// The facts that an outcome waits for.
  enum Wait {
    case nothing
    /// The facts of earlier actions, and padding in the place of an own fact if `filling` is true.
    case sync(filling: Bool)
    case append(Submission)
  }
}

/// The result of the writer's turn with an action.
private enum Turn {
  case queued(Queued)
  /// The hasher must answer first; the action is then decided again.
  case needs(HashQuestion, salt: [UInt8])
}

/// The result of a decision before any fact is queued.
private enum Decided {
  case needs(HashQuestion)
  case decision(Decision, Envelope)
}

/// An action with all that its decision may read.
struct Loaded {
  var decider: Decider
  /// The clock when the turn began.
  let clock: Instant
  /// The failures to read.
  ///
  /// A decision treats values that could not be read as absent.
  let faults: ReadingFaults
}

extension MemberSpace {
  /// The number of times that an action is decided before it is given up.
  ///
  /// A decision needs at most the current password compared, a new one and an answer derived. It
  /// starts again if the member's verifier changed meanwhile.
  private static let decisionsOfAction = 16

  /// Decides an action and queues its facts, in the writer's turn.
  ///
  /// - Throws: As `perform`. `.busy` when the member's secrets changed at each of 16 decisions.
  func queue(_ request: ActionRequest, _ hashing: HashAnswers) throws(SpaceError) -> Queued {
    try requireWritable()
    var hashing = hashing
    for _ in 0..<Self.decisionsOfAction {
      switch try turn(request, hashing) {
      case .needs(let question, let salt): try answer(question, salt: salt, hashing: &hashing)
      case .queued(let queued): return queued
      }
    }
    throw SpaceError(.busy, "The member's password changed again and again; try again.")
  }

  func requireWritable() throws(SpaceError) {
    guard isWritable else { throw SpaceError(.readOnly, "The space is not open for writing.") }
  }

  /// Takes the writer's turn: loads, deduplicates, decides on the queued state, and appends.
  private func turn(_ request: ActionRequest, _ hashing: HashAnswers) throws(SpaceError) -> Turn {
    try state.withLock { (state) throws(SpaceError) -> Turn in
      let loaded = try load(request, clock: clock(), hashing: hashing, state: state)
      if let known = try deduplicate(loaded, state: &state) {
        return .queued(Queued(outcome: known, wait: waitWithoutFact(of: request.action.name)))
      }
      // The references to the state are released with `loaded`, so that `append` does not copy it.
      switch try decide(consume loaded, state: &state) {
      case .needs(let question):
        let salt = (0..<16).map { _ in UInt8(truncatingIfNeeded: state.random.next()) }
        return .needs(question, salt: salt)
      case .decision(let decision, let envelope):
        do throws(LogError) {
          return .queued(try append(decision, envelope: envelope, request: request, state: &state))
        } catch { throw SpaceError(error) }
      }
    }
  }

  /// Returns the action with a decider that knows the queued state.
  func load(
    _ request: ActionRequest, clock: Instant, hashing: HashAnswers, state: SpaceState
  ) throws(SpaceError) -> Loaded {
    let faults = ReadingFaults()
    let now = time(of: request, clock: clock)
    guard let context = context(at: now, hashing, state, noting: faults) else {
      throw SpaceError(.invalid, "without its vault", field: "space")
    }
    let decider = Decider(request, context, random: state.random)
    guard !decider.lacksPage else { throw SpaceError(.invalid, "missing", field: "page") }
    return Loaded(decider: decider, clock: clock, faults: faults)
  }

  /// Decides a new action at its time.
  private func decide(
    _ loaded: consuming Loaded, state: inout SpaceState
  ) throws(SpaceError) -> Decided {
    let (clock, request) = (loaded.clock, loaded.decider.request)
    try requireTime(of: request, clock: clock)
    let decided = Result { () throws(Undecided) in try loaded.decider.decide() }
    state.random = loaded.decider.randomness
    try loaded.faults.check()
    switch decided {
    case .failure(.needs(let question)): return .needs(question)
    case .failure(.invalid(let field, let why)): throw SpaceError(.invalid, why, field: field)
    case .success(let decision):
      let context = loaded.decider.context
      try requireTimeToErase(decision, request: request, context: context, clock: clock)
      return .decision(
        decision, Envelope(of: request, at: context.now, isClamped: context.now > clock))
    }
  }

  /// Queues the facts of a decision, and returns its outcome with the condition for its release.
  private func append(
    _ decision: Decision, envelope: Envelope, request: ActionRequest, state: inout SpaceState
  ) throws(LogError) -> Queued {
    var outcome = Outcome(
      decision.result, member: decision.member, publicOutcome: decision.publicOutcome)
    outcome.deliveries = decision.deliveries
    outcome.session = decision.session
    outcome.clockWasClamped = envelope.clockWasClamped
    state.refusals = decision.refusals
    guard !decision.drafts.isEmpty else {
      if decision.result == .accepted {
        state.actionIndex.keepFactless(
          request.id, .init(name: request.action.name, actor: request.by, outcome: outcome))
      }
      return Queued(outcome: outcome, wait: waitWithoutFact(of: request.action.name))
    }
    let submission = try submit(
      decision.drafts, envelope: envelope, state: &state, isUniform: request.action.name.writesAlike
    )
    outcome.events = Outcome.appended(decision.drafts, as: submission)
    return Queued(outcome: outcome, wait: .append(submission))
  }

  /// Returns the wait of an outcome without a fact.
  ///
  /// Called in the writer's turn.
  private func waitWithoutFact(of name: ActionName) -> Queued.Wait {
    // The outcome may be based on facts that are not durable yet, or that a failure has discarded.
    name.writesAlike || store.queuedPosition > store.durablePosition || store.latch != nil
      ? .sync(filling: name.writesAlike) : .nothing
  }
}

extension MemberSpace {
  /// Returns the time of an action: its own `at`, or the clock's, but not before the last fact.
  func time(of request: ActionRequest, clock: Instant) -> Instant {
    request.at ?? max(clock, store.queuedAt ?? .earliest)
  }

  /// Refuses an action at a wrong time.
  ///
  /// An `at` may be at most one minute later than the clock, and not earlier than the last fact.
  /// Without an `at` the clock must not be in doubt.
  func requireTime(of request: ActionRequest, clock: Instant) throws(SpaceError) {
    guard let at = request.at else {
      guard let doubt = clockGuard.doubt(of: clock, after: store.queuedAt) else { return }
      throw SpaceError(.invalid, doubt, field: "at")
    }
    guard at <= clock.advanced(by: 60_000) else {
      throw SpaceError(.invalid, "later than the clock by more than a minute", field: "at")
    }
    guard at >= store.queuedAt ?? .earliest else {
      throw SpaceError(.invalid, "earlier than the last fact", field: "at")
    }
  }

  /// Returns the data that a decision may use, or `nil` without the vault.
  ///
  /// - Parameter faults: Receives the read failures. A decision treats unreadable data as absent.
  func context(
    at now: Instant, _ hashing: HashAnswers, _ state: SpaceState,
    noting faults: ReadingFaults? = nil
  ) -> DecisionContext? {
    guard let directory = state.directory else { return nil }
    let values = VaultReader(store: store, erasures: state.erasuresOfValues)
    let (settled, changes) = (state.settled.erasures, state.queuedChanges)
    let queued = state.queuedMembers
    return DecisionContext(
      now: now, house: state.house, key: directory.key, refusals: state.refusals,
      member: { [members] in queued[$0]?.member ?? members.member($0, noting: faults) },
      candidates: { directory.candidates($0, noting: faults) },
      open: { values.event(at: $0, noting: faults) },
      traces: { [store] member in
        VaultReader(store: store, erasures: settled.taking(changes))
          .traces(naming: member, noting: faults)
      }, hashing: hashing)
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
        VaultReader(store: store, erasures: $0.erasuresOfValues)
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
