import Digests
import FoundationEssentials
import Membership
import Notation
import Projections
import Testing

extension World {
  /// Sets the rules of the house, as an administrator does.
  func set(rules: HouseRules) throws {
    try self.do(.setHouseRules(.make { $0.rules = rules }))
  }

  /// Records the facts of a decision.
  ///
  /// Each fact is written, read again, and folded without its private values. No state can depend
  /// on one of them.
  func record(_ decision: Decision, of request: ActionRequest) throws {
    for draft in decision.drafts {
      let stream = draft.stream.description
      let parts = EventCodec.encode(draft.event)
      try #require(try Self.read(draft.event.name, parts, isOpen: true) == draft.event)
      state.sequences[stream, default: 0] += 1
      let fact = { [state] (event: Event) in
        RecordedEvent(
          position: state.facts.count + 1, sequence: state.sequences[stream] ?? 0, stream: stream,
          at: state.now, actor: request.by, action: request.id, correlation: request.id,
          event: event)
      }
      let open = fact(draft.event)
      try #require(draft.event.isSealing == (parts.secret != nil))
      fold(fact(try Self.read(draft.event.name, parts, isOpen: false)), in: draft.stream)
      index(open, in: draft.stream)
      state.facts.append(open)
      state.clear.append(String(decoding: parts.data, as: UTF8.self))
    }
    state.refusals = decision.refusals
    state.deliveries += decision.deliveries
    if let session = decision.session { state.session = session.text }
  }

  private static func read(
    _ name: String, _ parts: EventCodec.Parts, isOpen: Bool
  ) throws -> Event {
    let schema = EventTable.entry(named: name)?.schema ?? 1
    return try parts.data.withUnsafeBufferPointer { data in
      guard let secret = parts.secret else {
        return try EventCodec.decode(type: name, schema: schema, data: data, privatePart: .none)
      }
      return try secret.withUnsafeBufferPointer { secret in
        try EventCodec.decode(
          type: name, schema: schema, data: data, privatePart: isOpen ? .open(secret) : .sealed)
      }
    }
  }

  private func fold(_ fact: RecordedEvent, in stream: StreamName) {
    switch stream {
    case .house: state.house.evolve(fact)
    case .member(let id):
      let before = state.members[id]
      var after = before ?? Member(id: id)
      after.evolve(fact)
      state.members[id] = after
      note(ordersOf: fact, before: before, after: after)
    case .visitors: break
    }
  }

  /// Adds a fact to the directory, which finds the members that ever had a value.
  private func index(_ fact: RecordedEvent, in stream: StreamName) {
    guard case .member(let member) = stream else { return }
    let candidate = DecisionContext.Candidate(member: member, position: fact.position)
    for lookUp in fact.event.lookUps {
      state.directory[lookUp, default: []].append(candidate)
    }
  }

  /// Answers a question for the hasher with one HMAC instead of a slow derivation.
  func answer(_ question: HashQuestion, in answers: inout HashAnswers) throws {
    switch question {
    case .derive(let text): answers.derived[question] = Self.verifier(of: text.text)
    case .matches(let forms, let position):
      guard let position else {
        answers.matches[question] = false
        return
      }
      let verifier = try verifier(at: position)
      answers.matches[question] = forms.contains { Self.verifier(of: $0.text) == verifier }
    }
  }

  /// Returns the verifier that a fact seals, or `nil` if it is erased.
  private func verifier(at position: Int) throws -> String? {
    switch Self.open(position, in: state) {
    case .passwordSet(let event): event.verifier.value
    case .questionSet(let event): event.answer.value
    case let event: throw WrongVerifier(name: event?.name ?? "none")
    }
  }

  /// A question about a fact without a verifier of a password or of an answer.
  struct WrongVerifier: Error {
    let name: String
  }

  /// Returns the PHC string of a text with the cheap derivation of tests.
  static func verifier(of text: String) -> String {
    let hash = HMACSHA256.authenticate(Array(text.utf8), key: Array("derivation".utf8))
    return PHC.write(
      PHC.Parts(
        algorithm: "pbkdf2-sha256", iterations: 1000, salt: Array("saltsalt".utf8),
        hash: hash.bytes))
  }
}
