import Digests
public import Membership
public import Notation

/// Begins a specification: the facts that are there before anything is done.
///
/// ```swift
/// try given(.memberEnrolled(enrolled), .emailRecorded(onFile), house: "mcrn")
///   .when(.requestCode(onThisPage))
///   .then("code.requested")
/// ```
///
/// - Parameters:
///   - events: Facts of the house, or of one member.
///   - house: The preset of the house.
public func given(_ events: Event..., house: String = "recommended") -> Given {
  Given(house: house).and(events)
}

/// What is there before an action is decided, or facts are projected.
public struct Given: Sendable {
  private(set) var world: World
  /// The member whom facts and actions are about, until another is named.
  public static let member = Token(bits: 0)
  /// The text of the session that `signedIn` opens.
  public static let session = "\(member).AAAAAAAAAAAAAAAAAAAAAA"

  /// Begins with a house and nothing else.
  public init(house: String = "recommended", at start: Instant = .usualStart) {
    world = World(house: house, at: start, seed: 1)
  }

  /// Begins with a house of the caller's rules.
  public init(rules: HouseRules, at start: Instant = .usualStart) {
    world = World(rules: rules, at: start, seed: 1)
  }

  /// Begins where a history ended.
  public init(_ history: History) { world = history.world }

  /// The facts, that of the founding first.
  public var facts: [RecordedEvent] { world.facts }

  /// Adds facts.
  ///
  /// - Parameters:
  ///   - events: The facts; those of the house go to its stream, all others to the member's.
  ///   - at: When; at the time of the fact before when absent.
  ///   - actor: Who caused them.
  ///   - member: Whose they are.
  public func and(
    _ events: [Event], at: Instant? = nil, by actor: Actor = .visitor, of member: Token = member
  ) -> Given {
    var given = self
    given.world.clock = at ?? world.now
    for event in events {
      let stream: StreamName = event.isOfHouse ? .house : .member(member)
      given.world.record(
        [Decision.Draft(stream: stream, event: event)], at: given.world.now, by: actor,
        action: ScenarioPlayer.id(of: 1_000_000 + given.world.facts.count),
        correlation: ScenarioPlayer.id(of: 1_000_000 + given.world.facts.count))
    }
    return given
  }

  /// Adds a sign-in: the member is in `session` from then on, which `when` uses by itself.
  public func signedIn(at: Instant? = nil, of member: Token = member) -> Given {
    let now = at ?? world.now
    let event = SignInSucceeded.make {
      $0.session = SHA256.hash(Array("\(member).AAAAAAAAAAAAAAAAAAAAAA".utf8))
      $0.expiresAt = now.advanced(by: Int64(world.rules.service.sessionLifetime))
    }
    return and([.signInSucceeded(event)], at: at, of: member)
  }
}

extension Event {
  /// Whether the fact stands in the stream of the house.
  var isOfHouse: Bool {
    name == "cgu.published"
      || ["house", "log", "retention"].contains(name.prefix { $0 != "." })
  }
}
