import Membership
import Notation
import Testing

@Suite("Step 4: the activation link")
struct ActivationTests {
  private func waiting() throws -> TestWorld {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    return world
  }

  @Test("UM-21: the link is sent to the mailbox given in step 2, and to no other")
  func mailbox() throws {
    let world = try waiting()
    #expect(world.deliveries.count == 1)
    let mail = try #require(world.deliveries.last)
    #expect(mail.channel == .email && mail.artefact == .link && mail.to == UntrustedText(ownEmail))
    #expect(mail.expiresAt == world.now.advanced(by: 86_400_000))
  }

  @Test("UM-20, edge 13: the link is good for 24 hours, to the millisecond", arguments: [-1, 0, 1])
  func deadline(offset: Int) throws {
    let world = try waiting()
    world.advance(.hours(24) + .milliseconds(offset))
    let confirmed = try world.confirmEmail(world.link())
    if offset > 0 {
      #expect(confirmed.refusal == .expired)
      #expect(confirmed.publicOutcome == PublicOutcome(.codeWrongOrExpired))
      #expect(try world.standing() == .enrolled)
      #expect(try world.signIn(printedCode).refusal == .notActivated)
    } else {
      #expect(try world.standing() == .active)
      #expect(try world.signIn(printedCode).isAccepted)
    }
  }

  @Test("UM-20, edge 15: 24 hours are 86,400 seconds, also when the clocks of Paris change")
  func clockChange() throws {
    let world = try waiting()
    world.now = try #require(Instant("2026-03-28T20:00:00Z"))
    try world.registerUpToLink(on: pageC)
    #expect(world.deliveries.last?.expiresAt == Instant("2026-03-29T20:00:00Z"))
  }

  @Test("UM-24: after 24 hours without a click the member starts again")
  func startAgain() throws {
    let world = try waiting()
    let late = try world.link()
    world.advance(.hours(25))
    #expect(try world.confirmEmail(late).refusal == .expired)
    try world.register()
    #expect(try world.standing() == .active)
    #expect(try world.confirmEmail(late).refusal != nil)
  }

  @Test("UM-20, UM-24: the mail sent again keeps the first deadline, and ends the first link")
  func resend() throws {
    let world = try waiting()
    let first = try world.link()
    let deadline = try #require(world.deliveries.last?.expiresAt)
    world.advance(.hours(20))
    let again = try world.requestCode("193592")
    #expect(again.facts == ["code.requested"])
    #expect(again.publicOutcome.say == .sentIfKnown)
    #expect(again.deliveries.first?.expiresAt == deadline)
    #expect(again.deliveries.first?.to == UntrustedText(ownEmail))
    #expect(try world.confirmEmail(first).refusal == .superseded)
    let second = try world.link()
    let late = world.fork()
    late.now = deadline.advanced(by: 1)
    #expect(try late.confirmEmail(second).refusal == .expired)
    world.now = deadline
    #expect(try world.confirmEmail(second).isAccepted)
  }

  @Test("UM-24: the mail is sent again only so often")
  func resendTooSoon() throws {
    let world = try waiting()
    world.advance(.seconds(59))
    #expect(try world.requestCode("193592").refusal == .tooSoon)
    world.advance(.seconds(1))
    #expect(try world.requestCode("193592").isAccepted)
    world.advance(.minutes(2))
    #expect(try world.requestCode("193592").isAccepted)
    world.advance(.minutes(2))
    #expect(try world.requestCode("193592").refusal == .tooMany)
  }

  @Test("UM-24: before step 3 there is no mail to send again, nor after the deadline")
  func nothingToResend() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    #expect(try world.requestCode("193592").refusal == .notActivated)
    try world.fillRegistration()
    #expect(try world.requestCode("193592").refusal == .notActivated)
    try world.acceptCGU()
    world.advance(.hours(24) + .milliseconds(1))
    #expect(try world.requestCode("193592").refusal == .notActivated)
  }

  @Test("UM-24: to an address that bounced no mail is sent again; the member starts again")
  func bounced() throws {
    let world = try waiting()
    let link = try world.link()
    let delivery = try #require(world.deliveries.last?.delivery)
    try world.do(
      .reportDelivery(
        .make {
          $0.delivery = delivery
          $0.outcome = .bounced
        }), member: "193592")
    #expect(try world.confirmEmail(link).refusal == .ended)
    world.advance(.minutes(5))
    #expect(try world.requestCode("193592").refusal == .noChannelKnown)
    try world.register(email: "right@maison.example")
    #expect(try world.member().emailOnFile?.certified != nil)
  }

  @Test("UM-22: only the link makes the account; before it the password does not sign in")
  func onlyTheLink() throws {
    let world = try waiting()
    #expect(try world.member().activation == nil)
    #expect(try world.member().password == nil)
    let attempt = try world.signIn(printedCode)
    #expect(attempt.refusal == .notActivated)
    #expect(attempt.publicOutcome == PublicOutcome(.notRecognised))
    #expect(try world.signIn(ownEmail).refusal == .unknownIdentifier)
    #expect(try world.member().meters.signIn.inARow == 0)
    #expect(try world.confirmEmail(world.link()).session == nil)
    #expect(try world.member().sessions.isEmpty)
    #expect(try world.member().activation?.origin == .activationLink)
  }

  @Test("UM-18, UM-23: the one click certifies the address, puts it on file, makes the account")
  func oneClick() throws {
    let world = try waiting()
    let id = try #require(try world.member().pendingEmail?.id)
    try world.confirmEmail(world.link())
    let member = try world.member()
    #expect(member.emailOnFile?.id == id)
    #expect(member.emailOnFile?.certified != nil)
    #expect(member.pendingEmail == nil)
    #expect(member.activation?.mark.at == world.now)
    #expect(member.registration == nil)
  }

  @Test("UM-39: the password of step 2 is in force from the activation on, and not asked again")
  func password() throws {
    let world = try waiting()
    try world.confirmEmail(world.link())
    #expect(try world.member().password?.via == .registration)
    let signed = try world.signIn(printedCode)
    #expect(signed.publicOutcome.required.isEmpty)
    #expect(try world.member().acceptedCGU?.version == "v1")
    #expect(try world.member().question?.number == 2)
  }

  @Test("edge 8: the same link twice is consumed; the same action id twice is one")
  func twice() throws {
    let world = try waiting()
    let link = try world.link()
    let id = TestWorld.uuid(77)
    let action = Action.confirmEmail(.make { $0.link = UntrustedText(link) })
    let first = try world.do(action, id: id)
    let count = world.facts.count
    let again = try world.do(action, id: id)
    #expect(again.publicOutcome == first.publicOutcome && again.deliveries.isEmpty)
    #expect(world.facts.count == count)
    #expect(try world.confirmEmail(link).refusal == .consumed)
    #expect(try world.facts().count { $0.name == "account.activated" } == 1)
  }
}
