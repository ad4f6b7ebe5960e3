import Membership
import Notation
import Testing

@Suite("Kinds 17, 18, 25, 33, 34, 36, 37 and 45: public outcomes")
struct PageAnswersTests {
  @Test(
    "kind 33: a wrong or missing image is said to everyone alike",
    arguments: [AntiRobot.failed, nil])
  func image(antiRobot: AntiRobot?) throws {
    for rules in [HouseRules.agentsPublics, .mcrn, .mcrnRenewal] {
      let world = try TestWorld(rules)
      try world.enrol(legacyPassword: rules.account.legacy == .takenOver ? "ancien-1" : nil)
      for (number, password) in [
        ("193592", wrongPassword), ("999999", "x"), ("193592", "ancien-1"),
      ] {
        let refused = try world.signIn(number, password, antiRobot: antiRobot)
        #expect(refused.publicOutcome == PublicOutcome(.antiRobot))
      }
    }
  }

  @Test("kind 33: if the image is missing, the page says so")
  func imageAtRequests() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    for number in ["193592", "999999"] {
      let refused = try world.requestCode(number, on: pageA, antiRobot: .failed)
      #expect(refused.publicOutcome == PublicOutcome(.antiRobot))
      #expect(refused.deliveries.isEmpty)
    }
  }

  @Test(
    "UM-37, kind 34: a loss without an address is refused, known number or not",
    arguments: ["pas une adresse", "", "a@b", "jeanne@"])
  func loss(email: String) throws {
    let world = try TestWorld.unimutuelles()
    for number in ["193592", "999999"] {
      let refused = try world.do(
        .reportLostAccessCode(.make { $0.email = UntrustedText(email) }), member: number)
      #expect(refused.refusal == .emailMalformed)
      #expect(refused.publicOutcome.reason == .emailMalformed)
      #expect(refused.drafts.map(\.stream) == [.visitors(at: world.now)])
    }
    #expect(try world.member().losses.isEmpty)
  }

  @Test("kind 36: a second click has the outcome of the first, without a fact")
  func secondClick() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    let link = try world.link()
    let first = try world.confirmEmail(link)
    let second = try world.confirmEmail(link)
    #expect(first.publicOutcome == PublicOutcome(.accountReady))
    #expect(second.refusal == .consumed && second.drafts.isEmpty)
    #expect(second.publicOutcome == first.publicOutcome)
    let session = try world.open()
    try world.do(.changeEmail(.make { $0.email = "new@maison.example" }), session: session)
    let certifying = try world.link()
    #expect(try world.confirmEmail(certifying).publicOutcome == PublicOutcome(.done))
    #expect(try world.confirmEmail(certifying).publicOutcome == PublicOutcome(.done))
    let replaced = world.fork()
    try replaced.record(.email, ["email": "later@maison.example"], by: .adviser("c-07"))
    try world.do(.changeEmail(.make { $0.email = "third@maison.example" }), session: session)
    try world.confirmEmail(world.link())
    for world in [world, replaced] {
      // The link's address is no current address of the member, so `done` would be false.
      let late = try world.confirmEmail(certifying)
      #expect(late.refusal == .consumed && late.facts == ["code.refused"])
      #expect(late.publicOutcome == PublicOutcome(.codeWrongOrExpired))
    }
  }

  @Test("kind 36: a link that set a password, or was overtaken, stays used up")
  func usedLinks() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    let link = try world.link()
    try world.setPassword(link: link)
    let again = try world.setPassword(link: link, otherPassword)
    #expect(again.publicOutcome == PublicOutcome(.codeWrongOrExpired))
    let registering = try TestWorld.unimutuelles()
    try registering.registerUpToLink()
    let overtaken = try registering.link()
    registering.advance(.minutes(2))
    try registering.requestCode("193592")
    let clicked = try registering.confirmEmail(overtaken)
    #expect(clicked.refusal == .superseded && clicked.facts == ["code.refused"])
    #expect(clicked.publicOutcome == PublicOutcome(.codeWrongOrExpired))
  }

  @Test("UM-13, kind 37: the page hears how strong the password is, refused or not")
  func strength() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    let weak = try world.fillRegistration {
      $0.password = "Azerty12"
      $0.confirmation = "Azerty13"
    }
    #expect(weak.publicOutcome.strength == .veryWeak || weak.publicOutcome.strength == .weak)
    #expect(try world.fillRegistration().publicOutcome.strength == .strong)
    let mcrn = try TestWorld(.mcrn)
    try mcrn.enrol()
    try mcrn.requestCode("193592", on: pageA)
    try mcrn.verifyCode("193592", mcrn.code(), on: pageA)
    #expect(try mcrn.setPassword("193592", "court", on: pageA).publicOutcome.strength == .veryWeak)
    #expect(try mcrn.setPassword("193592", on: pageA).publicOutcome.strength == .strong)
    #expect(try mcrn.setPassword("193592", on: pageB).publicOutcome.strength == nil)
  }

  @Test(
    "FM-17, kind 18: an invalid address is reported at sign-in, until there is a valid one")
  func invalidEmail() throws {
    for rules in [HouseRules.franceMutuelle, .agentsPublics, .mcrn] {
      let world = try TestWorld(rules)
      try world.enrol()
      try world.choosePassword("193592")
      let name = rules.identifiers.scheme == .generated ? try world.identifier() : "193592"
      let (bounced, adviser) = (world.fork(), world.fork())
      let delivery = try #require(world.deliveries.last).delivery
      try bounced.do(
        .reportDelivery(
          .make {
            $0.delivery = delivery
            $0.outcome = .bounced
          }), member: "193592")
      try adviser.do(
        .recordDossier(
          .make {
            $0.what = .email
            $0.invalid = true
          }), by: .adviser("c-07"), member: "193592")
      for world in [bounced, adviser] {
        #expect(try world.signIn(name).publicOutcome.required == [.giveEmail])
        // It blocks no action, because the member may be unable to give an address here.
        let enrol = Action.enrolDevice(.make { $0.label = "Téléphone" })
        #expect(try world.do(enrol, session: world.session()).isAccepted)
        try world.record(.email, ["email": "good@example.fr"], by: .adviser("c-07"))
        #expect(try world.signIn(name).publicOutcome.required.isEmpty)
      }
    }
  }

  @Test(
    "MG-8, kind 25: a blocked member can only block or remove a device, in the session that was live"
  )
  func blockedMember() throws {
    let (world, session) = try TestWorld.signedIn()
    for label in ["Téléphone", "Tablette"] {
      try world.do(.enrolDevice(.make { $0.label = UntrustedText(label) }), session: session)
    }
    let devices = try world.member().devices.map(\.id)
    try world.do(.blockAccess(.make { $0.reason = "demande" }), member: "193592")
    #expect(
      try world.do(.blockDevice(.make { $0.device = devices[0] }), session: session).facts == [
        "device.blocked"
      ])
    #expect(
      try world.do(.removeDevice(.make { $0.device = devices[1] }), session: session).facts == [
        "device.removed"
      ])
    for action in [
      Action.unblockDevice(.make { $0.device = devices[0] }), .signOut(SignOut()),
      .changeEmail(.make { $0.email = "new@example.fr" }),
    ] {
      #expect(try world.do(action, session: session).refusal == .sessionEnded)
    }
    try world.do(.restoreAccess(.make { $0.reason = "fin" }), member: "193592")
    #expect(
      try world.do(.blockDevice(.make { $0.device = devices[0] }), session: session).refusal
        == .sessionEnded)
  }

  @Test(
    "UM-37, kind 17: the same code is sent again, in its printed spelling, and answers the loss",
    arguments: [true, false])
  func sameAccessCode(hasAddress: Bool) throws {
    let world = try TestWorld.unimutuelles(postalAddress: hasAddress ? homeAddress : nil)
    for (typed, actor) in [
      (printedCode, ActorID.mutuelle), (printedCode.lowercased() + " ", .adviser("c-1")),
    ] {
      try world.do(
        .reportLostAccessCode(.make { $0.email = UntrustedText(fileEmail) }), member: "193592")
      let loss = try #require(try world.member().losses.last).id
      let again = try world.do(
        .assignAccessCode(
          .make {
            $0.accessCode = UntrustedText(typed)
            $0.loss = loss
          }), by: actor, member: "193592")
      #expect(again.facts == ["identifier.assigned", "notice.issued"])
      #expect(try world.member().losses.allSatisfy { $0.reissued != nil })
      #expect(again.deliveries.last?.secret?.text == (hasAddress ? printedCode : nil))
      world.advance(.minutes(2))
    }
    let alone = try world.do(
      .assignAccessCode(.make { $0.accessCode = UntrustedText(printedCode) }), by: .adviser("c-1"),
      member: "193592")
    #expect(alone.deliveries.count == 1)
  }

  @Test(
    "AP-9, MR-10, kind 45: a spelling without a member has another decoy than the number",
    arguments: [HouseRules.agentsPublics, .mcrnRenewal])
  func decoys(rules: HouseRules) throws {
    let world = try TestWorld(rules)
    var (same, told) = (0, 0)
    for number in 140_800..<141_100 {
      let look = String(number).replacing("1", with: "I").replacing("0", with: "O")
      let (own, other) = (try mask(world, String(number)), try mask(world, look))
      #expect(try mask(world, " \(number)\u{200b}") == own)
      if own == other { same += 1 } else { told += 1 }
    }
    // They are equal as often as the decoys of two members.
    #expect(same < 60 && told > 240)
  }

  @Test("kind 45: decoys begin with every letter, with digits and stars, as addresses do")
  func initials() throws {
    let world = try TestWorld(.agentsPublics)
    let firsts = try Set((100_000..<103_000).map { try mask(world, String($0)).prefix(1) })
    for character in "abcdefghijklmnopqrstuvwxyz*" {
      #expect(firsts.contains(String(character)[...]))
    }
    #expect(firsts.contains { $0.first?.isNumber == true })
  }

  private func mask(_ world: TestWorld, _ number: String) throws -> String {
    try #require(try world.requestCode(number, on: pageA).publicOutcome.mask)
  }
}
