import Membership
import Notation
import Testing

@Suite("The order of the guards, each present at every step")
struct GuardOrderTests {
  private func block(_ world: TestWorld) throws {
    try world.do(.blockAccess(.make { $0.reason = "appel" }), member: "193592")
  }

  private func restore(_ world: TestWorld) throws {
    try world.do(.restoreAccess(.make { $0.reason = "appel" }), member: "193592")
  }

  private func close(_ world: TestWorld) throws {
    try world.do(.closeAccount(.make { $0.reason = .contractEnded }), member: "193592")
  }

  @Test("signing in: member, closed, blocked, the image, the lock, the device, the secret last")
  func signIn() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    for _ in 1...5 { try world.signIn("193592", wrongPassword) }
    let blocked = world.fork()
    try block(blocked)
    let closed = blocked.fork()
    try close(closed)
    let device = Token(bits: 1)
    func reason(
      _ world: TestWorld, _ number: String = "193592", _ password: String = wrongPassword,
      device: Token? = device, antiRobot: AntiRobot = .failed
    ) throws -> RefusalReason? {
      try world.signIn(number, password, device: device, antiRobot: antiRobot).refusal
    }
    #expect(try reason(closed, "999999") == .unknownIdentifier)
    #expect(try reason(closed) == .closed)
    #expect(try reason(blocked) == .accessBlocked)
    #expect(try reason(world) == .antiRobotFailed)
    #expect(try reason(world, antiRobot: .passed) == .locked)
    world.advance(.minutes(2))
    #expect(try reason(world, antiRobot: .passed) == .deviceUnknown)
    #expect(try reason(world, device: nil, antiRobot: .passed) == .wrongPassword)
    world.advance(.minutes(3))
    #expect(try reason(world, "193592", goodPassword, device: nil, antiRobot: .passed) == nil)
  }

  @Test("asking for a code: member, closed, blocked, the image, the meter, the channel")
  func requestCode() throws {
    var rules = HouseRules.mcrn
    rules.account.antiRobot.append(.requestCode)
    let world = try TestWorld(rules)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.invalid = true
        }), member: "193592")
    let blocked = world.fork()
    try block(blocked)
    let closed = blocked.fork()
    try close(closed)
    func reason(
      _ world: TestWorld, _ number: String = "193592", antiRobot: AntiRobot? = nil
    ) throws -> RefusalReason? {
      try world.requestCode(number, on: pageA, antiRobot: antiRobot).refusal
    }
    #expect(try reason(closed, "999999") == .unknownMember)
    #expect(try reason(closed) == .closed)
    #expect(try reason(blocked) == .accessBlocked)
    #expect(try reason(world) == .antiRobotFailed)
    #expect(try reason(world, antiRobot: .passed) == .tooSoon)
    world.advance(.minutes(1))
    #expect(try reason(world, antiRobot: .passed) == .noChannelKnown)
  }

  @Test(
    "setting a password: member, closed, blocked, the image, the page's grant, the password last")
  func setPassword() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    let blocked = world.fork()
    try block(blocked)
    let closed = blocked.fork()
    try close(closed)
    func reason(
      _ world: TestWorld, _ number: String = "193592", on page: Page? = pageB,
      antiRobot: AntiRobot = .failed, _ password: String = "court"
    ) throws -> RefusalReason? {
      try world.setPassword(number, password, on: page, antiRobot: antiRobot).refusal
    }
    #expect(try reason(closed, "999999") == .unknownMember)
    #expect(try reason(closed) == .closed)
    #expect(try reason(blocked) == .accessBlocked)
    #expect(try reason(world) == .antiRobotFailed)
    #expect(try reason(world, antiRobot: .passed) == .wrongPage)
    #expect(world.model.asked.isEmpty)
    #expect(try reason(world, on: pageA, antiRobot: .passed) == .passwordRefused)
    #expect(try reason(world, on: pageA, antiRobot: .passed, goodPassword) == nil)
  }

  @Test("identity: the image, the lock, the member's rights, the secret last")
  func identity() throws {
    let world = try TestWorld(.unimutuelles)
    try world.registerMember("193592", accessCode: "ABCD2345", email: "a@example.fr")
    #expect(try world.startRegistration("193592", accessCode: "WXYZ2345").refusal == .alreadyActive)
    for _ in 1...3 { try world.answerQuestion("193592", "Rex", accessCode: "WXYZ2345") }
    #expect(try world.startRegistration("193592", accessCode: "WXYZ2345").refusal == .locked)
    #expect(try world.answerQuestion("193592", "Médor", accessCode: "ABCD2345").refusal == .locked)
  }

  @Test("a malformed action is so for a known and an unknown member, and leaves no trace")
  func malformedFirst() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    let actions: [Action] = [
      .verifyCode(.make { $0.code = "123456" }), .requestCode(.make { _ in }),
      .setPassword(.make { $0.password = "x" }),
    ]
    let count = world.facts.count
    for action in actions {
      for number in ["193592", "999999"] {
        #expect(try world.flaw(in: action, member: number) == "page")
      }
    }
    #expect(world.facts.count == count)
  }

  @Test("edge 9: access blocked after the request, the code is refused; restored, it stays dead")
  func blockedBeforeTheCode() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    try block(world)
    #expect(try world.verifyCode("193592", world.code(), on: pageA).refusal == .accessBlocked)
    try restore(world)
    #expect(try world.verifyCode("193592", world.code(), on: pageA).refusal == .ended)
  }

  @Test("edge 9: access blocked after the code, the password is refused; restored, it stays so")
  func blockedBeforeThePassword() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    try block(world)
    #expect(try world.setPassword("193592", on: pageA).refusal == .accessBlocked)
    try restore(world)
    #expect(try world.setPassword("193592", on: pageA).refusal == .noGrant)
    #expect(try world.member().password == nil)
  }

  @Test("edge 9: closed between two steps, the next one is refused")
  func closedBetween() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    let afterRequest = world.fork()
    try close(afterRequest)
    let code = try world.code()
    #expect(try afterRequest.verifyCode("193592", code, on: pageA).refusal == .closed)
    try world.verifyCode("193592", code, on: pageA)
    try close(world)
    #expect(try world.setPassword("193592", on: pageA).refusal == .closed)
    #expect(try world.signIn("193592").refusal == .closed)
    #expect(try world.requestCode("193592", on: pageA).refusal == .closed)
  }

  @Test("edge 9: a link is guarded when it is used, not when it was sent")
  func links() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    let closed = world.fork()
    try close(closed)
    #expect(try closed.setPassword(link: world.link()).refusal == .closed)
    try block(world)
    #expect(try world.setPassword(link: world.link()).refusal == .accessBlocked)
    try restore(world)
    #expect(try world.setPassword(link: world.link()).refusal == .ended)
  }

  @Test("edge 9: a block ends the sessions and notifies the member; nothing reopens them")
  func sessions() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    try world.signIn("193592")
    let session = try world.session()
    try block(world)
    #expect(world.deliveries.last?.topic == .accessBlocked)
    try restore(world)
    #expect(try world.do(.signOut(.make { _ in }), session: session).refusal == .sessionEnded)
    #expect(try world.signIn("193592").isAccepted)
  }

  @Test("a lock that begins between the steps stops no step")
  func lockBetween() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    world.advance(.hours(1))
    try world.requestCode("193592", on: pageB)
    for _ in 1...5 { try world.signIn("193592", wrongPassword) }
    #expect(try world.verifyCode("193592", world.code(), on: pageB).isAccepted)
    #expect(try world.setPassword("193592", otherPassword, on: pageB).isAccepted)
    #expect(try world.signIn("193592", otherPassword).isAccepted)
  }

  @Test("staff, carrier and mutuelle may perform their own actions, and no others")
  func actors() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    let attempts: [(Action, ActorID)] = [
      (.blockAccess(.make { $0.reason = "x" }), .auditor("z-1")),
      (.closeAccount(.make { $0.reason = .death }), .administrator("z-2")),
      (.dispatchLetter(.make { _ in }), .adviser("a-1")),
      (.reportDelivery(.make { _ in }), .mutuelle),
    ]
    for (action, actor) in attempts {
      let refused = try world.do(action, by: actor, member: "193592")
      #expect(refused.refusal == .notAllowed)
      #expect(refused.facts == ["action.refused"])
      #expect(refused.publicOutcome.reason == .notAllowed)
    }
  }

  @Test("MR-16: a failed image is refused even where the house requires none; a missing one is not")
  func failedImage() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    #expect(
      try world.requestCode("193592", on: pageA, antiRobot: .failed).refusal == .antiRobotFailed)
    #expect(try world.requestCode("193592", on: pageA, antiRobot: nil).isAccepted)
  }
}
