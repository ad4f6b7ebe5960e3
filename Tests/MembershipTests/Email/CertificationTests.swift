import Membership
import Notation
import Testing

@Suite("E-mail: certified, changed, shared")
struct CertificationTests {
  private func active() throws -> (TestWorld, String) {
    let world = try TestWorld.unimutuelles()
    try world.register()
    world.advance(.minutes(2))
    return (world, try world.open())
  }

  private func change(_ world: TestWorld, to address: String, _ session: String) throws -> Decision
  {
    try world.do(.changeEmail(.make { $0.email = UntrustedText(address) }), session: session)
  }

  @Test("UM-18: a new address waits; the one on file serves until the new one is certified")
  func change() throws {
    let (world, session) = try active()
    let changed = try change(world, to: "new@maison.example", session)
    #expect(changed.facts == ["email.recorded", "code.requested", "notice.issued"])
    #expect(changed.deliveries.map(\.to) == ["new@maison.example", UntrustedText(ownEmail)])
    #expect(changed.deliveries.map(\.topic) == [nil, .emailChanged])
    #expect(changed.publicOutcome.say == .checkYourMail)
    #expect(try world.signIn(ownEmail).isAccepted)
    #expect(try world.signIn("new@maison.example").refusal == .unknownIdentifier)
    let confirmed = try world.confirmEmail(world.link())
    #expect(confirmed.facts == ["code.verified", "email.certified", "notice.issued"])
    #expect(confirmed.deliveries.map(\.to) == [UntrustedText(ownEmail)])
    #expect(confirmed.publicOutcome.say == .done)
    #expect(try world.signIn("new@maison.example").isAccepted)
    #expect(try world.signIn(ownEmail).refusal == .unknownIdentifier)
  }

  @Test(
    "UM-18, edge 13: the certifying link has 24 hours, to the millisecond", arguments: [-1, 0, 1])
  func deadline(offset: Int) throws {
    let (world, session) = try active()
    _ = try change(world, to: "new@maison.example", session)
    world.advance(.hours(24) + .milliseconds(offset))
    #expect(try world.confirmEmail(world.link()).refusal == (offset > 0 ? .expired : nil))
  }

  @Test("edge 5: a link sent to an address replaced since certifies nothing")
  func replaced() throws {
    let (world, session) = try active()
    _ = try change(world, to: "b@maison.example", session)
    let first = try world.link()
    _ = try change(world, to: "c@maison.example", session)
    let second = try world.link()
    #expect(try world.confirmEmail(first).refusal == .ended)
    #expect(try world.member().pendingEmail?.certified == nil)
    #expect(try world.confirmEmail(second).isAccepted)
    #expect(try world.signIn("b@maison.example").refusal == .unknownIdentifier)
    #expect(try world.signIn("c@maison.example").isAccepted)
  }

  @Test("edge 5: from A to B and back to A, the first link to A stays dead")
  func thereAndBack() throws {
    let (world, _) = try active()
    let record = { (address: String) in
      try world.do(
        .recordDossier(
          .make {
            $0.what = .email
            $0.value = Particulars(["email": address])
          }), member: "193592")
    }
    let facts = try record("a@maison.example").facts
    #expect(facts == ["email.recorded", "code.requested", "notice.issued"])
    let first = try world.link()
    _ = try record("b@maison.example")
    _ = try record("a@maison.example")
    let last = try world.link()
    #expect(try world.confirmEmail(first).refusal == .ended)
    #expect(try world.member().emailOnFile?.certified == nil)
    #expect(try world.signIn("a@maison.example").refusal == .emailNotCertified)
    #expect(try world.confirmEmail(last).isAccepted)
    #expect(try world.signIn("a@maison.example").isAccepted)
  }

  @Test("edge 4: a link for a password certifies nothing, and the reverse sets no password")
  func purposes() throws {
    let (world, session) = try active()
    _ = try change(world, to: "new@maison.example", session)
    let certifying = try world.link()
    #expect(try world.setPassword(link: certifying, otherPassword).refusal == .wrongPurpose)
    try world.requestCode("193592")
    let resetting = try world.link()
    let wrong = try world.confirmEmail(resetting)
    #expect(wrong.refusal == .wrongPurpose && wrong.facts == ["code.refused"])
    #expect(wrong.publicOutcome == PublicOutcome(.codeWrongOrExpired))
    #expect(try world.member().pendingEmail?.certified == nil)
    #expect(try world.setPassword(link: resetting, otherPassword).isAccepted)
    // The address requested under the former password is no longer pending (edge 30).
    #expect(try world.member().pendingEmail == nil)
    #expect(try world.confirmEmail(certifying).refusal == .ended)
  }

  @Test("edge 4: an activation link sets no password, and a reset does not activate")
  func activationPurpose() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    let link = try world.link()
    #expect(try world.setPassword(link: link, otherPassword).refusal == .wrongPurpose)
    #expect(try world.standing() == .registering)
    #expect(try world.confirmEmail(link).isAccepted)
  }

  @Test("UM-18: an incomplete, unknown or altered link certifies nothing")
  func unknownLinks() throws {
    let (world, session) = try active()
    _ = try change(world, to: "new@maison.example", session)
    let link = try world.link()
    let parts = link.split(separator: ".").map(String.init)
    let none = Token(bits: 77).description
    for bad in [
      "", "x", parts[0], "\(parts[0]).\(parts[1])", link + ".x", "\(none).\(parts[1]).\(parts[2])",
      "\(parts[0]).\(none).\(parts[2])", String(link.dropLast()), link + "A",
    ] {
      let refused = try world.confirmEmail(bad)
      #expect(refused.refusal == .linkUnknown, "\(bad)")
      #expect(refused.publicOutcome == PublicOutcome(.codeWrongOrExpired))
    }
    #expect(try world.confirmEmail(link).isAccepted)
  }

  @Test("the refusals of a change: the same address, a malformed one, an old sign-in, too many")
  func refusals() throws {
    let (world, session) = try active()
    #expect(try change(world, to: "Jeanne@MAISON.example", session).refusal == .sameAsOnFile)
    #expect(try change(world, to: "jeanne@", session).refusal == .emailMalformed)
    for number in 1...10 {
      #expect(try change(world, to: "n\(number)@maison.example", session).isAccepted)
    }
    #expect(try change(world, to: "n11@maison.example", session).refusal == .tooMany)
    world.advance(.hours(1) + .milliseconds(1))
    #expect(
      try change(world, to: "n12@maison.example", session).refusal == .reauthenticationNeeded)
  }

  @Test("UM-18: the certifying mail can be asked for again, three times an hour")
  func again() throws {
    let (world, session) = try active()
    let ask = Action.requestCode(.make { $0.purpose = .certifyEmail })
    #expect(try world.do(ask, session: session).refusal == .noChannelKnown)
    _ = try change(world, to: "new@maison.example", session)
    let first = try world.link()
    #expect(try world.do(ask, session: session).isAccepted)
    #expect(try world.do(ask, session: session).isAccepted)
    #expect(try world.do(ask, session: session).refusal == .tooMany)
    #expect(try world.confirmEmail(first).refusal == .superseded)
    #expect(try world.confirmEmail(world.link()).isAccepted)
    let other = Action.requestCode(.make { $0.purpose = .setPassword })
    #expect(try world.flaw(in: other, session: session) == "purpose")
    let fromOutside = Action.requestCode(.make { $0.purpose = .certifyEmail })
    #expect(try world.flaw(in: fromOutside, member: "193592") == "purpose")
  }
}
