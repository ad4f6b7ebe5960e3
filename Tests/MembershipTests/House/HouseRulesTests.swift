import Membership
import Notation
import Testing

@Suite("Rules of the house: versions, and from when they hold")
struct HouseRulesTests {
  private func set(
    _ world: TestWorld, _ rules: HouseRules, from effectiveFrom: Instant? = nil
  ) throws -> Decision {
    try world.do(
      .setHouseRules(
        .make {
          $0.rules = rules
          $0.effectiveFrom = effectiveFrom
        }))
  }

  @Test("each setting has the next version; the complete rules are in the fact")
  func versions() throws {
    let world = try TestWorld(.mcrn)
    #expect(world.house.setting(at: world.now)?.version == 1)
    let preset = try world.do(.setHouseRules(.make { $0.preset = "recommended" }))
    guard case .houseRulesSet(let event) = preset.drafts[0].event else { return }
    #expect(event.version == 2 && event.preset == "recommended" && event.rules == .recommended)
    #expect(try set(world, .unimutuelles).drafts.first?.stream == .house)
    #expect(world.house.settings.map(\.version) == [1, 2, 3])
    #expect(world.house.settings.map(\.preset) == ["own", "recommended", "own"])
    #expect(world.house.rules(at: world.now) == .unimutuelles)
  }

  @Test("rules hold from their instant on, to the millisecond", arguments: [-1, 0, 1])
  func effectiveFrom(offset: Int64) throws {
    let world = try TestWorld(.mcrn)
    let start = world.now.advanced(by: 3_600_000)
    #expect(try set(world, .agentsPublics, from: start).isAccepted)
    let rules = world.house.rules(at: start.advanced(by: offset))
    #expect(rules == (offset < 0 ? .mcrn : .agentsPublics))
  }

  @Test("rules are never set for the past")
  func past() throws {
    let world = try TestWorld(.mcrn)
    let refused = try set(world, .agentsPublics, from: world.now.advanced(by: -1))
    #expect(refused.refusal == .effectiveInPast)
    #expect(refused.facts == ["action.refused"])
    #expect(refused.drafts.first?.stream == .house)
    #expect(try set(world, .agentsPublics, from: world.now).isAccepted)
  }

  @Test("rules announced for a later day take effect on that day, with any setting before it")
  func announced() throws {
    let world = try TestWorld(.mcrn)
    let day = world.now.advanced(by: 86_400_000 * 10)
    _ = try set(world, .agentsPublics, from: day)
    _ = try set(world, .recommended)
    #expect(world.house.rules(at: world.now) == .recommended)
    #expect(world.house.rules(at: day) == .agentsPublics)
    _ = try set(world, .mcrnRenewal, from: day)
    #expect(world.house.rules(at: day) == .mcrnRenewal)
  }

  @Test("edge 17: a code keeps the lifetime and the attempts of the rules it was issued under")
  func codeKeepsItsRules() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    var strict = HouseRules.mcrn
    strict.recovery.attempts = 1
    strict.recovery.paths[0].lifetime = 1000
    strict.recovery.codeFormat = .letters(8)
    _ = try set(world, strict)
    for _ in 1...4 {
      #expect(try world.verifyCode("193592", "000000", on: pageA).refusal == .mismatch)
    }
    world.advance(.minutes(10))
    let late = world.fork()
    late.advance(.milliseconds(1))
    #expect(try late.verifyCode("193592", code, on: pageA).refusal == .expired)
    #expect(try world.verifyCode("193592", code, on: pageA).isAccepted)
    guard
      case .codeRequested(let event)? = try world.facts().first(where: {
        $0.name == "code.requested"
      })
    else { return }
    #expect(event.rules == 1 && event.maxAttempts == 5 && event.format == "digits6")
  }

  @Test("edge 17: a longer lifetime does not revive an expired code")
  func noRevival() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    var mild = HouseRules.mcrn
    mild.recovery.paths[0].lifetime = 86_400_000
    _ = try set(world, mild)
    world.advance(.minutes(10) + .milliseconds(1))
    #expect(try world.verifyCode("193592", world.code(), on: pageA).refusal == .expired)
  }

  @Test("edge 17: a session, a lock and a registration keep their end")
  func othersKeepTheirs() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    var short = HouseRules.unimutuelles
    short.account.registrationLifetime = 1000
    short.service.sessionLifetime = 1000
    short.account.activationLifetime = 1000
    try world.set(rules: short)
    world.advance(.minutes(20))
    #expect(try world.fillRegistration().isAccepted)
    try world.acceptCGU()
    #expect(world.deliveries.last?.expiresAt == world.now.advanced(by: 1000))
  }

  @Test("rules that make no sense are malformed, and the field is named")
  func flaws() throws {
    let world = try TestWorld(.mcrn)
    let flaws: [(String, (inout HouseRules) -> Void)] = [
      ("rules.identifiers.shortestNumber", { $0.identifiers.shortestNumber = 0 }),
      ("rules.identifiers.longestNumber", { $0.identifiers.longestNumber = 5 }),
      ("rules.password.minimumLength", { $0.password.minimumLength = 0 }),
      ("rules.password.maximumLength", { $0.password.maximumLength = 11 }),
      ("rules.recovery.attempts", { $0.recovery.attempts = 0 }),
      ("rules.recovery.attempts", { $0.recovery.attempts = 11 }),
      ("rules.recovery.letterAttempts", { $0.recovery.letterAttempts = 101 }),
      ("rules.recovery.codeFormat", { $0.recovery.codeFormat = .digits(5) }),
      ("rules.recovery.paths", { $0.recovery.paths[0].lifetime = 0 }),
      ("rules.service.sessionLifetime", { $0.service.sessionLifetime = 0 }),
    ]
    for (field, change) in flaws {
      var rules = HouseRules.mcrn
      change(&rules)
      #expect(try world.flaw(in: .setHouseRules(.make { $0.rules = rules })) == field)
    }
    #expect(try world.flaw(in: .setHouseRules(SetHouseRules())) == "preset")
    #expect(try world.flaw(in: .setHouseRules(.make { $0.preset = "nobody" })) == "preset")
  }

  @Test("only an administrator sets rules")
  func actors() throws {
    let world = try TestWorld(.mcrn)
    for actor in [.adviser("a"), .mutuelle, .visitor, .clock, .auditor("x")] as [ActorID] {
      let refused = try world.do(.setHouseRules(.make { $0.preset = "mcrn" }), by: actor)
      #expect(refused.refusal == .notAllowed, "\(actor)")
    }
  }

  @Test("before any rule was set, those that the standards recommend hold")
  func none() {
    #expect(House().rules(at: .earliest) == .recommended)
    #expect(House().setting(at: .latest) == nil)
  }
}

@Suite("A part of the rules")
struct RulesChangeTests {
  @Test("setting a part of the rules leaves the other rules, or those of a preset, unchanged")
  func part() throws {
    let world = try TestWorld(.mcrn)
    let changes = try #require(JSONPatch.reading(#"{ "password": {"minimumLength": 14} }"#))
    try world.do(.setHouseRules(.make { $0.changes = changes }))
    var expected = HouseRules.mcrn
    expected.password.minimumLength = 14
    #expect(world.house.rules(at: world.now) == expected)
    let more = try #require(JSONPatch.reading(#"{"meters":{"lettersAMonth":3}}"#))
    try world.do(.setHouseRules(.make { $0.changes = more }))
    expected.meters.lettersAMonth = 3
    #expect(world.house.rules(at: world.now) == expected)
    try world.do(
      .setHouseRules(
        .make {
          $0.preset = "agents-publics"
          $0.changes = changes
        }))
    #expect(world.house.rules(at: world.now).password.minimumLength == 14)
    #expect(world.house.rules(at: world.now).identifiers.mask == .firstCharacterStars)
  }

  @Test(
    "an invalid part is named",
    arguments: [
      (#"{"passwords":{"minimumLength":14}}"#, "changes.passwords"),
      (#"{"password":{"minimum":14}}"#, "changes.password.minimum"),
      (#"{"password":{"minimumLength":"14"}}"#, "changes.password.minimumLength"),
      (#"{"password":14}"#, "changes.password"), (#"{}"#, "changes"),
      (#"{"password":{},"meters":{}}"#, "changes"),
      (#"{"password":{"minimumLength":0}}"#, "rules.password.minimumLength"),
    ])
  func flaws(text: String, field: String) throws {
    let changes = try #require(JSONPatch.reading(text))
    let world = try TestWorld(.mcrn)
    #expect(try world.flaw(in: .setHouseRules(.make { $0.changes = changes })) == field)
  }
}
