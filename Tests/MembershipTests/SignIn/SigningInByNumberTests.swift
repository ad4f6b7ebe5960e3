import Membership
import Notation
import Testing

@Suite("Signing in by member number, the image, and the page's texts")
struct SigningInByNumberTests {
  private func active(_ rules: HouseRules, _ number: String = "193592") throws -> TestWorld {
    let world = try TestWorld(rules)
    try world.enrol(number)
    try world.choosePassword(number)
    return world
  }

  @Test("AP-18, MG-20, MR-4: number, password and image open a session of twelve hours")
  func signingIn() throws {
    for rules in [HouseRules.agentsPublics, .mcrn, .mcrnRenewal] {
      let world = try active(rules)
      let signedIn = try world.signIn("193592")
      #expect(signedIn.facts == ["sign-in.succeeded"])
      #expect(signedIn.publicOutcome == PublicOutcome(.signedIn))
      guard case .signInSucceeded(let fact)? = signedIn.drafts.first?.event else { continue }
      #expect(fact.identifier == .memberNumber)
      #expect(fact.expiresAt == world.now.advanced(by: 43_200_000))
      #expect(try world.session().count == 12 + 1 + 22)
    }
  }

  @Test("AP-18: the e-mail address does not sign in where the number does")
  func onlyTheNumber() throws {
    let world = try active(.agentsPublics)
    let refused = try world.signIn("jeanne.durand@example.fr")
    #expect(refused.refusal == .unknownIdentifier)
  }

  @Test(
    "AP-19, MR-4, MR-6, MG-3, MG-20: without the image no password signs in, and no failure counts",
    arguments: [AntiRobot.failed, nil])
  func imageAtSignIn(antiRobot: AntiRobot?) throws {
    for rules in [HouseRules.agentsPublics, .mcrn, .mcrnRenewal] {
      let world = try active(rules)
      for _ in 1...10 {
        let refused = try world.signIn("193592", wrongPassword, antiRobot: antiRobot)
        #expect(refused.refusal == .antiRobotFailed)
        #expect(refused.publicOutcome == PublicOutcome(.antiRobot))
      }
      #expect(try world.signIn("193592", antiRobot: antiRobot).refusal == .antiRobotFailed)
      #expect(try world.member().meters.signIn.inARow == 0)
      #expect(try world.signIn("193592").isAccepted)
    }
  }

  @Test("MR-15, MR-16, MG-17: the image is asked again for the new password, not for the code")
  func imageTwice() throws {
    for rules in [HouseRules.mcrn, .mcrnRenewal] {
      let world = try TestWorld(rules)
      try world.enrol()
      #expect(try world.requestCode("193592", on: pageA, antiRobot: nil).isAccepted)
      #expect(try world.verifyCode("193592", world.code(), on: pageA).isAccepted)
      for antiRobot in [AntiRobot.failed, nil] {
        let refused = try world.setPassword("193592", on: pageA, antiRobot: antiRobot)
        #expect(refused.refusal == .antiRobotFailed)
        #expect(refused.publicOutcome == PublicOutcome(.antiRobot))
      }
      #expect(try world.setPassword("193592", on: pageA).isAccepted)
    }
  }

  @Test("AP-19: if the image is required at sign-in only, a new password needs none")
  func imageOnce() throws {
    let world = try TestWorld(.agentsPublics)
    try world.enrol()
    try world.requestCode("193592", on: pageA, antiRobot: nil)
    try world.verifyCode("193592", world.code(), on: pageA)
    #expect(try world.setPassword("193592", on: pageA, antiRobot: nil).isAccepted)
    #expect(try world.signIn("193592", antiRobot: nil).refusal == .antiRobotFailed)
  }

  @Test("AP-8, MG-12, edge 22: a number is text: leading zeros make another member")
  func leadingZeros() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol("0193592", email: "a@example.fr")
    try world.enrol("193592", email: "b@example.fr")
    #expect(try world.member("0193592").id != world.member("193592").id)
    try world.choosePassword("0193592", goodPassword)
    try world.choosePassword("193592", otherPassword)
    #expect(try world.signIn("0193592", goodPassword).isAccepted)
    #expect(try world.signIn("193592", goodPassword).refusal == .wrongPassword)
    #expect(try world.signIn("00193592", goodPassword).refusal == .unknownIdentifier)
  }

  @Test("MG-12: numbers of six and of seven digits live side by side; the range is the house's")
  func lengths() throws {
    let world = try TestWorld(.mcrn)
    #expect(try world.enrol("999999").isAccepted)
    #expect(try world.enrol("9999999").isAccepted)
    for number in ["99999", "99999999999", "99999a", ""] {
      let action = Action.enrolMember(
        .make {
          $0.number = UntrustedText(number)
          $0.name = "Jeanne Durand"
        })
      #expect(try world.flaw(in: action) == "number")
    }
  }

  @Test("AP-8, MG-12: one number, one member; after closing, the number makes a new member")
  func oneMember() throws {
    let world = try active(.mcrn)
    let first = try world.member().id
    #expect(try world.enrol().refusal == .numberTaken)
    try world.do(.closeAccount(.make { $0.reason = .contractEnded }), member: "193592")
    #expect(try world.signIn("193592").refusal == .closed)
    #expect(try world.enrol(email: "neuve@example.fr").isAccepted)
    #expect(try world.member().id != first)
    #expect(try world.signIn("193592").refusal == .noPassword)
    try world.choosePassword("193592", otherPassword)
    #expect(try world.signIn("193592", otherPassword).member != first)
  }

  @Test("AP-8, MG-12: the number may be typed with spaces, as on the card")
  func spaced() throws {
    let world = try active(.mcrn)
    #expect(try world.signIn(" 193 592\u{A0}").isAccepted)
  }

  @Test("MG-6: the number on the card is the identifier: there is none to send again")
  func nothingToSend() throws {
    for rules in [HouseRules.mcrn, .agentsPublics, .mcrnRenewal] {
      let world = try active(rules)
      let refused = try world.do(.requestIdentifier(.make { _ in }), member: "193592")
      #expect(refused.refusal == .notOffered)
      #expect(refused.deliveries.isEmpty)
      #expect(refused.publicOutcome == PublicOutcome(.sentIfKnown))
    }
  }

  @Test(
    "MR-9, MR-12: the code is sent to the address on file linked to the number, and to no other")
  func onFile() throws {
    let world = try active(.mcrnRenewal)
    try world.enrol("200001", email: "autre@example.fr")
    let requested = try world.requestCode("200001", on: pageB)
    #expect(requested.deliveries.map(\.to.text) == ["autre@example.fr"])
    let delivery = try #require(requested.deliveries.first)
    #expect(delivery.artefact == .code)
    #expect(delivery.secret?.text.count == 6)
    #expect(delivery.expiresAt == world.now.advanced(by: 600_000))
    guard case .codeRequested(let fact)? = requested.drafts.first?.event else { return }
    #expect(fact.to == .email(try #require(try world.member("200001").emailOnFile).id))
  }

  @Test("MR-12: the result of the mail is recorded under the delivery's id, once")
  func reported() throws {
    let world = try active(.mcrnRenewal)
    world.advance(.minutes(1))
    let delivery = try #require(try world.requestCode("193592", on: pageB).deliveries.first)
    let report = Action.reportDelivery(.make { $0.delivery = delivery.delivery })
    #expect(try world.do(report, member: "193592").facts == ["delivery.reported"])
    #expect(try world.do(report, member: "193592").refusal == .alreadyReported)
    let other = Action.reportDelivery(.make { $0.delivery = Token(bits: 5) })
    #expect(try world.do(other, member: "193592").refusal == .unknownDelivery)
  }

  @Test("MR-11: an adviser corrects a wrong address, and the code is then sent to the new one")
  func wrongAddress() throws {
    let world = try active(.mcrnRenewal)
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": "corrigee@example.fr"])
        }), by: .adviser("a-1"), member: "193592")
    world.advance(.minutes(1))
    let requested = try world.requestCode("193592", on: pageB)
    #expect(requested.deliveries.map(\.to.text) == ["corrigee@example.fr"])
    #expect(requested.publicOutcome.mask == "c*******@*******")
  }
}
