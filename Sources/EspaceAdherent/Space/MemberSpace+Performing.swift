import Digests
import EventLog
import FoundationEssentials
public import Membership
import Notation
import Projections
import Synchronization

/// What the records of one action have in common.
struct Envelope {
  var at: Instant
  var actor: Actor
  var action: UUID
  var correlation: UUID
  var clockWasClamped = false
}

extension MemberSpace {
  /// Performs an action: decides, appends its facts, and answers once they are on the disk.
  ///
  /// The same action id again answers what it answered first, without deliveries.
  ///
  /// - Parameter request: The action, by whom, about whom.
  /// - Returns: Accepted or refused, with the facts and what to send.
  /// - Throws: `SpaceError` of kind `.invalid` for a malformed action (nothing is recorded),
  ///   `.readOnly`, `.storage`, and `.unknownOutcome` when the disk failed: the facts may or may
  ///   not be there, and repeating the same id after opening again settles it.
  public func perform(_ request: ActionRequest) throws(SpaceError) -> Outcome {
    if case .sweep = request.action { return try sweep(request) }
    return try performOne(request)
  }

  func performOne(_ request: ActionRequest) throws(SpaceError) -> Outcome {
    var hashing = HashAnswers()
    // A decision needs at most the current password compared, a new one and an answer derived; it
    // starts again when the member's verifier changed meanwhile.
    for _ in 0..<16 {
      switch try turn(request, hashing) {
      case .needs(let question, let salt): answer(question, salt, &hashing)
      case .done(let outcome, let submission):
        do throws(LogError) {
          if let submission {
            try settle(submission)
          } else if request.action.name.isUniform {
            try store.syncBoth()
          }
        } catch { throw SpaceError(error) }
        return outcome
      }
    }
    throw SpaceError(.storage, "The member's password changed again and again; try again.")
  }

  private enum Turn {
    case needs(HashQuestion, salt: [UInt8])
    case done(Outcome, Submission?)
  }

  /// The writer's turn: decides on the queued state, and queues what follows.
  private func turn(
    _ request: ActionRequest, _ hashing: HashAnswers
  ) throws(SpaceError) -> Turn {
    try state.withLock { (state) throws(SpaceError) -> Turn in
      do throws(Interruption) {
        let (now, isClamped) = try time(of: request)
        if let known = repetition(of: request, at: now, hashing, &state) {
          return .done(known, nil)
        }
        let decision = try decide(request, at: now, hashing, &state)
        let envelope = Envelope(
          at: now, actor: request.by, action: request.id,
          correlation: request.correlation ?? request.id, clockWasClamped: isClamped)
        return try queue(decision, envelope, request, &state)
      } catch {
        switch error {
        case .needs(let question):
          let salt = (0..<16).map { _ in UInt8(truncatingIfNeeded: state.random.next()) }
          return .needs(question, salt: salt)
        case .invalid(let field, let why): throw SpaceError(.invalid, why, field: field)
        case .refused(let refusal): throw SpaceError(.invalid, refusal.reason.rawValue)
        }
      }
    }
  }

  private func queue(
    _ decision: Decision, _ envelope: Envelope, _ request: ActionRequest,
    _ state: inout SpaceState
  ) throws(Interruption) -> Turn {
    var outcome = Outcome(
      decision.result, member: decision.member, publicOutcome: decision.publicOutcome)
    outcome.deliveries = decision.deliveries
    outcome.session = decision.session
    outcome.clockWasClamped = envelope.clockWasClamped
    state.visitors = decision.visitors
    guard !decision.drafts.isEmpty else { return .done(outcome, nil) }
    do {
      let submission = try submit(
        decision.drafts, envelope, &state, isUniform: request.action.name.isUniform)
      outcome.events = submission.records.map {
        Outcome.Appended(position: $0.position, type: $0.type)
      }
      return .done(outcome, submission)
    } catch { throw .invalid(field: "action", why: "\(error)") }
  }

  /// The time of an action: its own, within a minute of the clock's, or the clock's.
  private func time(of request: ActionRequest) throws(Interruption) -> (Instant, Bool) {
    let clock = clock()
    let last = store.queuedAt ?? .earliest
    guard let at = request.at else { return (max(clock, last), clock < last) }
    guard at <= clock.advanced(by: 60_000) else {
      throw .invalid(field: "at", why: "later than the clock by more than a minute")
    }
    guard at >= last else { throw .invalid(field: "at", why: "earlier than the last fact") }
    return (at, false)
  }

  private func decide(
    _ request: ActionRequest, at now: Instant, _ hashing: HashAnswers,
    _ state: inout SpaceState
  ) throws(Interruption) -> Decision {
    guard isWritable, let knowledge = knowledge(at: now, hashing, state) else {
      throw .invalid(field: "space", why: "not open for writing")
    }
    var decider = Decider(request, knowledge, random: state.random)
    defer { state.random = decider.randomness }
    return try decider.decide()
  }

  /// Everything that a decision may know.
  func knowledge(
    at now: Instant, _ hashing: HashAnswers, _ state: SpaceState
  ) -> Knowledge? {
    guard let directory = state.directory else { return nil }
    let store = store
    let models = state.models
    let queued = state.queuedMembers
    return Knowledge(
      now: now, house: state.house, key: directory.key, visitors: state.visitors,
      member: { queued[$0] ?? models.accounts.members[$0] },
      candidates: { directory.candidates($0) },
      open: { Self.open($0, in: store) }, hashing: hashing)
  }

  /// The event at a position, its private part open when it can be opened.
  static func open(_ position: Int, in store: LogStore) -> Event? {
    guard let record = try? store.record(at: position) else { return nil }
    let secret = (try? store.secretPart(of: record)) ?? .unavailable
    return RecordedEvent(record, secret: secret).event
  }

  /// Does the work of the hasher, outside the turn.
  private func answer(
    _ question: HashQuestion, _ salt: [UInt8], _ hashing: inout HashAnswers
  ) {
    switch question {
    case .derive(let text): hashing.derived[question] = hasher.verifier(of: text.text, salt: salt)
    case .matches(let text, let position):
      let verifier: String? =
        switch position.flatMap({ Self.open($0, in: store) }) {
        case .passwordSet(let event): event.verifier.value
        case .questionSet(let event): event.answer.value
        default: nil
        }
      if let verifier {
        hashing.matches[question] = hasher.matches(text.text, verifier)
      } else {
        hasher.burn(text.text)
        hashing.matches[question] = false
      }
    }
  }
}
