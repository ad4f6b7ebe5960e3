import FoundationEssentials
public import Membership
public import Notation

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
    _ action: Action, by actor: Actor? = nil, member name: String? = nil, at: Instant? = nil
  ) -> Decided {
    let roles = ActionTable.entry(action.name).actors
    let role = roles.first ?? .visitor
    let usual = Actor(role: role, staff: role.isStaff ? "a-1" : nil) ?? .visitor
    let actor = actor ?? usual
    var request = ActionRequest(id: ScenarioPlayer.id(of: 2_000_000), by: actor, action)
    request.member = (name ?? self.name(for: actor)).map { Typed($0) }
    if actor == .member { request.session = Typed(Self.session) }
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
  private func name(for actor: Actor) -> String? {
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
