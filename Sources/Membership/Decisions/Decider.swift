import Notation

/// Decides one action: from the member's state, the house's rules, what the directory answers,
/// the time and a source of randomness to events and deliveries, or to a refusal.
///
/// It reads no clock, no file and no other randomness; deciding the same twice gives the same.
package struct Decider {
  package let request: ActionRequest
  package let context: DecisionContext
  var random: Randomness
  /// The member that the action is about, once found.
  var subject: Member?
  /// What a visitor typed to name a member, kept for the fact of an attempt that found none.
  var typed: UntrustedText?
  /// The session that the member acts in.
  var session: Member.Session?
  var drafts: [Decision.Draft] = []
  var deliveries: [Delivery] = []
  var openedSession: UntrustedText?

  var now: Instant { context.now }
  var rules: HouseRules { context.rules }
  var actor: ActorID { request.by }

  package init(
    _ request: ActionRequest, _ context: DecisionContext, random: Randomness
  ) {
    self.request = request
    self.context = context
    self.random = random
  }

  /// The source of randomness after what was drawn.
  package var randomness: Randomness { random }

  /// Decides.
  ///
  /// - Throws: `Interruption.invalid` for a malformed action, `Interruption.needs` when the hasher
  ///   must answer first; a refusal is a decision.
  package mutating func decide() throws(Interruption) -> Decision {
    do {
      try findActor()
      try request.action.payload.decide(&self)
      return decision(.accepted, PublicOutcome.Details(rulesBroken: [], repeats: nil))
    } catch .refused(let refusal) {
      drafts = []
      deliveries = []
      openedSession = nil
      return decide(refusal)
    }
  }

  private func decision(
    _ result: Outcome.Result, _ details: PublicOutcome.Details,
    refusals: RefusalTraffic? = nil
  ) -> Decision {
    Decision(
      drafts: drafts, result: result, member: subject?.id,
      publicOutcome: publicOutcome(result, events: drafts.map(\.event), details),
      deliveries: deliveries, session: openedSession, refusals: refusals ?? context.refusals)
  }

  private mutating func decide(_ refusal: Refusal) -> Decision {
    let result = Outcome.Result.refused(refusal.reason)
    let details = PublicOutcome.Details(rulesBroken: refusal.rules, repeats: refusal.repeats)
    guard refusal.isRecorded else { return decision(result, details) }
    if subject == nil, request.action.isAboutHouse {
      drafts = [Decision.Draft(stream: .house, event: actionRefused(refusal))]
      return decision(result, details)
    }
    var traffic = context.refusals
    let admitted = traffic.admit(subject?.id, isCounted: refusal.counted, at: now)
    let event =
      subject == nil
      ? actionRefused(refusal, admitted.unrecorded) : fact(of: refusal, admitted.unrecorded)
    if admitted.isRecorded {
      let stream = subject.map { StreamName.member($0.id) } ?? .visitors(at: now)
      drafts = [Decision.Draft(stream: stream, event: event)]
    } else {
      traffic.keep(
        RefusalTraffic.Unrecorded(
          member: subject?.id, actor: request.by, event: event, at: now))
    }
    return decision(result, details, refusals: traffic)
  }

  /// Appends an event to the member's stream.
  mutating func append(_ event: Event) {
    guard let subject else { return }
    drafts.append(Decision.Draft(stream: .member(subject.id), event: event))
  }

  mutating func drawToken() -> Token { Token(bits: random.next()) }
}
