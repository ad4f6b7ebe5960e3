import Membership
import Notation
import Testing

@Suite("Kinds 1 and 2: an address that waits to be certified")
struct PendingAddressTests {
  /// Makes a signed-in member with a pending address, and the link that certifies it.
  private func waiting(
    _ rules: HouseRules = .agentsPublics
  ) throws -> (world: TestWorld, session: String, link: String) {
    let world = try TestWorld(rules)
    try world.enrol(phone: "0639986072", postalAddress: homeAddress)
    try world.choosePassword("193592")
    world.advance(.days(1))
    let session = try world.open("193592")
    try world.do(.changeEmail(.make { $0.email = "intruder@example.net" }), session: session)
    return (world, session, try world.link())
  }

  private func expectDead(_ world: TestWorld, _ link: String) throws {
    #expect(try world.member().pendingEmail == nil)
    let clicked = try world.fork().confirmEmail(link)
    #expect(clicked.refusal == .ended)
    #expect(clicked.publicOutcome == PublicOutcome(.codeWrongOrExpired))
    let onFile = try #require(try world.member().emailOnFile)
    #expect(onFile.source == .mutuelle)
  }

  @Test("kind 1: a password revoked as compromised ends it, by either role, in the same append")
  func compromised() throws {
    for actor in [ActorID.adviser("c-07"), .administrator("a-1")] {
      let (world, _, link) = try waiting()
      let revoked = try world.do(
        .requireNewPassword(.make { $0.reason = .compromised }), by: actor, member: "193592")
      #expect(revoked.facts == ["password.renewal-required", "email.withdrawn"])
      try expectDead(world, link)
    }
  }

  @Test(
    "kind 1: an address that a request put on file and that waits for its link ends, too",
    arguments: [true, false])
  func appliedRequest(isCertified: Bool) throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    let session = try world.open()
    try world.file(.email, ["email": "intruder@example.net"], session: session)
    try world.decide(accept: true)
    try world.apply()
    let link = try world.link()
    if isCertified { try #require(try world.confirmEmail(link).isAccepted) }
    let revoked = try world.do(
      .requireNewPassword(.make { $0.reason = .compromised }), by: .adviser("c-07"),
      member: "193592")
    // A certified address was confirmed from its mailbox, so only an adviser may judge it.
    #expect(revoked.facts.contains("email.invalidated") == !isCertified)
    guard !isCertified else { return }
    #expect(try world.confirmEmail(link).refusal == .ended)
    #expect(try world.member().hasNoValidEmail)
    #expect(try world.requestCode("193592").deliveries.isEmpty)
  }

  @Test("kind 1: a recovery by e-mail or text message ends it", arguments: [Channel.email, .sms])
  func recovered(channel: Channel) throws {
    let (world, _, link) = try waiting()
    world.advance(.hours(2))
    try world.requestCode("193592", on: pageB, channel: channel)
    try world.verifyCode("193592", world.code(), on: pageB)
    let set = try world.setPassword("193592", otherPassword, on: pageB)
    #expect(set.facts == ["password.set", "email.withdrawn", "notice.issued"])
    try expectDead(world, link)
  }

  @Test("kind 1: a recovery by letter ends it")
  func recoveredByLetter() throws {
    let (world, _, _) = try waiting()
    try world.do(.requestLetter(.make { _ in }), member: "193592")
    let letter = try #require(try world.member().letters.last).id
    try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
    #expect(try world.signIn("193592", world.temporaryPassword(), on: pageC).isAccepted)
    #expect(try world.setPassword("193592", otherPassword, on: pageC).isAccepted)
    #expect(try world.member().pendingEmail == nil)
  }

  @Test("kind 1: a password changed in session ends it")
  func changed() throws {
    let (world, session, link) = try waiting(.mcrn)
    let change = ChangePassword.make {
      $0.current = UntrustedText(goodPassword)
      $0.password = UntrustedText(otherPassword)
      $0.confirmation = UntrustedText(otherPassword)
    }
    try world.do(.changePassword(change), session: session)
    try expectDead(world, link)
  }

  @Test("kind 1: by the secret question, where the house has one")
  func question() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    let session = try world.open()
    try world.do(.changeEmail(.make { $0.email = "intruder@example.net" }), session: session)
    let link = try world.link()
    try world.answerQuestion(on: pageC)
    #expect(try world.setPassword("193592", otherPassword, on: pageC).isAccepted)
    #expect(try world.confirmEmail(link).refusal == .ended)
  }

  @Test("kind 1: a code request or a wrong guess does not withdraw a pending address")
  func strangers() throws {
    let (world, _, link) = try waiting()
    try world.requestCode("193592", on: pageC)
    for _ in 1...6 { try world.verifyCode("193592", "000000", on: pageC) }
    for _ in 1...6 { try world.signIn("193592", wrongPassword) }
    #expect(try world.confirmEmail(link).isAccepted)
  }

  @Test("UM-14: the draft of a registration does not end by its own password")
  func registration() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    #expect(try world.member().pendingEmail != nil)
    #expect(try world.confirmEmail(world.link()).isAccepted)
  }

  @Test(
    "kind 1: requests that lead money, codes or letters elsewhere are rejected with the password",
    arguments: [ChangeRequestKind.bankDetails, .phone, .postalAddress, .email])
  func requests(kind: ChangeRequestKind) throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(kind, session: session)
    let accepted = world.fork()
    try accepted.decide(accept: true)
    for world in [world, accepted] {
      let revoked = try world.do(
        .requireNewPassword(.make { $0.reason = .compromised }), by: .adviser("c-07"),
        member: "193592")
      #expect(revoked.facts.contains("change-request.rejected"))
      #expect(revoked.facts.last == "notice.issued")
      #expect(try world.requestState() == .rejected)
      #expect(try world.decide(accept: true).refusal == .notPending)
      #expect(try world.apply().refusal == .notAccepted)
    }
  }

  @Test("kind 1: a declared birth and an adviser's request outlive the password")
  func harmlessRequests() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.birth, session: session)
    try world.file(.phone, by: .adviser("c-07"))
    try world.do(
      .requireNewPassword(.make { $0.reason = .compromised }), by: .adviser("c-07"),
      member: "193592")
    #expect(try world.member().changeRequests.map(\.recorded) == [.filed, .filed])
  }

  @Test("kind 1: a new beneficiary with an account of their own is rejected too")
  func beneficiaryWithAccount() throws {
    let (world, session) = try TestWorld.signedIn()
    var content = try #require(goodContents[.newBeneficiary])
    content["iban"] = goodIBAN
    try world.file(.newBeneficiary, content, session: session)
    try world.do(
      .requireNewPassword(.make { $0.reason = .compromised }), by: .adviser("c-07"),
      member: "193592")
    #expect(try world.requestState() == .rejected)
  }

  @Test(
    "kind 2: asking for the address on file takes the other one back, in any spelling",
    arguments: ["jeanne.durand@example.fr", " Jeanne.Durand@EXAMPLE.fr\u{a0}"])
  func takenBack(spelling: String) throws {
    let (world, session, link) = try waiting()
    let (mutuelle, adviser, request) = (world.fork(), world.fork(), world.fork())
    let back = try world.do(
      .changeEmail(.make { $0.email = UntrustedText(spelling) }), session: session)
    #expect(back.isAccepted && back.facts == ["email.withdrawn"])
    #expect(back.publicOutcome == PublicOutcome(.done))
    try expectDead(world, link)
    #expect(
      try world.do(.changeEmail(.make { $0.email = UntrustedText(spelling) }), session: session)
        .refusal
        == .sameAsOnFile)
    #expect(
      try world.do(.changeEmail(.make { $0.email = "third@example.org" }), session: session)
        .isAccepted)
    for (world, actor) in [(mutuelle, ActorID.mutuelle), (adviser, .adviser("c-07"))] {
      try world.record(.email, ["email": spelling], by: actor)
      try expectDead(world, link)
    }
    try request.file(.email, ["email": spelling], session: session)
    try expectDead(request, link)
  }

  @Test("UM-24, kind 23: an address is not pending after its registration or link is over")
  func over() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    try world.fillRegistration()
    #expect(try world.member().certifiableEmail(at: world.now) != nil)
    let idle = world.now.advanced(by: 1_800_001)
    #expect(try world.member().certifiableEmail(at: idle) == nil)
    try world.acceptCGU()
    world.advance(.hours(3))
    try world.requestCode("193592")
    #expect(try world.member().certifiableEmail(at: world.now) != nil)
    world.advance(.hours(21) + .milliseconds(1))
    #expect(try world.member().certifiableEmail(at: world.now) == nil)
    let (later, _, _) = try waiting()
    #expect(try later.member().certifiableEmail(at: later.now) != nil)
    try later.do(.blockAccess(.make { $0.reason = "fraude" }), member: "193592")
    #expect(try later.member().certifiableEmail(at: later.now) == nil)
  }

  @Test("UM-15, kind 19: a refusal to disclose holds for every later address")
  func disclosure() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    try world.fillRegistration { $0.refuseDisclosure = true }
    try world.acceptCGU()
    try world.confirmEmail(world.link())
    let session = try world.open()
    try world.do(.changeEmail(.make { $0.email = "new@maison.example" }), session: session)
    try world.confirmEmail(world.link())
    #expect(try world.member().emailOnFile?.disclosureRefused == true)
    try world.record(.email, ["email": "third@maison.example"], by: .adviser("c-07"))
    #expect(try world.member().emailOnFile?.disclosureRefused == true)
    let allowed = try world.do(
      .setDisclosure(.make { $0.refuseDisclosure = false }), by: .adviser("c-07"), member: "193592")
    #expect(allowed.facts == ["email.disclosure-set"])
    #expect(try world.member().emailOnFile?.disclosureRefused == false)
    try world.record(.email, ["email": "fourth@maison.example"], by: .mutuelle)
    #expect(try world.member().emailOnFile?.disclosureRefused == false)
  }
}
