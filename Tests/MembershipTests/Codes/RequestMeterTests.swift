import Membership
import Notation
import Testing

@Suite("Throttling: requests and letters")
struct RequestMeterTests {
  @Test(
    "requests are sixty seconds apart, to the millisecond",
    arguments: [(59_999, .tooSoon), (60_000, nil)] as [(Int64, RefusalReason?)])
  func interval(offset: Int64, reason: RefusalReason?) throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    world.now = world.now.advanced(by: offset)
    let second = try world.requestCode("193592", on: pageA)
    #expect(second.refusal == reason)
    if reason != nil {
      #expect(second.facts == ["action.refused"])
      #expect(second.deliveries.isEmpty)
    }
  }

  @Test(
    "three in an hour: the fourth waits until the first is an hour old",
    arguments: [(3_599_999, .tooMany), (3_600_000, nil)] as [(Int64, RefusalReason?)])
  func hour(offset: Int64, reason: RefusalReason?) throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    let start = world.now
    for index in 0..<3 {
      world.now = start.advanced(by: Int64(index) * 60_000)
      #expect(try world.requestCode("193592", on: pageA).isAccepted)
    }
    world.advance(.minutes(1))
    #expect(try world.requestCode("193592", on: pageA).refusal == .tooMany)
    world.now = start.advanced(by: offset)
    #expect(try world.requestCode("193592", on: pageA).refusal == reason)
  }

  @Test(
    "ten in 24 hours: the eleventh waits until the first is a day old",
    arguments: [(86_399_999, .tooMany), (86_400_000, nil)] as [(Int64, RefusalReason?)])
  func day(offset: Int64, reason: RefusalReason?) throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    let start = world.now
    for index in 0..<10 {
      world.now = start.advanced(by: Int64(index) * 7_200_000)
      #expect(try world.requestCode("193592", on: pageA).isAccepted)
    }
    world.advance(.hours(2))
    #expect(try world.requestCode("193592", on: pageA).refusal == .tooMany)
    world.now = start.advanced(by: offset)
    #expect(try world.requestCode("193592", on: pageA).refusal == reason)
  }

  @Test("a refused request does not count: asking again too soon lengthens nothing")
  func refusedIsNone() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    for _ in 1...59 {
      world.advance(.seconds(1))
      #expect(try world.requestCode("193592", on: pageA).refusal == .tooSoon)
    }
    world.advance(.seconds(1))
    #expect(try world.requestCode("193592", on: pageA).isAccepted)
    #expect(try world.member().meters.requests.count == 2)
  }

  @Test("a lost identifier and a forgotten password share the meter; one action counts once")
  func shared() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    #expect(try world.member().meters.requests.isEmpty)
    let request = Action.requestIdentifier(.make { _ in })
    let asked = try world.do(request, member: "193592")
    #expect(asked.facts == ["notice.issued", "code.requested"])
    #expect(try world.member().meters.requests.count == 1)
    #expect(try world.requestCode("193592").refusal == .tooSoon)
    world.advance(.minutes(1))
    #expect(try world.requestCode("193592").isAccepted)
    #expect(try world.do(request, member: "193592").refusal == .tooSoon)
  }

  @Test("the loss of an access code is a request too")
  func losses() throws {
    let world = try TestWorld(.unimutuelles)
    try world.enrol(accessCode: "ABCD2345")
    let report = Action.reportLostAccessCode(.make { $0.email = "jeanne@example.fr" })
    for _ in 1...3 {
      world.advance(.minutes(1))
      #expect(try world.do(report, member: "193592").isAccepted)
    }
    world.advance(.minutes(1))
    #expect(try world.do(report, member: "193592").refusal == .tooMany)
  }

  @Test("asking for codes never locks signing in, and a lock never stops recovery")
  func apart() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    world.advance(.hours(1))
    for _ in 1...6 { try world.signIn("193592", wrongPassword) }
    #expect(try world.signIn("193592").refusal == .locked)
    #expect(try world.requestCode("193592", on: pageB).isAccepted)
    #expect(try world.verifyCode("193592", world.code(), on: pageB).isAccepted)
    #expect(try world.setPassword("193592", otherPassword, on: pageB).isAccepted)
    for _ in 1...20 { try world.requestCode("193592", on: pageB) }
    #expect(try world.signIn("193592", otherPassword).isAccepted)
  }

  @Test("a delivery by the mutuelle is not a visitor's request")
  func mutuelle() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": "nouvelle@example.fr"])
        }), member: "193592")
    #expect(try world.requestCode("193592").isAccepted)
  }

  @Test("one letter is due at a time, and two in thirty days, though codes be used up")
  func letters() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol(email: nil, postalAddress: LettersTests.postal)
    let request = Action.requestLetter(.make { _ in })
    let start = world.now
    for _ in 1...2 {
      #expect(try world.do(request, member: "193592").isAccepted)
      #expect(try world.do(request, member: "193592").refusal == .letterAlreadyDue)
      let letter = try #require(try world.member().letters.last).id
      try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
      let delivery = try #require(world.deliveries.last).delivery
      try world.do(.reportDelivery(.make { $0.delivery = delivery }), member: "193592")
      world.advance(.days(5))
    }
    #expect(try world.do(request, member: "193592").refusal == .tooMany)
    // Thirty days in Paris, one of which has 23 hours.
    world.now = start.advanced(by: Duration.days(30).milliseconds - 3_600_001)
    #expect(try world.do(request, member: "193592").refusal == .tooMany)
    world.advance(.milliseconds(1))
    #expect(try world.do(request, member: "193592").isAccepted)
  }

  @Test("limits that the meters cannot keep are no rules of a house")
  func limits() throws {
    let world = try TestWorld(.mcrn)
    let changes: [(String, @Sendable (inout MeterRules) -> Void)] = [
      ("rules.meters.requestsADay", { $0.requestsADay = 65 }),
      ("rules.meters.lettersAMonth", { $0.lettersAMonth = 65 }),
      ("rules.meters.failuresADay", { $0.failuresADay = 65 }),
      ("rules.meters.signInFailures", { $0.signInFailures = 0 }),
      ("rules.meters.identityFailures", { $0.identityFailures = 0 }),
    ]
    for (field, change) in changes {
      var rules = HouseRules.mcrn
      change(&rules.meters)
      let action = Action.setHouseRules(.make { [rules] in $0.rules = rules })
      #expect(try world.flaw(in: action) == field)
    }
  }
}
