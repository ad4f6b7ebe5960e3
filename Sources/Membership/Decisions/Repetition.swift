import Digests
import Notation

extension Decider {
  /// Returns whether an earlier append may be this action's own, so that its id is a repetition.
  ///
  /// - Parameters:
  ///   - events: The events of the append, in order.
  ///   - member: The member before the append, or `nil` if the append is in no member's stream.
  package func mayHaveAppended(_ events: [Event], of member: Member?) -> Bool {
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
  package func mayHaveTyped(_ event: Event) -> Bool {
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
