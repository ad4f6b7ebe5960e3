import Membership
import Notation
import Testing

@Suite("Attempts that match no member")
struct UnknownMembersTests {
  @Test("edge 49: the typed text is sealed, in the stream of the month, and nowhere else")
  func sealed() throws {
    let world = try TestWorld(.mcrn, at: "2026-03-31T23:59:59.999Z")
    let refused = try world.signIn("193529", wrongPassword)
    #expect(refused.drafts.map(\.stream.description) == ["visitors/2026-03"])
    guard case .actionRefused(let fact)? = refused.drafts.first?.event else {
      Issue.record("no fact")
      return
    }
    #expect(fact.action == .signIn)
    #expect(fact.reason == .unknownIdentifier)
    #expect(fact.typed == .open("193529"))
    #expect(!world.clear.joined().contains("193529"))
    #expect(!world.clear.joined().contains(wrongPassword))
    world.advance(.milliseconds(1))
    let next = try world.requestCode("193529", on: pageA)
    #expect(next.drafts.map(\.stream.description) == ["visitors/2026-04"])
  }

  @Test("edge 49: a typed text that is too long for a number is not kept, and begins no stream")
  func long() throws {
    let world = try TestWorld(.mcrn)
    let refused = try world.signIn(String(repeating: "9", count: 20_000), wrongPassword)
    guard case .actionRefused(let fact)? = refused.drafts.first?.event else { return }
    #expect(fact.typed == .absent)
    #expect(world.members.count == 0)
  }

  @Test("edge 49: an adviser's mistyped number finds no member, and is recorded alike")
  func adviser() throws {
    let world = try TestWorld(.mcrn)
    let refused = try world.do(
      .blockAccess(.make { $0.reason = "appel" }), by: .adviser("a-1"), member: "193529")
    #expect(refused.refusal == .unknownMember)
    #expect(refused.facts == ["action.refused"])
    #expect(!world.clear.joined().contains("193529"))
  }

  @Test("edge 49: the work done is that of a known member: one slow comparison")
  func sameWork() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.enrol("200001", email: nil)
    try world.choosePassword("193592")
    let attempts: [(TestWorld) throws -> Decision] = [
      { try $0.signIn("193592") }, { try $0.signIn("193592", wrongPassword) },
      { try $0.signIn("999999") }, { try $0.signIn("200001") }, { try $0.signIn("") },
      { try $0.signIn("193592", antiRobot: .failed) },
      { try $0.signIn("193592", device: Token(bits: 3)) },
    ]
    for attempt in attempts {
      let world = world.fork()
      _ = try attempt(world)
      #expect(world.model.asked.count == 1)
      for case .derive in world.model.asked { Issue.record("a derivation") }
    }
  }

  @Test("edge 49: so it is for the secret answer")
  func sameWorkForAnAnswer() throws {
    let world = try TestWorld(.unimutuelles)
    try world.registerMember("193592", accessCode: "ABCD2345", email: "jeanne@example.fr")
    try world.enrol("200001", email: nil, accessCode: "EFGH6789")
    let attempts: [(TestWorld) throws -> Decision] = [
      { try $0.answerQuestion("193592", "Médor", accessCode: "ABCD2345") },
      { try $0.answerQuestion("193592", "Rex", accessCode: "ABCD2345") },
      { try $0.answerQuestion("193592", "Médor", accessCode: "WXYZ2345") },
      { try $0.answerQuestion("200001", "Médor", accessCode: "EFGH6789") },
      { try $0.answerQuestion("999999", "Médor", accessCode: "ABCD2345") },
    ]
    for attempt in attempts {
      let world = world.fork()
      _ = try attempt(world)
      #expect(world.model.asked.count == 1)
    }
  }

  @Test("edge 49: known or not, a refusal is one fact")
  func oneFact() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    for number in ["193592", "999999"] {
      #expect(try world.signIn(number, wrongPassword).drafts.count == 1)
      #expect(try world.verifyCode(number, "000000", on: pageC).drafts.count == 1)
      #expect(try world.setPassword(number, on: pageC).drafts.count == 1)
      #expect(try world.do(.requestLetter(.make { _ in }), member: number).drafts.count == 1)
    }
  }
}
