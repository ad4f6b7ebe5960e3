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
      try perform()
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

  private mutating func perform() throws(Interruption) {
    switch request.action {
    case .setHouseRules(let action): try setHouseRules(action)
    case .publishCGU(let action): try publishCGU(action)
    case .enrolMember(let action): try enrolMember(action)
    case .recordDossier(let action): try recordDossier(action)
    case .assignAccessCode(let action): try assignAccessCode(action)
    case .dispatchLetter(let action): try dispatchLetter(action)
    case .reportDelivery(let action): try reportDelivery(action)
    case .requireNewPassword(let action): try requireNewPassword(action)
    case .blockAccess(let action): try blockAccess(action)
    case .restoreAccess(let action): try restoreAccess(action)
    case .closeAccount(let action): try closeAccount(action)
    case .sweep: try sweep()
    case .startRegistration(let action): try startRegistration(action)
    case .fillRegistration(let action): try fillRegistration(action)
    case .acceptCGU(let action): try acceptCGU(action)
    case .declineCGU(let action): try declineCGU(action)
    case .confirmEmail(let action): try confirmEmail(action)
    case .requestIdentifier(let action): try requestIdentifier(action)
    case .requestCode(let action): try requestCode(action)
    case .verifyCode(let action): try verifyCode(action)
    case .answerQuestion(let action): try answerQuestion(action)
    case .requestLetter(let action): try requestLetter(action)
    case .setPassword(let action): try setPassword(action)
    case .signIn(let action): try signIn(action)
    case .reportLostAccessCode(let action): try reportLostAccessCode(action)
    default: try performInSession()
    }
  }

  private mutating func performInSession() throws(Interruption) {
    switch request.action {
    case .signOut: signOut()
    case .changePassword(let action): try changePassword(action)
    case .changeEmail(let action): try changeEmail(action)
    case .setDisclosure(let action): try setDisclosure(action)
    case .enrolDevice(let action): try enrolDevice(action)
    case .blockDevice(let action): try change(device: action, to: .blocked)
    case .unblockDevice(let action): try change(device: action, to: .active)
    case .removeDevice(let action): try change(device: action, to: .removed)
    case .fileChangeRequest(let action): try fileChangeRequest(action)
    case .takeUpChangeRequest(let action): try takeUpChangeRequest(action)
    case .askInformation(let action): try askInformation(action)
    case .supplyInformation(let action): try supplyInformation(action)
    case .decideChangeRequest(let action): try decideChangeRequest(action)
    case .applyChangeRequest(let action): try applyChangeRequest(action)
    case .withdrawChangeRequest(let action): try withdrawChangeRequest(action)
    case .requestErasure: try requestErasure()
    case .eraseMember(let action): try eraseMember(action)
    case .setLegalHold(let action): try setLegalHold(action)
    case .consult(let action): try consult(action)
    default: break
    }
  }
}
