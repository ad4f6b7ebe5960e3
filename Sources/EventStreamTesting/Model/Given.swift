import Digests
public import EspaceAdherent
import FoundationEssentials
public import Membership
public import Notation

/// The facts that precede a decision or a projection, with which a specification begins.
///
/// ```swift
/// try Given(.memberEnrolled(enrolled), .emailRecorded(onFile), house: "mcrn")
///   .when(.requestCode(onThisPage))
///   .then("code.requested")
/// ```
public struct Given: Sendable {
  private(set) var world: World
  /// The default member of facts and actions.
  public static let member = Token(bits: 0)
  /// The text of the session that `signedIn` opens for the default member.
  public static let session = "\(member).AAAAAAAAAAAAAAAAAAAAAA"

  /// Begins with a new house and facts; its founding is the first fact.
  ///
  /// - Parameters:
  ///   - events: Facts of the house, or of one member.
  ///   - house: The preset of the house.
  ///   - start: The time of the founding.
  public init(
    _ events: Event..., house: String = "recommended", at start: Instant = .usualStart
  ) {
    world = World(house: house, at: start, seed: 1)
    self = and(events)
  }

  /// Begins with a new house that has the given rules.
  public init(rules: HouseRules, at start: Instant = .usualStart) {
    world = World(rules: rules, at: start, seed: 1)
  }

  /// Begins at the end of a history.
  public init(_ history: History) { world = history.world }

  /// The facts; the founding of the house is the first.
  public var facts: [RecordedEvent] { world.facts }

  /// Adds facts.
  ///
  /// - Parameters:
  ///   - events: The facts. A fact of the house is added to the stream of the house, any other fact
  ///     to the stream of the member.
  ///   - at: The time of the facts; by default the time of the fact before them.
  ///   - actor: The actor that caused them.
  ///   - member: The member of the facts.
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

  /// Adds a sign-in, which opens a session for the member; `when` uses the session of
  /// `Given.member`.
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
  /// Whether the fact belongs to the stream of the house.
  var isOfHouse: Bool {
    name == "cgu.published"
      || ["house", "log", "retention"].contains(name.prefix { $0 != "." })
  }
}

extension Given {
  /// Decides an action on the given facts.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - actor: The actor; by default the first role that may perform the action. A member acts in
  ///     `session`.
  ///   - name: The name of the member; by default its number, or its id if the number is unknown. A
  ///     visitor without a number gives no name.
  ///   - at: The time of the action; by default the time of the last fact.
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

  /// Decides a request on the given facts.
  public func when(_ request: ActionRequest, at: Instant? = nil) -> Decided {
    var world = world
    world.clock = at ?? world.now
    let answer = world.perform(request)
    let facts = world.facts[(answer.facts.lowerBound - 1)..<(answer.facts.upperBound - 1)]
    return Decided(given: self, request: request, answer: answer, facts: Array(facts))
  }

  /// The number of the member if it is known; otherwise its id, except for visitors.
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

/// A decided action, with functions that check the expected result.
public struct Decided: Sendable {
  /// The facts before the action.
  public let given: Given
  /// The request that was decided.
  public let request: ActionRequest
  /// The answer to the request.
  public let answer: Answer
  /// The facts that were appended.
  public let facts: [RecordedEvent]

  /// The events of the facts.
  public var events: [Event] { facts.map(\.event) }

  /// Expects the action to be accepted with facts of these types, in this order.
  ///
  /// - Parameter types: Wire names such as `code.requested`.
  /// - Throws: `Violation`, which describes the actual result.
  @discardableResult
  public func then(_ types: String...) throws(Violation) -> Decided {
    guard answer.result == .accepted, events.map(\.name) == types else {
      throw violation("accepted with \(types.isEmpty ? "no fact" : types.joined(separator: ", "))")
    }
    return self
  }

  /// Expects the action to be accepted with exactly these facts.
  ///
  /// Ids and digests drawn by the action may have any value. Equal ones must stay equal: each
  /// expected one corresponds to one actual one. A private value left `sealed` or `absent` is not
  /// compared.
  ///
  /// - Throws: `Violation`, which describes the actual result.
  @discardableResult
  public func then(_ expected: [Event]) throws(Violation) -> Decided {
    var known = KnownTexts(given.facts.map(\.event))
    known.add(request)
    guard answer.result == .accepted, known.areAlike(expected, events) else {
      throw violation("accepted with\n" + Self.lines(expected))
    }
    return self
  }

  /// Expects the action to be refused for a reason, with at most one fact: the refusal.
  ///
  /// - Throws: `Violation`, which describes the actual result.
  @discardableResult
  public func thenRefused(_ reason: RefusalReason) throws(Violation) -> Decided {
    let refusals = events.compactMap(\.refusal)
    guard answer.result == .refused(reason), events.count <= 1,
      refusals.count == events.count, refusals.allSatisfy({ $0.reason == reason })
    else { throw violation("refused for \(reason.rawValue), in one fact at most") }
    return self
  }

  /// Expects the action to be accepted without a fact, because the requested state already holds.
  ///
  /// - Throws: `Violation`, which describes the actual result.
  @discardableResult
  public func thenNothing() throws(Violation) -> Decided {
    guard answer.result == .accepted, events.isEmpty else {
      throw violation("accepted without a fact")
    }
    return self
  }

  /// Expects the action to be malformed in a field.
  ///
  /// - Throws: `Violation`, which describes the actual result.
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

/// The ids and digests that exist before an action.
///
/// Any other id or digest was drawn by the action. Its value may differ, but must be the same in
/// every place.
struct KnownTexts {
  private var known: Set<String> = []

  init(_ events: [Event]) {
    for event in events { known.formUnion(Self.drawn(in: Self.clear(event))) }
    known.insert(Given.member.description)
  }

  /// Adds the ids in an action and the digests of its pages, because its facts repeat them.
  mutating func add(_ request: ActionRequest) {
    for child in Mirror(reflecting: request.action).children {
      guard let payload = child.value as? any Described else { continue }
      var writer = JSONWriter()
      payload.write(to: &writer)
      known.formUnion(Self.drawn(in: writer.bytes))
    }
  }

  /// Returns whether two lists of events are equal, except for drawn ids and digests.
  func areAlike(_ expected: [Event], _ actual: [Event]) -> Bool {
    guard expected.map(\.name) == actual.map(\.name) else { return false }
    let renamed = [expected, actual].map { events in
      rename(events.map { String(decoding: Self.clear($0), as: UTF8.self) }.joined(separator: "\n"))
    }
    return renamed[0] == renamed[1]
      && zip(expected, actual).allSatisfy { Self.isCovered(Self.secret($0), by: Self.secret($1)) }
  }

  /// Returns the text with each drawn text replaced by a number, in order of first appearance.
  private func rename(_ text: String) -> String {
    var text = text
    var count = 0
    for drawn in Self.drawn(in: Array(text.utf8)) where !known.contains(drawn) {
      count += 1
      text = text.replacing(drawn, with: "‹\(count)›")
    }
    return text
  }

  /// Returns the quoted texts that are ids or digests, each once.
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

  /// Returns whether all expected values are present; other values are not compared.
  private static func isCovered(_ expected: [String: String], by actual: [String: String]) -> Bool {
    expected.allSatisfy { actual[$0.key] == $0.value }
  }
}
