import Membership
import Notation
import Testing

/// One decision with the reason that the audit receives.
struct Situation {
  let reason: RefusalReason?
  let decision: Decision

  init(_ reason: RefusalReason?, _ decision: Decision) {
    (self.reason, self.decision) = (reason, decision)
  }
}

/// Checks that all situations have their reason, and that the public outcome is the same in all.
func expectUniform(
  _ situations: [Situation], says outcome: PublicOutcome,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for situation in situations {
    #expect(situation.decision.refusal == situation.reason, sourceLocation: sourceLocation)
    #expect(
      situation.decision.publicOutcome == outcome, "\(String(describing: situation.reason))",
      sourceLocation: sourceLocation)
    #expect(situation.decision.session == nil, sourceLocation: sourceLocation)
  }
}

@Suite("★ The answer to a request is the same for every visitor")
struct UniformRequestsTests {
  /// Returns two copies of a world: one with access blocked, one with the account closed.
  private func shut(_ world: TestWorld) throws -> (blocked: TestWorld, closed: TestWorld) {
    let (blocked, closed) = (world.fork(), world.fork())
    try blocked.do(.blockAccess(.make { $0.reason = "appel" }), member: "193592")
    try closed.do(.closeAccount(.make { $0.reason = .contractEnded }), member: "193592")
    return (blocked, closed)
  }

  @Test("requestCode: accepted, unknown, closed, blocked, no channel, too soon, too often")
  func requestCode() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.enrol("200001", email: nil)
    let ask = { (world: TestWorld, number: String) in try world.requestCode(number, on: pageA) }
    let (blocked, closed) = try shut(world)
    var situations = [
      Situation(.unknownMember, try ask(world, "999999")),
      Situation(.unknownMember, try ask(world, "not a number")),
      Situation(.unknownMember, try ask(world, "jeanne.durand@example.fr")),
      Situation(.accessBlocked, try ask(blocked, "193592")),
      Situation(.closed, try ask(closed, "193592")),
      Situation(.noChannelKnown, try ask(world, "200001")),
      Situation(nil, try ask(world, "193592")),
      Situation(.tooSoon, try ask(world, "193592")),
    ]
    for _ in 1...2 {
      world.advance(.minutes(1))
      situations.append(Situation(nil, try ask(world, "193592")))
    }
    world.advance(.minutes(1))
    situations.append(Situation(.tooMany, try ask(world, "193592")))
    var expected = PublicOutcome(.sentIfKnown)
    expected.mask = "*****@*****"
    expectUniform(situations, says: expected)
  }

  @Test("requestCode: by text message the same, with or without a telephone on file")
  func requestBySMS() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol("200001", phone: "0611223344")
    try world.enrol("200002", email: nil)
    let situations = try [
      Situation(nil, world.requestCode("200001", on: pageA, channel: .sms)),
      Situation(.noChannelKnown, world.requestCode("200002", on: pageA, channel: .sms)),
      Situation(.unknownMember, world.requestCode("999999", on: pageA, channel: .sms)),
    ]
    expectUniform(situations, says: situations[0].decision.publicOutcome)
    #expect(try situations.at(0).decision.publicOutcome.say == .sentIfKnown)
  }

  @Test("requestCode: a channel not offered, an image not passed, a house that registers")
  func requestCodeElsewhere() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    let sms = try world.requestCode("193592", channel: .sms)
    let unknownSMS = try world.requestCode("999999", channel: .sms)
    expectUniform(
      [Situation(.notOffered, sms), Situation(.unknownMember, unknownSMS)],
      says: PublicOutcome(.sentIfKnown))

    var rules = HouseRules.mcrn
    rules.account.antiRobot.append(.requestCode)
    let images = try TestWorld(rules)
    try images.enrol()
    let failed = try images.requestCode("193592", on: pageA, antiRobot: .failed)
    let unknown = try images.requestCode("999999", on: pageA, antiRobot: .failed)
    expectUniform(
      [Situation(.antiRobotFailed, failed), Situation(.unknownMember, unknown)],
      says: failed.publicOutcome)

    let registers = try TestWorld(.unimutuelles)
    try registers.registerMember("200001", accessCode: "ABCD2345", email: "a@example.fr")
    try registers.registerMember("200002", accessCode: "EFGH6789", email: "b@example.fr")
    try registers.enrol(accessCode: "JKMN2345")
    registers.advance(.hours(1))
    try registers.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": "c@example.fr"])
        }), member: "200002")
    let situations = try [
      Situation(.notActivated, registers.requestCode("193592")),
      Situation(.unknownMember, registers.requestCode("999999")),
      Situation(nil, registers.requestCode("200001")),
      Situation(.emailNotCertified, registers.requestCode("200002")),
    ]
    expectUniform(situations, says: PublicOutcome(.sentIfKnown))
  }

  @Test("requestIdentifier: accepted, unknown, ambiguous, no address, closed, blocked, too often")
  func requestIdentifier() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    try world.enrol("200001", email: nil)
    try world.enrol("200002", email: "famille@example.fr")
    try world.enrol("200003", email: "famille@example.fr")
    let ask = { (world: TestWorld, member: String) in
      try world.do(.requestIdentifier(.make { _ in }), member: member)
    }
    let (blocked, closed) = try shut(world)
    let other = try TestWorld(.mcrn)
    try other.enrol()
    var situations = [
      Situation(.unknownMember, try ask(world, "999999")),
      Situation(.unknownMember, try ask(world, "nobody@example.fr")),
      Situation(.ambiguousMember, try ask(world, "famille@example.fr")),
      Situation(.noChannelKnown, try ask(world, "200001")),
      Situation(.accessBlocked, try ask(blocked, "193592")),
      Situation(.closed, try ask(closed, "193592")),
      Situation(.unknownMember, try ask(closed, "jeanne.durand@example.fr")),
      Situation(.notOffered, try ask(other, "193592")),
      Situation(nil, try ask(world, "193592")),
      Situation(.tooSoon, try ask(world, "jeanne.durand@example.fr")),
    ]
    for _ in 1...3 {
      world.advance(.minutes(1))
      situations.append(
        Situation(situations.count == 12 ? .tooMany : nil, try ask(world, "193592")))
    }
    expectUniform(situations, says: PublicOutcome(.sentIfKnown))
  }

  @Test("requestLetter: accepted, unknown, no or new postal address, already due, too often, off")
  func requestLetter() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol(email: nil, postalAddress: LettersTests.postal)
    try world.enrol("200001")
    try world.enrol("200002", email: nil, postalAddress: LettersTests.postal)
    try world.do(
      .recordDossier(
        .make {
          $0.what = .postalAddress
          $0.value = Particulars([
            "street": "2 quai Neuf", "postalCode": "35000", "city": "Rennes",
          ])
        }), member: "200002")
    let ask = { (world: TestWorld, member: String) in
      try world.do(.requestLetter(.make { _ in }), member: member)
    }
    let (blocked, closed) = try shut(world)
    let other = try TestWorld(.franceMutuelle)
    try other.enrol()
    var situations = [
      Situation(.unknownMember, try ask(world, "999999")),
      Situation(.postalAddressUnknown, try ask(world, "200001")),
      Situation(.postalAddressChangedRecently, try ask(world, "200002")),
      Situation(.accessBlocked, try ask(blocked, "193592")),
      Situation(.closed, try ask(closed, "193592")),
      Situation(.notOffered, try ask(other, "193592")),
      Situation(nil, try ask(world, "193592")),
      Situation(.letterAlreadyDue, try ask(world, "193592")),
    ]
    for reason in [nil, RefusalReason.tooMany] {
      try world.choosePassword("200001")
      let letter = try #require(try world.member().letters.last).id
      try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
      let delivery = try #require(world.deliveries.last).delivery
      try world.do(.reportDelivery(.make { $0.delivery = delivery }), member: "193592")
      situations.append(Situation(reason, try ask(world, "193592")))
    }
    expectUniform(situations, says: PublicOutcome(.sentIfKnown))
  }

  @Test("reportLostAccessCode: accepted, unknown, closed, blocked, no access codes, too often")
  func reportLostAccessCode() throws {
    let world = try TestWorld(.unimutuelles)
    try world.enrol(accessCode: "ABCD2345")
    let report = { (world: TestWorld, member: String) in
      try world.do(
        .reportLostAccessCode(.make { $0.email = "someone@example.fr" }), member: member)
    }
    let (blocked, closed) = try shut(world)
    let other = try TestWorld(.mcrn)
    try other.enrol()
    var situations = [
      Situation(.unknownMember, try report(world, "999999")),
      Situation(.accessBlocked, try report(blocked, "193592")),
      Situation(.closed, try report(closed, "193592")),
      Situation(.notOffered, try report(other, "193592")),
      Situation(nil, try report(world, "193592")),
      Situation(.tooSoon, try report(world, "193592")),
    ]
    for reason in [nil, nil, RefusalReason.tooMany] {
      world.advance(.minutes(1))
      situations.append(Situation(reason, try report(world, "193592")))
    }
    expectUniform(situations, says: PublicOutcome(.sentIfKnown))
  }
}
