import FoundationEssentials
import Membership
import Notation
import Testing

/// A strict world in memory, played by the typed verbs of tests.
///
/// Each action is one verb. The world checks the core while it plays; a breach fails the test. The
/// same actions give the same facts, codes and ids.
final class TestWorld {
  /// The world, copied by `fork`.
  var model: World
  /// All deliveries, the latest last.
  private(set) var deliveries: [Delivery] = []
  /// The session opened last.
  private(set) var latestSession: String?
  /// The seed of the values that the next action draws.
  var seed: UInt64 = 1

  /// Makes a house with rules, by default at 09:00 UTC on Monday 2 March 2026.
  init(_ rules: HouseRules, at start: String = "2026-03-02T09:00:00Z") throws {
    model = World(rules: rules, at: try #require(Instant(start)), isStrict: true)
  }

  private init(copying other: TestWorld) {
    (model, deliveries, latestSession) = (other.model, other.deliveries, other.latestSession)
    seed = other.seed
  }

  /// Returns an independent copy of the world.
  func fork() -> TestWorld { TestWorld(copying: self) }

  /// The time of the next action.
  var now: Instant {
    get { model.now }
    set { model.clock = newValue }
  }

  /// Advances the time of the next action.
  func advance(_ duration: Duration) { now = now.advanced(by: duration.milliseconds) }

  /// The house, the members, and all facts with their private values.
  var house: House { model.house }
  var members: [Token: Member] { model.members }
  var facts: [RecordedEvent] { model.facts }

  /// The clear part of each fact, as in the log.
  var clear: [String] {
    facts.map { String(decoding: EventCodec.encode($0.event).data, as: UTF8.self) }
  }

  /// Performs an action: decides it and records its facts.
  ///
  /// - Parameters:
  ///   - actor: The actor. The default is the member if there is a session. Without a session it
  ///     is the action's first kind of actor other than the member.
  ///   - member: The number, identifier, address or id that the action names.
  ///   - id: The action's id. A known id gets its first answer again.
  /// - Throws: `Malformed` if the action is malformed.
  @discardableResult
  func `do`(
    _ action: Action, by actor: ActorID? = nil, member: String? = nil, session: String? = nil,
    id: UUID? = nil
  ) throws -> Decision {
    seed += 1
    model.random = Randomness(SeededGenerator(seed: seed))
    let actor = actor ?? (session == nil ? Self.usualActor(of: action.name) : .member)
    let known = model.breaches.count
    let decision = try model.settle(
      ActionRequest(
        id: id ?? Self.uuid(seed), by: actor, member: member.map { UntrustedText($0) },
        session: session.map { UntrustedText($0) }, action)
    ).decision
    for breach in model.breaches.dropFirst(known) { Issue.record("\(breach)") }
    deliveries += decision.deliveries
    if let session = decision.session { latestSession = session.text }
    return decision
  }

  /// Returns the field for which an action is malformed.
  ///
  /// Records an issue if it is not malformed.
  func flaw(in action: Action, member: String? = nil, session: String? = nil) throws -> String {
    do {
      try self.do(action, member: member, session: session)
      Issue.record("the action is not malformed")
      return ""
    } catch let malformed as Malformed { return malformed.field }
  }

  /// Sets the rules of the house, as an administrator does.
  func set(rules: HouseRules) throws {
    try self.do(.setHouseRules(.make { $0.rules = rules }))
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
