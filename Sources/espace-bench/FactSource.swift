import EspaceAdherent
import EventLog
import EventStreamTesting
import FoundationEssentials
import Membership
import Notation
import Projections

/// An endless source of realistic facts: a generated population, repeated for new members.
///
/// In the first round every position that a fact names is correct. In later rounds it still names
/// the position of the first round. No reader of a log checks it, and no fold depends on it.
struct FactSource {
  private struct Template {
    let member: Token?
    let stream: String
    let type: String
    let schema: Int
    let after: Int64
    let actor: String
    let beginsAction: Bool
    let data: [UInt8]
    let secret: [UInt8]?
  }

  /// The selection of facts.
  enum Kind {
    /// All facts, unchanged.
    case mixed
    /// All facts, without their private parts.
    case open
    /// Only facts with a private part.
    case sealed
  }

  static let house = "unimutuelles"

  private var templates: [Template] = []
  private let round: Int64
  private var next = 0
  private var rounds: UInt64 = 0
  private var actions: UInt64 = 0
  private var sequences: [String: Int] = [:]

  init(members: Int) throws {
    var source = ChoiceSource(seed: 1, isRecording: false)
    let plan = ScenarioPlan.population(of: Self.house, members: members)
    let facts = try source.draw(Generator.scenarios(plan)).facts.dropFirst()
    let start = facts.first?.at.milliseconds ?? 0
    var action: UUID?
    for fact in facts {
      let parts = EventCodec.encode(fact.event)
      var member: Token?
      if case .member(let id)? = StreamName(fact.stream) { member = id }
      templates.append(
        Template(
          member: member, stream: fact.stream, type: fact.event.name,
          schema: fact.event.schema,
          after: fact.at.milliseconds - start, actor: fact.actor.description,
          beginsAction: fact.action != action, data: parts.data, secret: parts.secret))
      action = fact.action
    }
    round = (templates.last?.after ?? 0) + 1
  }

  /// Returns an append of `count` facts.
  mutating func append(of count: Int, _ kind: Kind = .mixed) -> Append {
    var expected: [String: Int] = [:]
    let drafts = (0..<count).map { _ in
      let draft = draft(kind)
      let sequence = sequences[draft.stream] ?? 0
      if expected[draft.stream] == nil { expected[draft.stream] = sequence }
      sequences[draft.stream] = sequence + 1
      return draft
    }
    return Append(expected: expected, drafts: drafts)
  }

  /// Notes that a log has its founding fact already.
  mutating func goOnAfterFounding() { sequences[StreamName.house.description] = 1 }

  /// Starts again with an empty log.
  ///
  /// The members are still new ones.
  mutating func restart() {
    sequences = [:]
    next = 0
    rounds += 1
  }

  private mutating func draft(_ kind: Kind) -> RecordDraft {
    while true {
      if next == templates.count { (next, rounds) = (0, rounds + 1) }
      let template = templates[next]
      next += 1
      // The facts of the house are emitted once, and not once per round.
      guard template.member != nil || rounds == 0 || template.stream != "house",
        kind != .sealed || template.secret != nil
      else { continue }
      if template.beginsAction || actions == 0 { actions += 1 }
      let action = UUID(high: 0x6265_6e63_6800_8000, low: 1 << 63 | actions)
      let stream =
        template.member.map {
          "member/\(Token(bits: $0.bits &+ rounds &* 0x9e37_79b9_7f4a_7c15))"
        } ?? template.stream
      return RecordDraft(
        stream: stream, type: template.type, schema: template.schema,
        at: Self.start.advanced(by: template.after + Int64(rounds) * round),
        actor: template.actor, action: action, correlation: action, data: template.data,
        secret: kind == .open ? nil : template.secret)
    }
  }

  /// An instant after the founding of every space that is created for measuring.
  static let start = Instant.usualStart.advanced(by: 1_000)
}
