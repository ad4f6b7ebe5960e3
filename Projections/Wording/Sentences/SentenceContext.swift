public import Membership
import Notation

/// The attempts, positions and actors that the sentence of a fact takes from other facts.
public struct SentenceContext: Sendable, Equatable {
  /// Which of the counted attempts a refusal is; `nil` where it is not known.
  public var attempt: Int?
  /// How many attempts are allowed in a row; `nil` where it is not known.
  public var attemptsAllowed: Int?
  /// The position of the value that a change request would replace.
  public var replacedPosition: Int?
  /// The actor that requested the letter of a secret.
  public var letterRequester: Actor?
  /// The form of the secret that was verified.
  public var artefact: Artefact?

  /// Makes an empty context.
  public init() {}
}

extension SentenceContext {
  /// The contexts of a member's facts, one for each, or none when no sentence gains from one.
  ///
  /// - Parameters:
  ///   - facts: The facts of one member from the first on, in order.
  ///   - house: The house. Its rules give the number of attempts.
  /// - Complexity: O(*n*) in the facts.
  package static func contexts(of facts: [RecordedEvent], house: House) -> [SentenceContext] {
    guard facts.contains(where: { $0.event.gainsFromContext }) else { return [] }
    let countsFailures = facts.contains { $0.event.isCountedFailure }
    var reader = ContextReader(house: house, countsFailures: countsFailures)
    return facts.map { reader.context(of: $0) }
  }
}

/// Reads the facts of one member in order and collects the details that later sentences need.
private struct ContextReader {
  let house: House
  /// Whether the member's meters are needed, and so the member's state.
  let countsFailures: Bool
  private var member: Member?
  private var positions: [Int: Int] = [:]
  private var codes: [Token: CodeRequested] = [:]
  private var letterRequesters: [Token: Actor] = [:]

  init(house: House, countsFailures: Bool) {
    self.house = house
    self.countsFailures = countsFailures
  }

  mutating func context(of fact: RecordedEvent) -> SentenceContext {
    var context = SentenceContext()
    positions[fact.sequence] = fact.position
    if countsFailures { evolve(fact) }
    switch fact.event {
    case .codeRequested(let event):
      codes[event.code] = event
      context.letterRequester = event.letter.flatMap { letterRequesters[$0] }
    case .letterRequested(let event): letterRequesters[event.letter] = fact.actor
    case .codeVerified(let event): context.artefact = codes[event.code]?.artefact
    case .codeRefused(let event) where event.counted:
      context.attempt = event.attempt
      context.attemptsAllowed = event.code.flatMap { codes[$0]?.maxAttempts }
    case .signInRefused(let event) where event.counted:
      context.attempt = member?.meters.signIn.inARow
      context.attemptsAllowed = house.rules(at: fact.at).meters.signInFailures
    case .identityRefused(let event) where event.counted:
      context.attempt = member?.meters.identity.inARow
      context.attemptsAllowed = house.rules(at: fact.at).meters.identityFailures
    case .changeRequestFiled(let event): context.replacedPosition = positions[event.seen]
    default: break
    }
    return context
  }

  private mutating func evolve(_ fact: RecordedEvent) {
    guard case .member(let id)? = fact.streamName else { return }
    if member == nil { member = Member(id: id) }
    member?.evolve(fact)
  }
}

extension Event {
  /// Whether the event's sentence gains from the facts before it.
  fileprivate var gainsFromContext: Bool {
    switch self {
    case .codeRefused(let event): event.counted
    case .codeVerified(let event): event.page != nil
    case .codeRequested(let event): event.letter != nil
    case .changeRequestFiled(let event): event.seen > 0
    default: isCountedFailure
    }
  }

  /// Whether the event counts in one of the member's meters of failures.
  fileprivate var isCountedFailure: Bool {
    switch self {
    case .signInRefused(let event): event.counted
    case .identityRefused(let event): event.counted
    default: false
    }
  }
}
