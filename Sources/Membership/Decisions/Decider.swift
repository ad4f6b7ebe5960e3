import Notation

/// Decides one action: returns events and deliveries, or a refusal.
///
/// The inputs are the action, the member's state, the house's rules, the directory, the time and a
/// source of randomness. The decider reads no clock and no file. Equal inputs give equal decisions.
package struct Decider {
  package let request: ActionRequest
  package let context: DecisionContext
  var random: Randomness
  /// The member concerned, once found.
  var subject: Member?
  /// The text typed by a visitor to name a member, recorded if no member is found.
  var typed: UntrustedText?
  /// The member's session.
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

  /// The source of randomness after all draws.
  package var randomness: Randomness { random }

  /// Decides the action.
  ///
  /// A refusal is a decision too.
  ///
  /// - Throws: `.invalid` for a malformed action, `.needs` if the hasher must answer first.
  package mutating func decide() throws(Undecided) -> Decision {
    do throws(Interruption) {
      try findActor()
      try request.action.payload.decide(&self)
      return decision(.accepted, PublicOutcome.Details(rulesBroken: [], repeats: nil))
    } catch {
      switch error {
      case .invalid(let field, let why): throw .invalid(field: field, why: why)
      case .needs(let question): throw .needs(question)
      case .refused(let refusal):
        drafts = []
        deliveries = []
        openedSession = nil
        return decide(refusal)
      }
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
