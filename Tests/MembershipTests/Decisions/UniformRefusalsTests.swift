import Membership
import Notation
import Testing

@Suite("★ No visitor learns the reason of a refusal")
struct UniformRefusalsTests {
  private func blocked(_ world: TestWorld) throws -> TestWorld {
    let copy = world.fork()
    try copy.do(.blockAccess(.make { $0.reason = "appel" }), member: "193592")
    return copy
  }

  private func closed(_ world: TestWorld) throws -> TestWorld {
    let copy = world.fork()
    try copy.do(.closeAccount(.make { $0.reason = .contractEnded }), member: "193592")
    return copy
  }

  @Test("signIn: wrong, unknown, locked, closed, blocked, no password, image, device, revoked")
  func signIn() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.enrol("200001", email: nil)
    try world.choosePassword("193592")
    let device = Token(bits: 1)
    var situations = try [
      Situation(.wrongPassword, world.fork().signIn("193592", wrongPassword)),
      Situation(.unknownIdentifier, world.signIn("999999")),
      Situation(.unknownIdentifier, world.signIn("")),
      Situation(.noPassword, world.signIn("200001")),
      Situation(.deviceUnknown, world.signIn("193592", device: device)),
      Situation(.accessBlocked, blocked(world).signIn("193592")),
      Situation(.closed, closed(world).signIn("193592")),
    ]
    let locked = world.fork()
    for _ in 1...5 {
      situations.append(Situation(.wrongPassword, try locked.signIn("193592", wrongPassword)))
    }
    for _ in 1...3 { situations.append(Situation(.locked, try locked.signIn("193592"))) }
    let revoked = world.fork()
    let compromised = Action.requireNewPassword(.make { $0.reason = .compromised })
    try revoked.do(compromised, member: "193592")
    situations.append(Situation(.passwordRevoked, try revoked.signIn("193592")))
    try situations.append(contentsOf: devices(world))
    try situations.append(contentsOf: letters())
    expectUniform(situations, says: PublicOutcome(.notRecognised))
  }

  private func devices(_ world: TestWorld) throws -> [Situation] {
    let world = world.fork()
    try world.signIn("193592")
    let enrol = Action.enrolDevice(.make { $0.label = "Téléphone" })
    try world.do(enrol, session: world.session())
    let device = try #require(try world.member().devices.last).id
    try world.do(.blockDevice(.make { $0.device = device }), member: "193592")
    let blocked = Situation(.deviceBlocked, try world.signIn("193592", device: device))
    try world.do(.removeDevice(.make { $0.device = device }), member: "193592")
    return [blocked, Situation(.deviceRemoved, try world.signIn("193592", device: device))]
  }

  private func letters() throws -> [Situation] {
    let world = try TestWorld(.mcrn)
    try world.enrol(email: nil, postalAddress: LettersTests.postal)
    try world.do(.requestLetter(.make { _ in }), member: "193592")
    let letter = try #require(try world.member().letters.last).id
    try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
    let password = try world.temporaryPassword()
    let withoutPage = Situation(.wrongPage, try world.signIn("193592", password))
    try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
    return [withoutPage, Situation(.temporaryPasswordEnded, try world.signIn("193592", password))]
  }

  @Test("signIn: by address, by access code, by a former identifier")
  func signInElsewhere() throws {
    let world = try TestWorld(.unimutuelles)
    try world.registerMember("193592", accessCode: "ABCD2345", email: "famille@example.fr")
    try world.enrol("200001", email: "b@example.fr", accessCode: "EFGH6789")
    var situations = try [
      Situation(.emailNotCertified, world.signIn("b@example.fr")),
      Situation(.notActivated, world.signIn("EFGH6789")),
      Situation(.unknownIdentifier, world.signIn("nobody@example.fr")),
      Situation(.unknownIdentifier, world.signIn("193592")),
    ]
    try world.registerMember("200002", accessCode: "JKMN2345", email: "famille@example.fr")
    situations.append(Situation(.sharedIdentifier, try world.signIn("famille@example.fr")))
    let generated = try TestWorld(.franceMutuelle)
    try generated.do(
      .enrolMember(
        .make {
          $0.number = "193592"
          $0.name = "Jeanne Durand"
          $0.legacyIdentifier = "jdurand"
        }))
    situations.append(Situation(.legacyInvalidated, try generated.signIn("jdurand")))
    situations.append(Situation(.unknownIdentifier, try generated.signIn("193592")))
    expectUniform(situations, says: PublicOutcome(.notRecognised))
  }

  @Test("verifyCode: wrong, unknown, no code, other page, late, used up, used, superseded, ended")
  func verifyCode() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.enrol("200001", email: "b@example.fr")
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    let (late, often, used, again) = (world.fork(), world.fork(), world.fork(), world.fork())
    let ended = try blocked(world)
    try ended.do(.restoreAccess(.make { $0.reason = "appel" }), member: "193592")
    late.advance(.minutes(11))
    for _ in 1...5 { try often.verifyCode("193592", world.wrong(code), on: pageA) }
    try used.verifyCode("193592", code, on: pageA)
    again.advance(.minutes(1))
    try again.requestCode("193592", on: pageA)
    let situations = try [
      Situation(.mismatch, world.fork().verifyCode("193592", world.wrong(code), on: pageA)),
      Situation(.codeMalformed, world.fork().verifyCode("193592", "", on: pageA)),
      Situation(.unknownMember, world.verifyCode("999999", code, on: pageA)),
      Situation(.noCode, world.verifyCode("200001", code, on: pageA)),
      Situation(.wrongPage, world.verifyCode("193592", code, on: pageB)),
      Situation(.expired, late.verifyCode("193592", code, on: pageA)),
      Situation(.exhausted, often.verifyCode("193592", code, on: pageA)),
      Situation(.consumed, used.verifyCode("193592", code, on: pageA)),
      Situation(.superseded, again.verifyCode("193592", code, on: pageA)),
      Situation(.ended, ended.verifyCode("193592", code, on: pageA)),
      Situation(.accessBlocked, blocked(world).verifyCode("193592", code, on: pageA)),
      Situation(.closed, closed(world).verifyCode("193592", code, on: pageA)),
    ]
    expectUniform(situations, says: PublicOutcome(.codeWrongOrExpired))
  }

  @Test("startRegistration: wrong, unknown, already active, locked, closed, blocked, not offered")
  func startRegistration() throws {
    let world = try TestWorld(.unimutuelles)
    try world.enrol(email: nil, accessCode: "ABCD2345")
    let active = try TestWorld(.unimutuelles)
    try active.registerMember("193592", accessCode: "ABCD2345", email: "a@example.fr")
    let other = try TestWorld(.mcrn)
    try other.enrol()
    var situations = try [
      Situation(.unknownMember, world.startRegistration("999999", accessCode: "ABCD2345")),
      Situation(.alreadyActive, active.startRegistration("193592", accessCode: "ABCD2345")),
      Situation(.alreadyActive, active.startRegistration("193592", accessCode: "WXYZ2345")),
      Situation(.notOffered, other.startRegistration("193592", accessCode: "ABCD2345")),
      Situation(.accessBlocked, blocked(world).startRegistration("193592", accessCode: "ABCD2345")),
      Situation(.closed, closed(world).startRegistration("193592", accessCode: "ABCD2345")),
    ]
    for _ in 1...3 {
      situations.append(
        Situation(
          .accessCodeMismatch, try world.startRegistration("193592", accessCode: "WXYZ2345")))
    }
    situations.append(
      Situation(.locked, try world.startRegistration("193592", accessCode: "ABCD2345")))
    expectUniform(situations, says: PublicOutcome(.notRecognised))
  }

  @Test("answerQuestion: wrong code or answer, unknown, not active, locked, closed, not offered")
  func answerQuestion() throws {
    let world = try TestWorld(.unimutuelles)
    try world.registerMember("193592", accessCode: "ABCD2345", email: "a@example.fr")
    try world.enrol("200001", email: nil, accessCode: "EFGH6789")
    let other = try TestWorld(.mcrn)
    try other.enrol()
    var situations = try [
      Situation(.unknownMember, world.answerQuestion("999999", "Médor", accessCode: "ABCD2345")),
      Situation(.notActivated, world.answerQuestion("200001", "Médor", accessCode: "EFGH6789")),
      Situation(.notOffered, other.answerQuestion("193592", "Médor", accessCode: "ABCD2345")),
      Situation(
        .accessBlocked, blocked(world).answerQuestion("193592", "Médor", accessCode: "ABCD2345")),
      Situation(.closed, closed(world).answerQuestion("193592", "Médor", accessCode: "ABCD2345")),
      Situation(
        .accessCodeMismatch, world.answerQuestion("193592", "Médor", accessCode: "WXYZ2345")),
      Situation(.answerMismatch, world.answerQuestion("193592", "Rex", accessCode: "ABCD2345")),
      Situation(.answerMismatch, world.answerQuestion("193592", "", accessCode: "ABCD2345")),
    ]
    situations.append(
      Situation(.locked, try world.answerQuestion("193592", "Médor", accessCode: "ABCD2345")))
    expectUniform(situations, says: PublicOutcome(.notRecognised))
  }

  @Test("setPassword: no right, other page, too late, unknown, closed, blocked: start again")
  func setPassword() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    let late = world.fork()
    late.advance(.minutes(11))
    let attempts: [(RefusalReason, TestWorld, String, Page?)] = try [
      (.unknownMember, world, "999999", pageA), (.wrongPage, world, "193592", pageB),
      (.grantExpired, late, "193592", pageA), (.noGrant, late, "193592", pageB),
      (.accessBlocked, blocked(world), "193592", pageA), (.closed, closed(world), "193592", pageA),
    ]
    for (reason, world, number, page) in attempts {
      let refused = try world.setPassword(number, on: page)
      expectUniform([Situation(reason, refused)], says: PublicOutcome(.startAgain))
      let robot = try world.setPassword(number, on: page, antiRobot: .failed)
      #expect(robot.publicOutcome == PublicOutcome(.antiRobot), "\(reason)")
    }
  }

  @Test("the public answer never names the reason, for any uniform action")
  func everyUniformAction() {
    for name in ActionName.allCases where name.isUniform {
      #expect(ActionTable.entry(name).actors.contains(.visitor))
    }
    #expect(ActionName.allCases.count(where: \.isUniform) == 8)
  }
}
