import Membership
import Notation
import Testing

/// Each way in which a verifier becomes obsolete orders its erasure.
///
/// `TestWorld` checks that an erased verifier is never compared with again.
@Suite("Obsolete verifiers are ordered away")
struct SupersededVerifierTests {
  /// Returns the erasures ordered by an action, each with the event name of its position.
  private func orders(
    in world: TestWorld, of act: (TestWorld) throws -> Void
  ) throws -> [(name: String, order: ErasureOrder)] {
    let count = world.model.orders.count
    try act(world)
    return world.model.orders.dropFirst(count).map {
      (world.facts[$0.position - 1].event.name, $0)
    }
  }

  private func expect(
    _ names: [String], at once: Bool = true, in world: TestWorld, of act: (TestWorld) throws -> Void
  ) throws {
    let found = try orders(in: world, of: act)
    #expect(found.map(\.name).sorted() == names.sorted())
    for (name, order) in found where once {
      let fact = world.facts[order.fact - 1]
      #expect(order.due == fact.at, "\(name)")
    }
  }

  @Test("a password, when another is set: changed, recovered by code, link, letter or question")
  func passwordReplaced() throws {
    let (changing, session) = try TestWorld.signedIn()
    try expect(["password.set"], in: changing) {
      try $0.do(
        .changePassword(
          .make {
            $0.current = UntrustedText(goodPassword)
            $0.password = UntrustedText(otherPassword)
            $0.confirmation = UntrustedText(otherPassword)
          }), session: session)
    }
    let (resetting, _) = try TestWorld.signedIn()
    try resetting.requestCode("193592", on: pageA)
    try resetting.verifyCode("193592", resetting.code(), on: pageA)
    try expect(["password.set"], in: resetting) {
      try $0.setPassword("193592", otherPassword, on: pageA)
    }
    let asking = try TestWorld.unimutuelles()
    try asking.register()
    try asking.answerQuestion()
    try expect(["password.set"], in: asking) {
      try $0.setPassword("193592", otherPassword, on: pageB)
    }
    asking.advance(.minutes(5))
    try #require(try asking.requestCode("193592").isAccepted)
    try expect(["password.set", "code.requested"], in: asking) {
      try $0.setPassword(link: $0.link(), "Prairie-Jaune-52")
    }
  }

  @Test("the first password, a wrong password and a requested renewal order no verifier away")
  func passwordKept() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    let password = try #require(try world.member().password).mark.position
    try expect([], in: world) {
      try $0.signIn("193592", wrongPassword)
      try $0.signIn("193592")
      for reason in PasswordRenewalRequired.Reason.allCases {
        try $0.do(.requireNewPassword(.make { $0.reason = reason }), member: "193592")
      }
      try $0.do(.blockAccess(.make { $0.reason = "x" }), member: "193592")
      try $0.do(.restoreAccess(.make { $0.reason = "x" }), member: "193592")
    }
    #expect(try world.member().verifiers.map(\.position) == [password])
  }

  @Test("a draft, when it is filled in again, when another registration or a refusal voids it")
  func draft() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    try world.fillRegistration()
    try expect(["password.set", "question.set"], in: world) { try $0.fillRegistration() }
    let declined = world.fork()
    try expect(["password.set", "question.set"], in: declined) { try $0.declineCGU() }
    let late = world.fork()
    try world.acceptCGU()
    try expect(["password.set", "question.set", "code.requested"], in: world) {
      try $0.startRegistration(on: pageB)
    }
    late.advance(.hours(1))
    let id = try late.member().id
    try expect(["password.set", "question.set"], in: late) { try $0.sweep(id) }
    try expect([], in: late) { try $0.startRegistration(on: pageB) }
  }

  @Test("UM-39: a draft that becomes the account's stays; its activation link is ordered away")
  func activated() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    try expect(["code.requested"], in: world) { try $0.confirmEmail($0.link()) }
    let member = try world.member()
    let kept = [member.password?.mark, member.question?.mark].compactMap { $0?.position }
    #expect(kept.count == 2 && member.verifiers.map(\.position) == kept)
  }

  @Test(
    "edge 30: an answer is ordered away when the password is compromised or questions are erased")
  func question() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    let held = world.fork()
    try expect(["question.set"], in: world) {
      try $0.do(.requireNewPassword(.make { $0.reason = .compromised }), member: "193592")
    }
    try held.hold(true)
    try expect(["question.set"], in: held) { try $0.erase(.objection) }
  }

  @Test("a code typed, replaced or used up: once its time is over, not before (edge 1)")
  func typed() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    let end = try #require(try world.member().codes.last).expiresAt
    world.advance(.minutes(1))
    let (used, blocked) = (world.fork(), world.fork())
    for (world, act) in [
      (used, { try $0.verifyCode("193592", $0.code(), on: pageA) }),
      (blocked, { try $0.do(.blockAccess(.make { $0.reason = "x" }), member: "193592") }),
      (world, { try $0.requestCode("193592", on: pageA) }),
    ] as [(TestWorld, (TestWorld) throws -> Decision)] {
      let found = try orders(in: world) { _ = try act($0) }
      #expect(found.map(\.name) == ["code.requested"])
      #expect(found.map(\.order.due) == [end.advanced(by: 1)])
      #expect(!world.model.isVerifierErased(try #require(found.first).order.position))
    }
    for attempt in 1...5 {
      let found = try orders(in: world) {
        try $0.verifyCode("193592", $0.wrong($0.code()), on: pageA)
      }
      #expect(found.count == (attempt == 5 ? 1 : 0))
    }
    let first = world.model.orders[0].position
    for offset: Int64 in [0, 1] {
      world.now = end.advanced(by: offset)
      #expect(world.model.isVerifierErased(first) == (offset > 0))
    }
  }

  @Test("a code that only expired: by the fact that its time has passed", arguments: [0, 1])
  func expired(offset: Int64) throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    let member = try world.member()
    world.now = try #require(member.codes.last).expiresAt.advanced(by: offset)
    try expect(offset > 0 ? ["code.requested"] : [], in: world) { try $0.sweep(member.id) }
    try expect([], in: world) { try $0.sweep(member.id) }
    #expect(try world.member().verifiers.isEmpty == (offset > 0))
  }

  @Test("a link is ordered away at once: used, replaced, its address retired, a password set")
  func links() throws {
    for act in [
      { try $0.setPassword(link: $0.link()) },
      { world in
        world.advance(.minutes(1))
        return try world.requestCode("193592")
      },
      { try $0.record(.email, ["email": "new@maison.example"]) },
      { try $0.record(.email, [:]) { $0.invalid = true } },
    ] as [(TestWorld) throws -> Decision] {
      let world = try TestWorld(.franceMutuelle)
      try world.enrol()
      try expect(["code.requested"], in: world) { try #require(try act($0).isAccepted) }
    }
  }

  @Test("closing and erasing take all there are, at once, typed codes too")
  func ended() throws {
    for act in [
      { try $0.close() }, { try $0.erase(.unlawfulProcessing) },
    ] as [(TestWorld) throws -> Decision] {
      let world = try TestWorld.unimutuelles()
      try world.register()
      world.advance(.minutes(5))
      try #require(try world.requestCode("193592").isAccepted)
      try expect(["password.set", "question.set", "code.requested"], in: world) {
        _ = try act($0)
      }
      let (other, _) = try TestWorld.signedIn()
      try other.requestCode("193592", on: pageA)
      try expect(["password.set", "code.requested"], in: other) { _ = try act($0) }
    }
  }

  @Test("orders computed while folding equal those from the members before and after each fact")
  func folded() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    world.advance(.minutes(5))
    try #require(try world.requestCode("193592").isAccepted)
    _ = try world.close()
    let id = try world.member().id
    var member = Member(id: id)
    var verifiers: [Member.Verifier] = []
    var orders: [ErasureOrder] = []
    for fact in world.facts where fact.streamName == .member(id) {
      let before = member
      let found = member.evolve(fact, superseding: &verifiers)
      #expect(found == member.superseding(before.verifiers, by: fact))
      #expect(verifiers == member.verifiers)
      orders += found
    }
    #expect(orders.count > 2 && verifiers.isEmpty)
  }

  @Test("a verifier dropped from the state was ordered away when it became obsolete")
  func forgottenCodes() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    for _ in 1...50 {
      world.advance(.hours(5))
      try #require(try world.requestCode("193592", on: pageA).isAccepted)
    }
    let issued = world.facts.filter { $0.event.name == "code.requested" }.map(\.position)
    #expect(issued.count == 50)
    #expect(try world.member().codes.count == 32)
    #expect(world.model.orders.map(\.position) == issued.dropLast())
    #expect(try world.member().verifiers.map(\.position) == [issued.at(49)])
  }
}
