import Digests
import FoundationEssentials
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
    _ events: [Event], at: Instant? = nil, by actor: ActorID = .visitor, of member: Token = member
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

extension Given {
  /// Decides an action on what is given.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - actor: Who acts; the first kind that may when absent, and the member's session is used
  ///     for a member.
  ///   - name: How a visitor or staff name the member; by number or id when absent.
  ///   - at: When; at the time of the last fact when absent.
  public func when(
    _ action: Action, by actor: ActorID? = nil, member name: String? = nil, at: Instant? = nil
  ) -> Decided {
    let roles = ActionTable.entry(action.name).actors
    let role = roles.first ?? .visitor
    let usual = ActorID(role: role, staff: role.isStaff ? "a-1" : nil) ?? .visitor
    let actor = actor ?? usual
    var request = ActionRequest(id: ScenarioPlayer.id(of: 2_000_000), by: actor, action)
    request.member = (name ?? self.name(for: actor)).map { UntrustedText($0) }
    if actor == .member { request.session = UntrustedText(Self.session) }
    return when(request, at: at)
  }

  /// Decides a request on what is given.
  public func when(_ request: ActionRequest, at: Instant? = nil) -> Decided {
    var world = world
    world.clock = at ?? world.now
    let answer = world.perform(request)
    let facts = world.facts[(answer.facts.lowerBound - 1)..<(answer.facts.upperBound - 1)]
    return Decided(given: self, request: request, answer: answer, facts: Array(facts))
  }

  /// The number of the member, where it is known; else the id for all but visitors.
  private func name(for actor: ActorID) -> String? {
    guard world.members[Self.member] != nil else { return nil }
    for fact in world.facts {
      if case .memberEnrolled(let event) = fact.event, let number = event.number.value {
        return number
      }
    }
    return actor == .visitor ? nil : Self.member.description
  }
}

/// An action that was decided, for what is expected of it to be said.
public struct Decided: Sendable {
  /// What was there.
  public let given: Given
  /// What was asked for.
  public let request: ActionRequest
  /// What came of it.
  public let answer: Answer
  /// The facts that were appended.
  public let facts: [RecordedEvent]

  /// The events of the facts.
  public var events: [Event] { facts.map(\.event) }

  /// Expects the action to be accepted with facts of these types, in this order.
  ///
  /// - Parameter types: Wire names such as `code.requested`.
  /// - Throws: `Violation`, which says what came instead.
  @discardableResult
  public func then(_ types: String...) throws(Violation) -> Decided {
    guard answer.result == .accepted, events.map(\.name) == types else {
      throw violation("accepted with \(types.isEmpty ? "no fact" : types.joined(separator: ", "))")
    }
    return self
  }

  /// Expects the action to be accepted with just these facts.
  ///
  /// Ids and digests that are drawn need not be known: any that is not in what was given stands for
  /// any other, the same for the same. A private value left `sealed` or `absent` is not compared.
  ///
  /// - Throws: `Violation`, which says what came instead.
  @discardableResult
  public func then(_ expected: [Event]) throws(Violation) -> Decided {
    var known = KnownTexts(given.facts.map(\.event))
    known.add(request)
    guard answer.result == .accepted, known.areAlike(expected, events) else {
      throw violation("accepted with\n" + Self.lines(expected))
    }
    return self
  }

  /// Expects the action to be refused for a reason, and recorded as one refusal.
  ///
  /// - Throws: `Violation`, which says what came instead.
  @discardableResult
  public func thenRefused(_ reason: RefusalReason) throws(Violation) -> Decided {
    let refusals = events.compactMap(\.refusal)
    guard answer.result == .refused(reason), events.count <= 1,
      refusals.count == events.count, refusals.allSatisfy({ $0.reason == reason })
    else { throw violation("refused for \(reason.rawValue), in one fact at most") }
    return self
  }

  /// Expects the action to be accepted without a fact: the wished state already holds.
  ///
  /// - Throws: `Violation`, which says what came instead.
  @discardableResult
  public func thenNothing() throws(Violation) -> Decided {
    guard answer.result == .accepted, events.isEmpty else {
      throw violation("accepted without a fact")
    }
    return self
  }

  /// Expects the action to be malformed in a field.
  ///
  /// - Throws: `Violation`, which says what came instead.
  @discardableResult
  public func thenInvalid(_ field: String) throws(Violation) -> Decided {
    guard answer.result == .invalid(field) else { throw violation("malformed in \(field)") }
    return self
  }

  private func violation(_ expected: String) -> Violation {
    let came = events.isEmpty ? "no fact" : "\n" + Self.lines(events)
    return Violation(
      """
      given
      \(FactTable(given.facts).text)
      when \(request.action.name.rawValue) by \(request.by)
      then expected: \(expected)
      but came: \(answer.result.description) with \(came)
      """)
  }

  private static func lines(_ events: [Event]) -> String {
    events.map { "  \($0.name) \(String(decoding: EventCodec.encode($0).data, as: UTF8.self))" }
      .joined(separator: "\n")
  }
}

/// The ids and digests that are known before an action: any other was drawn, and only has to be the
/// same wherever it stands.
struct KnownTexts {
  private var known: Set<String> = []

  init(_ events: [Event]) {
    for event in events { known.formUnion(Self.drawn(in: Self.clear(event))) }
    known.insert(Given.member.description)
  }

  /// Adds the ids that an action names and the digests of its pages, which its facts repeat.
  mutating func add(_ request: ActionRequest) {
    for child in Mirror(reflecting: request.action).children {
      guard let payload = child.value as? any Described else { continue }
      var writer = JSONWriter()
      payload.write(to: &writer)
      known.formUnion(Self.drawn(in: writer.bytes))
    }
  }

  /// Whether two lists of events say the same but for what was drawn.
  func areAlike(_ expected: [Event], _ actual: [Event]) -> Bool {
    guard expected.map(\.name) == actual.map(\.name) else { return false }
    let renamed = [expected, actual].map { events in
      rename(events.map { String(decoding: Self.clear($0), as: UTF8.self) }.joined(separator: "\n"))
    }
    return renamed[0] == renamed[1]
      && zip(expected, actual).allSatisfy { Self.isCovered(Self.secret($0), by: Self.secret($1)) }
  }

  /// The text with a number in place of each drawn one, in order of first appearance.
  private func rename(_ text: String) -> String {
    var text = text
    var count = 0
    for drawn in Self.drawn(in: Array(text.utf8)) where !known.contains(drawn) {
      count += 1
      text = text.replacing(drawn, with: "‹\(count)›")
    }
    return text
  }

  /// The texts in quotation marks that are ids or digests, each once.
  private static func drawn(in json: [UInt8]) -> [String] {
    var found: [String] = []
    for part in json.split(separator: UInt8(ascii: "\"")) {
      let text = String(decoding: part, as: UTF8.self)
      let isDrawn = Token(text) != nil || text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
      if isDrawn, !found.contains(text) { found.append(text) }
    }
    return found
  }

  private static func clear(_ event: Event) -> [UInt8] { EventCodec.encode(event).data }

  private static func secret(_ event: Event) -> [String: String] {
    guard let secret = EventCodec.encode(event).secret else { return [:] }
    return secret.withUnsafeBufferPointer { text in
      var scanner = JSONScanner(text)
      guard let object = try? JSONObject(from: &scanner) else { return [:] }
      var values: [String: String] = [:]
      for member in object.members {
        let name = String(decoding: UnsafeBufferPointer(rebasing: text[member.name]), as: UTF8.self)
        values[name] = String(
          decoding: UnsafeBufferPointer(rebasing: text[member.value]), as: UTF8.self)
      }
      return values
    }
  }

  /// Whether all values that are expected are there; what is not expected is not compared.
  private static func isCovered(_ expected: [String: String], by actual: [String: String]) -> Bool {
    expected.allSatisfy { actual[$0.key] == $0.value }
  }
}
