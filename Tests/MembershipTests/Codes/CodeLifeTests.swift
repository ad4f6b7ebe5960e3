import Membership
import Notation
import Testing

@Suite("The life of a code")
struct CodeLifeTests {
  let world: TestWorld

  init() throws {
    world = try TestWorld(.mcrn)
    try world.enrol()
  }

  @Test("edge 1, kind 10: a code of another page leaves the first one good, on its own page alone")
  func otherPage() throws {
    try world.requestCode("193592", on: pageA)
    let first = try world.code()
    world.advance(.minutes(1))
    try world.requestCode("193592", on: pageB)
    let before = try world.member().codes.last
    #expect(try world.fork().verifyCode("193592", first, on: pageB).refusal == .mismatch)
    #expect(try world.verifyCode("193592", first, on: pageA).isAccepted)
    #expect(try world.member().codes.last == before)
    #expect(try world.verifyCode("193592", world.code(), on: pageB).isAccepted)
  }

  @Test("edges 1 and 44: a code of schema 1 still ends those of every page, as it did")
  func earlierSchema() throws {
    try world.requestCode("193592", on: pageA)
    try world.requestCode("193592", on: pageB)
    let stream = StreamName.member(try world.member().id).description
    var replayed = Member(id: try world.member().id)
    for fact in world.facts where fact.stream == stream {
      var event = fact.event
      if case .codeRequested(var code) = event {
        code.supersedes = .everyPage
        event = .codeRequested(code)
      }
      replayed.evolve(
        RecordedEvent(
          position: fact.position, sequence: fact.sequence, stream: fact.stream, at: fact.at,
          actor: fact.actor, action: fact.action, correlation: fact.correlation, event: event))
    }
    #expect(replayed.codes.map { $0.standing(at: world.now) } == [.superseded, .live])
    #expect(try world.member().codes.map { $0.standing(at: world.now) } == [.live, .live])
  }

  @Test("edge 1: asked for twice on one page, the first code still harms nothing")
  func supersededOnTheSamePage() throws {
    try world.requestCode("193592", on: pageA)
    let first = try world.code()
    world.advance(.minutes(1))
    try world.requestCode("193592", on: pageA)
    for _ in 1...10 {
      #expect(try world.verifyCode("193592", first, on: pageA).refusal == .superseded)
    }
    #expect(try world.member().codes.last?.failures == 0)
    #expect(try world.verifyCode("193592", world.code(), on: pageA).isAccepted)
  }

  @Test("edge 1: at most one code is live, for any channel; letters apart")
  func oneLive() throws {
    let postal = Particulars(["street": "1 rue du Port", "city": "Nantes", "postalCode": "44000"])
    try world.enrol(
      "200001", email: "a@example.fr", phone: "0611223344", postalAddress: postal)
    try world.do(.requestLetter(.make { _ in }), member: "200001")
    let letter = try #require(try world.member("200001").letters.last).id
    try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "200001")
    for channel in [Channel.email, .sms, .email] {
      world.advance(.minutes(1))
      try world.requestCode("200001", on: pageA, channel: channel)
      let live = try world.member("200001").codes.filter { $0.standing(at: world.now) == .live }
      #expect(live.map(\.channel) == [.letter, channel])
    }
  }

  @Test(
    "edge 6: of five attempts the fifth may succeed, the sixth never does",
    arguments: [(4, nil), (5, .exhausted)] as [(Int, RefusalReason?)])
  func attempts(wrong: Int, reason: RefusalReason?) throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    for attempt in 1...wrong {
      let refused = try world.verifyCode("193592", world.wrong(code), on: pageA)
      #expect(refused.refusal == .mismatch)
      guard case .codeRefused(let fact)? = refused.drafts.first?.event else { continue }
      #expect(fact.counted)
      #expect(fact.attempt == attempt)
    }
    #expect(try world.verifyCode("193592", code, on: pageA).refusal == reason)
  }

  @Test("edge 7: however many guesses follow each other, five are ever counted")
  func comparisons() throws {
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    var counted = 0
    for _ in 1...50 {
      let refused = try world.verifyCode("193592", world.wrong(code), on: pageA)
      if case .codeRefused(let fact)? = refused.drafts.first?.event, fact.counted { counted += 1 }
    }
    #expect(counted == 5)
    #expect(try world.member().codes.last?.standing(at: world.now) == .exhausted)
  }

  @Test("edge 7: attempts decided from one state all name the same next attempt, so one is kept")
  func parallel() throws {
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    let attempts = try (1...8).map { _ in
      try world.fork().verifyCode("193592", world.wrong(code), on: pageA)
    }
    for attempt in attempts {
      guard case .codeRefused(let fact)? = attempt.drafts.first?.event else {
        Issue.record("no fact of the attempt")
        continue
      }
      #expect(fact.attempt == 1)
    }
  }

  @Test(
    "MR-13, edge 12: a code is text; spaces, hyphens and full-width digits aside",
    arguments: [
      { $0 }, { String($0.prefix(3) + " " + $0.dropFirst(3)) },
      { String($0.prefix(2) + "-" + $0.dropFirst(2)) + "\n" },
      { String($0.unicodeScalars.map { Character(Unicode.Scalar($0.value + 0xFEE0) ?? $0) }) },
    ] as [@Sendable (String) -> String])
  func typing(habit: @Sendable (String) -> String) throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    #expect(try world.verifyCode("193592", habit(world.code()), on: pageA).isAccepted)
  }

  @Test("MR-13, edge 12: a code that begins with zero is not the number without it")
  func leadingZero() throws {
    var found = 0
    for _ in 1...200 {
      let world = world.fork()
      self.world.seed += 1
      try world.requestCode("193592", on: pageA)
      let code = try world.code()
      #expect(code.count == 6)
      guard code.hasPrefix("0") else { continue }
      found += 1
      let without = String(code.dropFirst())
      #expect(try world.verifyCode("193592", without, on: pageA).refusal == .codeMalformed)
      #expect(try world.verifyCode("193592", code, on: pageA).isAccepted)
    }
    #expect(found > 5)
  }

  @Test("MR-13: the five digits of the notice's sample are below the floor of the house's rules")
  func fiveDigits() throws {
    var rules = HouseRules.mcrn
    rules.recovery.codeFormat = .digits(5)
    let action = Action.setHouseRules(.make { [rules] in $0.rules = rules })
    #expect(try world.flaw(in: action) == "rules.recovery.codeFormat")
  }

  @Test(
    "edge 13: a code is good for ten minutes, to the millisecond",
    arguments: [(-1, nil), (0, nil), (1, .expired)] as [(Int64, RefusalReason?)])
  func expiry(offset: Int64, reason: RefusalReason?) throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    world.now = world.now.advanced(by: 600_000 + offset)
    let verified = try world.verifyCode("193592", world.code(), on: pageA)
    #expect(verified.refusal == reason)
    guard reason != nil, case .codeRefused(let fact)? = verified.drafts.first?.event else { return }
    #expect(!fact.counted)
  }

  @Test("edge 16: a later fact with an earlier time still comes later")
  func clockBackwards() throws {
    try world.requestCode("193592", on: pageA)
    let first = try world.code()
    world.now = world.now.advanced(by: 60_000)
    try world.requestCode("193592", on: pageA)
    let member = try world.member()
    var replayed = Member(id: member.id)
    let stream = StreamName.member(member.id).description
    for fact in world.facts where fact.stream == stream {
      let isLast = fact.position == world.facts.count
      replayed.evolve(
        RecordedEvent(
          position: fact.position, sequence: fact.sequence, stream: fact.stream,
          at: isLast ? fact.at.advanced(by: -3_600_000) : fact.at, actor: fact.actor,
          action: fact.action, correlation: fact.correlation, event: fact.event))
    }
    #expect(replayed.codes.map { $0.standing(at: world.now) } == [.superseded, .live])
    #expect(try world.verifyCode("193592", first, on: pageA).refusal == .superseded)
  }

  @Test("edge 17: a code keeps the deadline, attempts and form of the rules it was issued under")
  func rulesChanged() throws {
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    var rules = HouseRules.mcrn
    rules.recovery.attempts = 1
    rules.recovery.codeFormat = .letters(8)
    for index in rules.recovery.paths.indices { rules.recovery.paths[index].lifetime = 1000 }
    try world.set(rules: rules)
    world.advance(.minutes(10))
    let wrong = OneTimeCodeText.wrong(for: code, format: .digits(6))
    for _ in 1...4 {
      #expect(try world.verifyCode("193592", wrong, on: pageA).refusal == .mismatch)
    }
    #expect(try world.fork().verifyCode("193592", code, on: pageA).isAccepted)
    try world.requestCode("193592", on: pageA)
    let new = try #require(try world.member().codes.last)
    #expect(new.expiresAt == world.now.advanced(by: 1000))
    #expect(new.maxAttempts == 1)
    #expect(new.format == "letters8")
  }

  @Test("the log's clear part holds no code, link, password, number or address")
  func nothingInClear() throws {
    try world.choosePassword("193592")
    try world.signIn("193592")
    let clear = world.clear.joined()
    var secrets = [goodPassword, "193592", "jeanne.durand", "example.fr", try world.session()]
    secrets += world.deliveries.compactMap { $0.secret?.text }
    for secret in secrets { #expect(!clear.contains(secret)) }
  }

  @Test("edge 13: a code that expired before another was issued stays expired")
  func expiredFirst() throws {
    try world.requestCode("193592", on: pageA)
    world.advance(.minutes(10) + .milliseconds(1))
    try world.requestCode("193592", on: pageA)
    let standings = try world.member().codes.map { $0.standing(at: world.now) }
    #expect(standings == [.expired, .live])
  }
}
