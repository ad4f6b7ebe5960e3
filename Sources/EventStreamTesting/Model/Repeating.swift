import FoundationEssentials
import Membership
import Notation
import Projections

extension World {
  /// Returns the answer to a repeated action, or `nil` if its id is new.
  ///
  /// If the id belongs to another action, the result is `invalid`.
  mutating func repetition(of request: ActionRequest) -> Answer? {
    let context = context(HashAnswers())
    var member = addressee(of: request, context)
    let nobodys: StreamName = request.action.isAboutHouse ? .house : .visitors(at: now)
    var stream = member.map { .member($0.id) } ?? nobodys
    var found = facts(of: request.id, in: stream)
    if found == nil {
      // At a refusal, the name or the session may have belonged to no member.
      (member, stream) = (nil, nobodys)
      found = facts(of: request.id, in: stream)
    }
    if found == nil, let begun = known[request.id]?.first {
      guard case .visitors(let month)? = facts[begun.lowerBound - 1].streamName else {
        return otherAction
      }
      stream = .visitors(month: month)
      found = begun
    }
    guard let positions = found else { return nil }
    let own = facts[positions.lowerBound - 1..<positions.upperBound - 1]
    guard let first = own.first else { return nil }
    let before = past(of: stream, before: first.position)
    let then = DecisionContext(
      now: first.at, house: before.house, key: context.key, refusals: refusals,
      member: { $0 == before.member?.id ? before.member : context.member($0) },
      candidates: context.candidates, open: context.open, hashing: context.hashing)
    var decider = Decider(request, then, random: random)
    let subject = member.flatMap { then.member($0.id) }
    guard decider.mayHaveAppended(own.map(\.event), of: subject),
      member != nil || decider.mayHaveTyped(first.event)
    else { return otherAction }
    let decision = decider.repeated(own.map(\.event), of: subject)
    var answer = Answer(result: .accepted, at: now, member: decision.member, facts: positions)
    if case .refused(let reason) = decision.result { answer.result = .refused(reason) }
    answer.publicOutcome = decision.publicOutcome
    answer.isRepetition = true
    return answer
  }

  /// The answer to an action that has the id of another action.
  private var otherAction: Answer {
    Answer(result: .invalid("id"), at: now, facts: facts.count + 1..<facts.count + 1)
  }

  /// Returns the facts of the first append of an action that begins in a stream.
  private func facts(of action: UUID, in stream: StreamName) -> Range<Int>? {
    known[action]?.first { facts[$0.lowerBound - 1].streamName == stream }
  }

  /// Returns the member that an action addresses.
  ///
  /// An erased member is found only by the id of the action.
  private func addressee(of request: ActionRequest, _ context: DecisionContext) -> Member? {
    let named = Decider(request, context, random: random).addressee()
    // A member that has left may have had the name before a member that is now erased.
    if let named, !named.hasEnded, request.action.name != .eraseMember { return named }
    for positions in known[request.id] ?? [] {
      if case .member(let id)? = facts[positions.lowerBound - 1].streamName,
        let member = members[id], member.isErased
      {
        return member
      }
    }
    return named
  }

  /// Returns the house and the member of a stream as they were before a fact.
  private func past(
    of stream: StreamName, before position: Int
  ) -> (house: House, member: Member?) {
    var house = House()
    for earlier in streams["house"] ?? [] where earlier < position {
      house.evolve(facts[earlier - 1])
    }
    guard case .member(let id) = stream else { return (house, nil) }
    var member = Member(id: id)
    for earlier in streams[stream.description] ?? [] where earlier < position {
      member.evolve(facts[earlier - 1])
    }
    return (house, member)
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
      var one = request
      one.member = UntrustedText(id.description)
      one.id = UUID.draw(using: &random)
      one.correlation = request.correlation ?? request.id
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
    let due: [(RetentionSwept.Kind, Instant, Int)] = [
      (.traces, before, erasures.traces(before: before)), (.facts, now, erased),
    ]
    let drafts = due.filter { $0.2 > 0 }.map { kind, before, count in
      Decision.Draft(
        stream: .house,
        event: .retentionSwept(
          .make {
            $0.kind = kind
            $0.before = before
            $0.count = count
          }))
    }
    record(
      drafts, at: now, by: .clock, action: request.id,
      correlation: request.correlation ?? request.id)
  }
}

extension World {
  /// Computes the result of the hasher, at no cost.
  func answer(_ question: HashQuestion, _ answers: inout HashAnswers) {
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
enum InstantHash {
  /// Returns the PHC string of a text.
  static func verifier(of text: String) -> String {
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
