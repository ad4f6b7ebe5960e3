import FoundationEssentials
package import Membership
import Notation
import Projections

extension World {
  /// Returns the first decision of a repeated action, or `nil` if its id is new.
  ///
  /// - Throws: `Malformed` if the id belongs to another action.
  mutating func repetition(of request: ActionRequest) throws(Malformed) -> Settled? {
    var log = WorldActionLog(world: self)
    switch Decider(request, context(HashAnswers()), random: random).repetition(in: &log) {
    case .new: return nil
    case .otherAction: throw Malformed(field: "id")
    case .first(let decision, let own):
      let first = own.first?.position ?? 0
      return Settled(decision: decision, facts: first..<first + own.count, isRepetition: true)
    }
  }
}

/// The facts of a world as the search for a repetition reads them.
private struct WorldActionLog: ActionLog {
  typealias Failure = Never

  let world: World

  func facts(of action: UUID, in stream: StreamName) -> [RecordedEvent] {
    let positions = world.known[action]?.first { self.stream(at: $0) == stream }
    guard let positions else { return [] }
    return Array(world.facts[positions.lowerBound - 1..<positions.upperBound - 1])
  }

  func stream(of action: UUID) -> StreamName? {
    world.known[action]?.first.flatMap { stream(at: $0) }
  }

  func erasedMember(of action: UUID) -> Token? {
    for positions in world.known[action] ?? [] {
      if case .member(let id)? = stream(at: positions), world.members[id]?.isErased == true {
        return id
      }
    }
    return nil
  }

  func past(
    of stream: StreamName, before fact: RecordedEvent
  ) -> (house: House, member: Member?) {
    var house = House()
    for earlier in world.streams["house"] ?? [] where earlier < fact.position {
      house.evolve(world.facts[earlier - 1])
    }
    guard case .member(let id) = stream else { return (house, nil) }
    var member = Member(id: id)
    for earlier in world.streams[stream.description] ?? [] where earlier < fact.position {
      member.evolve(world.facts[earlier - 1])
    }
    return (house, member)
  }

  private func stream(at positions: Range<Int>) -> StreamName? {
    world.facts[positions.lowerBound - 1].streamName
  }
}

extension World {
  /// Records the passed deadlines of one member after another, then the values erased by retention.
  mutating func sweep(_ request: ActionRequest) -> Answer {
    let start = facts.count + 1
    guard request.by == .clock else {
      return Answer(result: .invalid("by"), at: now, facts: start..<start)
    }
    if let known = known[request.id]?.first,
      facts[known.lowerBound - 1].event.name != "retention.swept"
    {
      return Answer(result: .invalid("id"), at: now, facts: start..<start)
    }
    let (house, now) = (house, now)
    let due = order.filter { members[$0]?.hasDeadlinesPassed(of: house, at: now) ?? false }
    var erased = 0
    for id in due {
      let one = request.sweeping(id, as: UUID.draw(using: &random))
      let values = members[id]?.privateParts.values.reduce(0, +) ?? 0
      let answer = performOne(one)
      let events = facts[(answer.facts.lowerBound - 1)..<(answer.facts.upperBound - 1)]
      if events.contains(where: { $0.event.name == "member.erased" }) { erased += values }
    }
    recordRetention(of: request, facts: erased)
    return Answer(
      result: .accepted, at: now, facts: start..<facts.count + 1,
      publicOutcome: PublicOutcome(.done))
  }

  /// Records the numbers of traces and facts that are erased because their retention is over.
  private mutating func recordRetention(of request: ActionRequest, facts erased: Int) {
    let rules = house.setting(at: now)?.rules.retention ?? RetentionRules()
    let before = ParisCalendar.adding(days: -rules.tracesDays, to: now)
    let drafts = RetentionSwept.drafts(
      traces: erasures.traces(before: before), before: before, facts: erased, at: now)
    record(
      drafts, at: now, by: .clock, action: request.id,
      correlation: request.correlation ?? request.id)
  }
}

extension World {
  /// Computes the result of the hasher, at no cost.
  package mutating func answer(_ question: HashQuestion, _ answers: inout HashAnswers) {
    if strictness != nil { check(question) }
    asked.append(question)
    switch question {
    case .derive(let text): answers.derived[question] = InstantHash.verifier(of: text.text)
    case .matches(let forms, let position):
      let verifier: String? =
        switch position.map(opened) {
        case .passwordSet(let event): event.verifier.value
        case .questionSet(let event): event.answer.value
        default: nil
        }
      answers.matches[question] =
        verifier.map { verifier in forms.contains { InstantHash.matches($0.text, verifier) } }
        ?? false
    }
  }
}

/// A fast, insecure replacement for a password hash.
///
/// It distinguishes the passwords of tests, at the cost of reading them.
package enum InstantHash {
  /// Returns the PHC string of a text.
  package static func verifier(of text: String) -> String {
    let halves = [mixed(text, 0xcbf2_9ce4_8422_2325), mixed(text, 0x6c62_272e_07bb_0142)]
    let hash = halves.flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (8 * $0)) }
    }
    return PHC.write(
      PHC.Parts(
        algorithm: "pbkdf2-sha256", iterations: 1_000, salt: Array("saltsalt".utf8), hash: hash))
  }

  /// Returns whether a verifier belongs to a text; it is of this hash or of a legacy system.
  static func matches(_ text: String, _ verifier: String) -> Bool {
    if let legacy = LegacyPassword.all.first(where: { $0.verifier == verifier }) {
      return legacy.text == text
    }
    return self.verifier(of: text) == verifier
  }

  /// Returns the FNV-1a hash from a basis, with the bits mixed further after each byte.
  private static func mixed(_ text: String, _ basis: UInt64) -> UInt64 {
    text.utf8.reduce(basis) { hash, byte in
      let next = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      return next ^ next >> 29
    }
  }
}

/// Passwords of a legacy system, with verifiers that the real hasher accepts too (MR-5).
struct LegacyPassword: Sendable {
  let text: String
  let verifier: String

  static let all = [
    LegacyPassword(
      text: "ancien-1",
      verifier: "$pbkdf2-sha256$i=1000$c2FsdHNhbHQ$1s2cB12Kq4F6J4EY5yKk2CruMo8Mi0eqefcAzx5O5z4"),
    LegacyPassword(
      text: "Bretagne29",
      verifier: "$pbkdf2-sha256$i=1000$c2FsdHNhbHQ$3+AYgYssHBXiKAe8tkmuU5F+sNahJuhn2Nm4AuvYkwY"),
    LegacyPassword(
      text: "azerty",
      verifier: "$pbkdf2-sha256$i=1000$c2FsdHNhbHQ$Vrhlh/DuKoQGxtTzl/VzCxMNLFMOWEoGmFkLMputgUA"),
  ]
}
