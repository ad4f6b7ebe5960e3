import Membership
import Notation
import Testing

@Suite("Two registrations for one number")
struct TwoRegistrationsTests {
  @Test("edge 31: the second registration abandons the first, at any step")
  func abandoned() throws {
    for steps in 1...3 {
      let world = try TestWorld.unimutuelles()
      try world.startRegistration(on: pageA)
      if steps > 1 { try world.fillRegistration(on: pageA) }
      if steps > 2 { try world.acceptCGU(on: pageA) }
      #expect(try world.startRegistration(on: pageB).isAccepted)
      #expect(try world.fillRegistration(on: pageA).refusal == .noRegistration)
      #expect(try world.acceptCGU(on: pageA).refusal == .noRegistration)
      #expect(try world.member().pendingEmail == nil)
      #expect(try world.member().registration?.isFilled == false)
    }
  }

  @Test("edge 31: two activation links make exactly one account, that of the second")
  func twoLinks() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink(email: "first@maison.example", on: pageA)
    let first = try world.link()
    try world.startRegistration(on: pageB)
    try world.fillRegistration(on: pageB) {
      $0.password = UntrustedText(otherPassword)
      $0.confirmation = UntrustedText(otherPassword)
      $0.answer = "Rex"
    }
    try world.acceptCGU(on: pageB)
    let second = try world.link()
    #expect(try world.confirmEmail(first).refusal == .ended)
    #expect(try world.standing() == .registering)
    #expect(try world.confirmEmail(second).isAccepted)
    #expect(try world.confirmEmail(first).refusal == .ended)
    #expect(try world.facts().count { $0.name == "account.activated" } == 1)
    #expect(try world.signIn(printedCode, goodPassword).refusal == .wrongPassword)
    #expect(try world.signIn(ownEmail, otherPassword).isAccepted)
    #expect(try world.signIn("first@maison.example", otherPassword).refusal == .unknownIdentifier)
  }

  @Test("edge 31: once there is an account, step 1 is refused as if the code were wrong")
  func alreadyActive() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    let late = try world.startRegistration(on: pageB)
    #expect(late.refusal == .alreadyActive)
    #expect(late.facts == ["identity.refused"])
    #expect(late.publicOutcome == PublicOutcome(.notRecognised))
    #expect(try world.member().meters.identity.inARow == 0)
  }

  @Test("a draft that is not the last one leaves nothing behind")
  func void() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink(on: pageA)
    try world.startRegistration(on: pageB)
    let member = try world.member()
    #expect(member.password == nil && member.question == nil && member.acceptedCGU == nil)
    #expect(member.emails.last?.state == .former)
    #expect(member.codes.allSatisfy { $0.standing(at: world.now) != .live })
  }
}
