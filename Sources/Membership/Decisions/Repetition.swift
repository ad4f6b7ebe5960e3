package import FoundationEssentials
package import Notation

/// The part of a log that the search for a repetition reads.
package protocol ActionLog {
  associatedtype Failure: Error

  /// Returns the facts of the first append of an action, if the append begins in a stream.
  mutating func facts(of action: UUID, in stream: StreamName) throws(Failure) -> [RecordedEvent]

  /// Returns the stream in which the append of a recent action begins, or `nil`.
  mutating func stream(of action: UUID) throws(Failure) -> StreamName?

  /// Returns the erased member in whose stream the append of an action begins, or `nil`.
  mutating func erasedMember(of action: UUID) throws(Failure) -> Token?

  /// Returns the house, and the member of a stream, as they were before a fact.
  mutating func past(
    of stream: StreamName, before fact: RecordedEvent
  ) throws(Failure) -> (house: House, member: Member?)
}

/// The result of the search for an earlier append with an action's id (edge 8).
package enum Repetition: Sendable {
  /// The id has no facts; the action addresses this member, if any.
  case new(addressee: Token?)
  /// The action is a repetition: the first decision, and its facts.
  case first(Decision, [RecordedEvent])
  /// The id belongs to another action, member or actor.
  case otherAction
}

extension Decider {
  /// Searches the log for an earlier append with the action's id.
  ///
  /// The id is looked up in the stream that the action addresses. The decision is computed again
  /// from the facts and the state before them. It therefore equals the first decision, even if the
  /// state has changed since.
  package func repetition<Log: ActionLog>(
    in log: inout Log
  ) throws(Log.Failure) -> Repetition {
    var member = try addressee(in: &log)?.id
    let addressee = member
    let fallback: StreamName = request.action.isAboutHouse ? .house : .visitors(at: now)
    var stream = member.map { .member($0) } ?? fallback
    var facts = try log.facts(of: request.id, in: stream)
    if facts.isEmpty, member != nil {
      // When the action was refused, no member had the name or the session.
      (member, stream) = (nil, fallback)
      facts = try log.facts(of: request.id, in: stream)
    }
    if facts.isEmpty, let begun = try log.stream(of: request.id) {
      // An attempt of another month is a repetition; an append in another stream is not.
      guard case .visitors = begun else { return .otherAction }
      stream = begun
      facts = try log.facts(of: request.id, in: stream)
    }
    guard let first = facts.first else { return .new(addressee: addressee) }
    let past = try log.past(of: stream, before: first)
    let then = context.past(at: first.at, house: past.house, member: past.member)
    let subject = member.flatMap { then.member($0) }
    var decider = Decider(request, then, random: random)
    let events = facts.map(\.event)
    guard facts.allSatisfy({ $0.actor == request.by }),
      decider.mayHaveAppended(events, of: subject),
      member != nil || context.open(first.position).map(decider.mayHaveTyped) ?? true
    else { return .otherAction }
    return .first(decider.repeated(events, of: subject), facts)
  }

  /// Returns the member that the action addresses.
  ///
  /// An erased member is found only by the id of the action. Otherwise a replayed enrolment feed
  /// would enrol an erased member again.
  private func addressee<Log: ActionLog>(in log: inout Log) throws(Log.Failure) -> Member? {
    let named = addressee()
    // A member that has left may have had the name before a member that is now erased.
    if let named, !named.hasEnded, request.action.name != .eraseMember { return named }
    return try log.erasedMember(of: request.id).flatMap { context.member($0) } ?? named
  }
}

extension DecisionContext {
  /// Returns the context at an earlier instant, with the house and one member as they were then.
  fileprivate func past(at instant: Instant, house: House, member: Member?) -> DecisionContext {
    DecisionContext(
      now: instant, house: house, key: key, refusals: refusals,
      member: { [present = self.member] in $0 == member?.id ? member : present($0) },
      candidates: candidates, open: open, traces: traces, hashing: hashing)
  }
}

extension Decider {
  /// Returns whether an earlier append may be this action's own, so that its id is a repetition.
  ///
  /// - Parameters:
  ///   - events: The events of the append, in order.
  ///   - member: The member before the append, or `nil` if the append is in no member's stream.
  func mayHaveAppended(_ events: [Event], of member: Member?) -> Bool {
    guard let first = events.first else { return true }
    if let refused = first.refusedAction { return refused == request.action.name }
    guard !ActionTable.excludes(request.action.name, first.name) else { return false }
    switch (request.action.name, first) {
    case (.dispatchLetter, .codeRequested(let event)): return event.letter != nil
    case (.requestCode, .codeRequested(let event)): return event.letter == nil
    case (.fillRegistration, .passwordSet(let event)): return event.via == .registration
    case (.changePassword, .passwordSet(let event)): return event.via == .change
    case (.setPassword, .passwordSet(let event)):
      return event.via != .registration && event.via != .change
    case (let name, .codeVerified(let event)):
      return name == verifier(of: event, before: events.dropFirst(), in: member)
    default: return true
    }
  }

  /// Returns whether a recorded refusal without a member may belong to this action.
  ///
  /// The typed text in the refusal is compared with the text in the action.
  ///
  /// - Parameter event: The event, with its private part open.
  func mayHaveTyped(_ event: Event) -> Bool {
    guard case .actionRefused(let refusal) = event, let kept = refusal.typed.value else {
      return true
    }
    let typed: UntrustedText? =
      switch request.action {
      case .signIn(let action): action.identifier
      case .enrolMember(let action): action.number
      default: request.member
      }
    return typed.map { String($0.text, atMost: CappedText.name) == kept } ?? true
  }

  /// Returns the action that accepted a code, from the next event or the kind of code.
  private func verifier(
    of event: CodeVerified, before next: ArraySlice<Event>, in member: Member?
  ) -> ActionName {
    for event in next {
      if case .passwordSet = event { return .setPassword }
      if case .emailCertified = event { return .confirmEmail }
    }
    let code = member?.codes.first { $0.id == event.code }
    return code?.artefact == .temporaryPassword ? .signIn : .verifyCode
  }
}

extension Event {
  /// The action refused by the event.
  package var refusedAction: ActionName? {
    switch self {
    case .actionRefused(let event): event.action
    case .codeRefused(let event): event.action
    case .identityRefused(let event): event.action
    case .signInRefused: .signIn
    default: nil
    }
  }
}

extension Decider {
  /// Returns the decision for a repetition: the first result, derived from the facts.
  ///
  /// - Parameters:
  ///   - events: The events that the action's id caused, in order.
  ///   - member: The member with these events in its stream, or `nil`.
  package mutating func repeated(_ events: [Event], of member: Member?) -> Decision {
    subject = member
    let refusal = events.lazy.compactMap(\.refusal).first
    let result: Outcome.Result = refusal.map { .refused($0.reason) } ?? .accepted
    return Decision(
      drafts: [], result: result, member: member?.id,
      publicOutcome: publicOutcome(
        result, events: events,
        PublicOutcome.Details(rulesBroken: refusal?.rules ?? [], repeats: nil)),
      deliveries: [], session: nil, refusals: context.refusals)
  }
}
