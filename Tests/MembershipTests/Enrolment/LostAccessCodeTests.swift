import Membership
import Notation
import Testing

@Suite("Lost access code, and a new one")
struct LostAccessCodeTests {
  private func active(postal: Bool = true) throws -> TestWorld {
    let world = try TestWorld.unimutuelles(
      postalAddress: postal ? homeAddress : nil)
    try world.register()
    world.advance(.days(1))
    return world
  }

  private func report(_ world: TestWorld, number: String = "193592", _ email: String = ownEmail)
    throws
    -> Decision
  {
    try world.do(.reportLostAccessCode(.make { $0.email = UntrustedText(email) }), member: number)
  }

  private func assign(
    _ world: TestWorld, _ code: String, loss: Token? = nil, number: String = "193592"
  ) throws -> Decision {
    try world.do(
      .assignAccessCode(
        .make {
          $0.accessCode = UntrustedText(code)
          $0.loss = loss
        }), member: number)
  }

  @Test("UM-36, UM-37: a loss is reported with number and address, and waits until a code is given")
  func reported() throws {
    let world = try active()
    let told = try report(world)
    #expect(told.facts == ["access-code.loss-reported"])
    #expect(told.publicOutcome == PublicOutcome(.sentIfKnown))
    #expect(told.deliveries.isEmpty)
    let loss = try #require(try world.member().losses.first)
    #expect(loss.reissued == nil)
    #expect(
      try assign(world, "NEW42X", loss: loss.id).facts == ["identifier.assigned", "notice.issued"])
    #expect(try world.member().losses.first?.reissued != nil)
  }

  @Test(
    "UM-37: whether the address is the one on file is noted for the mutuelle, never said",
    arguments: [
      (ownEmail, true), ("JEANNE@maison.example ", true), ("other@maison.example", false),
    ])
  func matching(typed: String, matches: Bool) throws {
    let world = try active()
    let told = try report(world, typed)
    guard case .accessCodeLossReported(let event) = told.drafts[0].event else {
      Issue.record("no loss")
      return
    }
    #expect(event.matchesFile == matches)
    #expect(event.email == .open(typed))
    #expect(told.publicOutcome == PublicOutcome(.sentIfKnown))
  }

  @Test(
    "UM-37: the answer is the same for an unknown number, too often, or where it is not offered")
  func uniform() throws {
    let world = try active()
    let unknown = try report(world, number: "999999")
    #expect(unknown.refusal == .unknownMember)
    _ = try report(world)
    let soon = try report(world)
    #expect(soon.refusal == .tooSoon)
    world.advance(.minutes(2))
    _ = try report(world)
    world.advance(.minutes(2))
    _ = try report(world)
    world.advance(.minutes(2))
    let many = try report(world)
    #expect(many.refusal == .tooMany)
    let elsewhere = try TestWorld(.mcrn)
    try elsewhere.enrol()
    let notOffered = try report(elsewhere)
    #expect(notOffered.refusal == .notOffered)
    for decision in [unknown, soon, many, notOffered] {
      #expect(decision.publicOutcome == PublicOutcome(.sentIfKnown))
    }
  }

  @Test("UM-37: with the new code the member signs in, and with the old one no more")
  func replaced() throws {
    let world = try active()
    let session = try world.open()
    #expect(try assign(world, "new 42x").isAccepted)
    #expect(try world.signIn(printedCode).refusal == .unknownIdentifier)
    #expect(try world.signIn("NEW42X").isAccepted)
    #expect(try world.answerQuestion().refusal == .accessCodeMismatch)
    #expect(try world.answerQuestion(accessCode: "NEW42X").isAccepted)
    #expect(try world.do(.signOut(SignOut()), session: session).isAccepted)
  }

  @Test("UM-38: the code itself is sent by letter only, never by mail")
  func byLetterOnly() throws {
    let withPost = try active()
    let letter = try #require(try assign(withPost, "NEW42X").deliveries.first)
    #expect(letter.channel == .letter && letter.topic == .accessCodeReissued)
    #expect(letter.secret == "NEW42X" && letter.to == "1 rue Haute\n44000 Nantes")
    let without = try active(postal: false)
    let mail = try #require(try assign(without, "NEW42X").deliveries.first)
    #expect(mail.channel == .email && mail.secret == nil && mail.to == UntrustedText(ownEmail))
    for world in [withPost, without] {
      #expect(!world.clear.joined().contains("NEW42X"))
    }
  }

  @Test("UM-38: number and access code alone open nothing of an account")
  func neverSufficient() throws {
    let world = try active()
    #expect(try world.startRegistration().refusal == .alreadyActive)
    #expect(try world.signIn(printedCode, "").refusal == .wrongPassword)
    #expect(try world.signIn(printedCode, printedCode).refusal == .wrongPassword)
    #expect(try world.answerQuestion("193592", printedCode).refusal == .answerMismatch)
    #expect(try world.setPassword("193592", otherPassword, on: pageB).refusal == .noGrant)
    #expect(try world.requestCode(printedCode).deliveries.map(\.to) == [UntrustedText(ownEmail)])
    #expect(try world.member().sessions.isEmpty)
  }

  @Test("an access code is refused if taken, malformed, or for an unknown loss")
  func refusals() throws {
    let world = try active()
    try world.enrol("193593", email: nil, accessCode: "ZZ99ZZ")
    #expect(try assign(world, "zz 99 zz").refusal == .accessCodeTaken)
    #expect(try world.enrol("193594", email: nil, accessCode: "KX73PQ").refusal == .accessCodeTaken)
    let empty = Action.assignAccessCode(.make { $0.accessCode = " " })
    #expect(try world.flaw(in: empty, member: "193592") == "accessCode")
    let unknownLoss = Action.assignAccessCode(
      .make {
        $0.accessCode = "NEW42X"
        $0.loss = Token(bits: 5)
      })
    #expect(try world.flaw(in: unknownLoss, member: "193592") == "loss")
    #expect(try assign(world, "NEW42X", number: "999999").refusal == .unknownMember)
    let elsewhere = try TestWorld(.mcrn)
    try elsewhere.enrol()
    #expect(try assign(elsewhere, "NEW42X").refusal == .notOffered)
  }

  @Test("edge 20, edge 23: two codes that look alike are one, and no code is an e-mail address")
  func lookAlikes() throws {
    let world = try active()
    try world.enrol("193593", email: nil, accessCode: "A0B1C2")
    #expect(try assign(world, "AOBIC2").refusal == .accessCodeTaken)
    #expect(try assign(world, "KX73PQ9").isAccepted)
    #expect(try world.signIn("KX73PQ9").isAccepted)
  }
}
