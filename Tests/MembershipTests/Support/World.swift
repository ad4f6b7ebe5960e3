import Digests
import FoundationEssentials
import Membership
import Notation
import Testing

/// A house with its members in memory, which decides actions as the core does and keeps their
/// facts.
///
/// It uses no random numbers and no clock: the same actions give the same facts, codes and ids.
final class World {
  /// The state of a world, copied by `fork`.
  struct State {
    var now: Instant
    var house = House()
    var members: [Token: Member] = [:]
    var directory: [DecisionContext.LookUp: [DecisionContext.Candidate]] = [:]
    /// The facts with their private values as decided, from position 1.
    var facts: [RecordedEvent] = []
    /// The clear part of each fact, as in the log.
    var clear: [String] = []
    /// The erasures ordered by facts, and the instants from which the values are erased.
    var orders: [ErasureOrder] = []
    var erased: [Int: Instant] = [:]
    var sequences: [String: Int] = [:]
    var refusals = RefusalTraffic()
    /// All deliveries, the latest last.
    var deliveries: [Delivery] = []
    var session: String?
    /// The questions of the latest action for the hasher.
    var hashed: [HashQuestion] = []
    var seed: UInt64 = 1
  }

  var state: State
  let key = HMACSHA256(key: Array("the key of a test".utf8))

  /// Makes a house with rules, by default at 09:00 UTC on Monday 2 March 2026.
  init(_ rules: HouseRules, at start: String = "2026-03-02T09:00:00Z") throws {
    state = State(now: try #require(Instant(start)))
    try set(rules: rules)
  }

  private init(_ state: State) { self.state = state }

  /// Returns an independent copy of the world.
  func fork() -> World { World(state) }

  /// The time of the next action.
  var now: Instant {
    get { state.now }
    set { state.now = newValue }
  }

  /// Advances the time of the next action.
  func advance(_ duration: Duration) { now = now.advanced(by: duration.milliseconds) }

  /// Performs an action: decides it and records its facts.
  ///
  /// - Parameters:
  ///   - actor: The actor. The default is the member if there is a session. Without a session it
  ///     is the action's first kind of actor other than the member.
  ///   - member: The number, identifier, address or id that the action names.
  ///   - id: The action's id. A known id gets its first answer again.
  /// - Throws: `Undecided.invalid` if the action is malformed.
  @discardableResult
  func `do`(
    _ action: Action, by actor: ActorID? = nil, member: String? = nil, session: String? = nil,
    id: UUID? = nil
  ) throws -> Decision {
    state.seed += 1
    let actor = actor ?? (session == nil ? Self.usualActor(of: action.name) : .member)
    let request = ActionRequest(
      id: id ?? Self.uuid(state.seed), by: actor, member: member.map { UntrustedText($0) },
      session: session.map { UntrustedText($0) }, action)
    let known = state.facts.filter { $0.action == request.id }
    if let first = known.first { return repeated(request, known.map(\.event), in: first.stream) }
    let decision = try decide(request)
    if case .refused(let reason) = decision.result {
      let listed = ActionTable.entry(action.name).refusals + ActionTable.sharedRefusals
      #expect(listed.contains(reason), "\(action.name) is refused for \(reason), not in its list")
    }
    try record(decision, of: request)
    return decision
  }

  /// Returns the field for which an action is malformed.
  ///
  /// Records an issue if it is not malformed.
  func flaw(in action: Action, member: String? = nil, session: String? = nil) throws -> String {
    do {
      try self.do(action, member: member, session: session)
      Issue.record("the action is not invalid")
      return ""
    } catch Undecided.invalid(let field, _) { return field }
  }

  private func decide(_ request: ActionRequest) throws -> Decision {
    var answers = HashAnswers()
    state.hashed = []
    while true {
      var decider = Decider(
        request, context(answers), random: Randomness(SeededGenerator(seed: state.seed)))
      switch Result(catching: { () throws(Undecided) in try decider.decide() }) {
      case .success(let decision): return decision
      case .failure(.needs(let question)):
        try #require(!state.hashed.contains(question), "the hasher is asked the same twice")
        state.hashed.append(question)
        try answer(question, in: &answers)
      case .failure(let undecided): throw undecided
      }
    }
  }

  private func repeated(
    _ request: ActionRequest, _ events: [Event], in stream: String
  ) -> Decision {
    var decider = Decider(
      request, context(HashAnswers()), random: Randomness(SeededGenerator(seed: state.seed)))
    let id = Token(String(stream.dropFirst("member/".count)))
    return decider.repeated(events, of: id.flatMap { state.members[$0] })
  }

  /// Returns the context of a decision in the current state.
  func context(_ answers: HashAnswers) -> DecisionContext {
    let (members, directory) = (state.members, state.directory)
    return DecisionContext(
      now: now, house: state.house, key: key, refusals: state.refusals,
      member: { members[$0] },
      candidates: { directory[$0] ?? [] },
      open: { [state] in Self.open($0, in: state) }, hashing: answers)
  }

  static func usualActor(of name: ActionName) -> ActorID {
    let role = ActionTable.entry(name).actors.first { $0 != .member } ?? .member
    return ActorID(role: role, staff: role.isStaff ? "a-1" : nil) ?? .visitor
  }

  static func uuid(_ number: UInt64) -> UUID {
    var generator = SeededGenerator(seed: number)
    let (high, low) = (generator.next(), generator.next())
    let bytes = withUnsafeBytes(of: (high, low), Array.init)
    return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
  }
}

extension Duration {
  static func minutes(_ count: Int) -> Duration { .seconds(60 * count) }
  static func hours(_ count: Int) -> Duration { .minutes(60 * count) }
  static func days(_ count: Int) -> Duration { .hours(24 * count) }

  /// The duration in whole milliseconds.
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
