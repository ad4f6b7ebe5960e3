public import Membership
import Notation

/// The readers of sentences (edge 47).
public enum SentenceReader: Sendable {
  /// Auditors, advisers, administrators.
  case staff
  /// The member that the history is about.
  case member
}

extension RecordedEvent {
  /// Returns one sentence with the action and its actor, for an auditor or a member.
  ///
  /// It is made from the clear part alone. It never contains a personal value, even if the fact was
  /// read with its vault.
  ///
  /// - Parameters:
  ///   - language: The language of the sentence.
  ///   - reader: The reader. A member is shown neither the names nor the reasons of staff.
  ///   - context: The details that come from other facts. Without it the sentence has those of the
  ///     fact alone.
  public func sentence(
    in language: Language, for reader: SentenceReader = .staff,
    context: SentenceContext = SentenceContext()
  ) -> String {
    let narrator = Narrator(
      language: language, actor: actor, at: at, reader: reader, context: context,
      isProof: event.isProofOfMember)
    let clock = clockWasClamped ? narrator.clockHeld : ""
    return language.typeset(narrator.clause(of: event) + clock).startingUpper + "."
  }
}

extension String {
  /// The text with its first letter as a capital, accent included.
  fileprivate var startingUpper: String { prefix(1).uppercased() + dropFirst() }
}

/// A type of event that the audit trail puts into words.
protocol Narrated: EventPayload {
  /// Returns the words for the event, without capital and full stop.
  func clause(by narrator: Narrator) -> String
}

extension Narrator {
  /// Returns the words for an event, without capital and full stop.
  ///
  /// Every type is `Narrated`, in the file of its feature. A test holds this.
  fileprivate func clause(of event: Event) -> String {
    if case .unknown(let event) = event { return clause(event) }
    return (event.payload as? any Narrated)?.clause(by: self) ?? quoted(event.name)
  }
}

extension Narrator {
  /// The note that a time was held because the machine's clock had stepped back (edge 16).
  fileprivate var clockHeld: String {
    pick(
      fr: " ; heure maintenue, l’horloge de la machine ayant reculé",
      en: "; time held, as the machine’s clock had stepped back")
  }

  fileprivate func clause(_ event: UnknownEvent) -> String {
    pick(
      fr: "fait de type \(quoted(event.type)), schéma \(event.schema), "
        + "que cette version ne sait pas lire",
      en: "fact of type \(quoted(event.type)), schema \(event.schema), "
        + "which this version cannot read")
  }
}

/// The attempts, positions and actors that the sentence of a fact takes from other facts.
public struct SentenceContext: Sendable, Equatable {
  /// The number of a refusal among the counted attempts; `nil` if it is not known.
  public var attempt: Int?
  /// The number of attempts that are allowed in a row; `nil` if it is not known.
  public var attemptsAllowed: Int?
  /// The position of the value that a change request would replace.
  public var replacedPosition: Int?
  /// The actor that requested the letter of a secret.
  public var letterRequester: ActorID?
  /// The form of the secret that was verified.
  public var artefact: Artefact?

  /// Makes an empty context.
  public init() {}
}

extension SentenceContext {
  /// Returns one context for each fact of a member, or an empty array if no sentence needs one.
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
  /// Whether the member's meters are needed, and therefore the member's state.
  let countsFailures: Bool
  private var member: Member?
  private var positions: [Int: Int] = [:]
  private var codes: [Token: CodeRequested] = [:]
  private var letterRequesters: [Token: ActorID] = [:]

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
  /// Whether the event's sentence needs details of earlier facts.
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
