import Membership
import Notation
import Testing

@Suite("Letters")
struct LettersTests {
  let world: TestWorld
  static let postal = Particulars([
    "street": "1 rue du Port", "postalCode": "44000", "city": "Nantes",
  ])

  init() throws {
    world = try TestWorld(.agentsPublics)
    try world.enrol(email: nil, postalAddress: Self.postal)
  }

  @discardableResult
  private func requestLetter(_ world: TestWorld? = nil) throws -> Decision {
    try (world ?? self.world).do(.requestLetter(.make { _ in }), member: "193592")
  }

  @discardableResult
  private func dispatch(_ world: TestWorld? = nil) throws -> Decision {
    let world = world ?? self.world
    let letter = try #require(try world.member().letters.last).id
    return try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
  }

  private func reportPosted() throws {
    let delivery = try #require(world.deliveries.last).delivery
    try world.do(.reportDelivery(.make { $0.delivery = delivery }), member: "193592")
  }

  @Test("AP-6, MG-7: without telephone and address there is no code, but a letter")
  func noChannel() throws {
    for channel in [Channel.email, .sms] {
      let refused = try world.requestCode("193592", on: pageA, channel: channel)
      #expect(refused.refusal == .noChannelKnown)
      #expect(refused.deliveries.isEmpty)
    }
    #expect(try requestLetter().facts == ["letter.requested"])
  }

  @Test("AP-6, MG-7: a telephone or an address is enough for a code at once")
  func channels() throws {
    for rules in [HouseRules.agentsPublics, .mcrn] {
      let world = try TestWorld(rules)
      try world.enrol("200001", email: nil, phone: "0611223344")
      try world.enrol("200002", email: "a@example.fr")
      let sms = try world.requestCode("200001", on: pageA, channel: .sms)
      #expect(sms.deliveries.map(\.channel) == [.sms])
      #expect(sms.deliveries.map(\.to.text) == ["+33611223344"])
      #expect(try world.requestCode("200001", on: pageA).refusal == .tooSoon)
      #expect(try world.requestCode("200002", on: pageA).deliveries.map(\.channel) == [.email])
    }
  }

  @Test("AP-7, MG-7: a member with an e-mail address may choose the letter all the same")
  func choice() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol(postalAddress: Self.postal)
    #expect(try requestLetter(world).isAccepted)
  }

  @Test("AP-7, MG-7: a letter arrives within eight days: three of them are the post's")
  func dueBy() throws {
    world.now = try #require(Instant("2026-03-25T08:00:00Z"))
    try requestLetter()
    #expect(try world.member().letters.last?.receiveBy == Instant("2026-04-02T07:00:00Z"))
    #expect(try world.member().letters.last?.dueBy == Instant("2026-03-30T07:00:00Z"))
  }

  @Test("AP-7: a letter not posted in eight days is overdue, once, and may still be sent")
  func overdue() throws {
    try requestLetter()
    world.advance(.days(9))
    let sweep = { [world] in try world.do(.sweep(.make { _ in }), member: "\(world.member().id)") }
    #expect(try sweep().facts == ["deadline.passed"])
    #expect(try sweep().facts.isEmpty)
    #expect(try dispatch().isAccepted)
  }

  @Test("AP-7, MG-7: the temporary password opens no space: it gives the right to set one")
  func temporaryPassword() throws {
    try requestLetter()
    let printed = try dispatch()
    #expect(printed.facts == ["code.requested"])
    #expect(printed.deliveries.map(\.artefact) == [.temporaryPassword])
    try reportPosted()
    world.advance(.days(4))
    let signedIn = try world.signIn("193592", world.temporaryPassword(), on: pageA)
    #expect(signedIn.facts == ["code.verified"])
    #expect(signedIn.session == nil)
    #expect(signedIn.publicOutcome == PublicOutcome(.choosePassword))
    #expect(try world.setPassword("193592", on: pageA).isAccepted)
    #expect(try world.member().password?.via == .letter)
    #expect(try world.signIn("193592").session != nil)
  }

  @Test("AP-7: the temporary password serves once")
  func once() throws {
    try requestLetter()
    try dispatch()
    try world.signIn("193592", world.temporaryPassword(), on: pageA)
    let again = try world.signIn("193592", world.temporaryPassword(), on: pageB)
    #expect(again.refusal == .temporaryPasswordEnded)
    #expect(again.publicOutcome == PublicOutcome(.notRecognised))
  }

  @Test(
    "AP-7: it is good for 21 days from printing, to the millisecond",
    arguments: [(-1, nil), (0, nil), (1, .noPassword)] as [(Int64, RefusalReason?)])
  func lifetime(offset: Int64, reason: RefusalReason?) throws {
    let world = try TestWorld(.agentsPublics)
    try world.enrol(email: nil, postalAddress: Self.postal)
    try requestLetter(world)
    try dispatch(world)
    world.now = world.now.advanced(by: Duration.days(21).milliseconds + offset)
    let signedIn = try world.signIn("193592", world.temporaryPassword(), on: pageA)
    #expect(signedIn.refusal == reason)
  }

  @Test("edge 19: after a reset by e-mail the temporary password is dead, and so is a letter due")
  func afterAReset() throws {
    let world = try TestWorld(.agentsPublics)
    try world.enrol(postalAddress: Self.postal)
    try requestLetter(world)
    try dispatch(world)
    try world.choosePassword("193592")
    #expect(
      try world.signIn("193592", world.temporaryPassword()).refusal == .temporaryPasswordEnded)
    #expect(try world.signIn("193592").isAccepted)
    #expect(try dispatch(world).refusal == .letterEnded)
  }

  @Test("edge 19: of two letters asked for, one is due; printed again, the first print is dead")
  func two() throws {
    try requestLetter()
    #expect(try requestLetter().refusal == .letterAlreadyDue)
    try dispatch()
    let first = try world.temporaryPassword()
    try dispatch()
    let second = try world.temporaryPassword()
    #expect(first != second)
    #expect(try world.signIn("193592", first, on: pageA).refusal == .temporaryPasswordEnded)
    #expect(try world.signIn("193592", second, on: pageA).isAccepted)
  }

  @Test("edge 19: a letter posted is printed no more")
  func posted() throws {
    try requestLetter()
    try dispatch()
    try reportPosted()
    #expect(try dispatch().refusal == .letterEnded)
  }

  @Test(
    "edge 19: no letter is sent to an address that changed less than seven calendar days ago",
    arguments: [(-1, .postalAddressChangedRecently), (0, nil)] as [(Int64, RefusalReason?)])
  func moved(offset: Int64, reason: RefusalReason?) throws {
    let world = try TestWorld(.agentsPublics, at: "2026-03-25T09:00:00Z")
    try world.enrol(email: nil, postalAddress: Self.postal)
    world.advance(.hours(1))
    try world.do(
      .recordDossier(
        .make {
          $0.what = .postalAddress
          $0.value = Particulars(["street": "2 quai Neuf", "postalCode": "35000", "city": "Rennes"])
        }), member: "193592")
    // Seven days in Paris, one of which has 23 hours.
    world.now = try #require(Instant("2026-04-01T09:00:00Z")).advanced(by: offset)
    #expect(try requestLetter(world).refusal == reason)
  }

  @Test("AP-7: no letter without a postal address; neither a lock nor a stranger stops a letter")
  func independent() throws {
    try world.enrol("200001")
    let refused = try world.do(.requestLetter(.make { _ in }), member: "200001")
    #expect(refused.refusal == .postalAddressUnknown)
    for _ in 1...3 {
      world.advance(.minutes(5))
      try world.requestCode("193592", on: pageA, channel: .sms)
      try world.signIn("193592", wrongPassword)
    }
    #expect(try requestLetter().isAccepted)
  }

  @Test("MR-11: a house without letters does not offer or mention them")
  func notOffered() throws {
    let world = try TestWorld(.mcrnRenewal)
    try world.enrol(postalAddress: Self.postal)
    let refused = try requestLetter(world)
    #expect(refused.refusal == .notOffered)
    #expect(refused.publicOutcome == PublicOutcome(.sentIfKnown))
  }
}
