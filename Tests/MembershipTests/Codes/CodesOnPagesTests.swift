import FoundationEssentials
import Membership
import Notation
import Testing

@Suite("Codes and the page that asked for them")
struct CodesOnPagesTests {
  let world: TestWorld

  init() throws {
    world = try TestWorld(.agentsPublics)
    try world.enrol()
  }

  @Test("AP-1, AP-5: one procedure creates the account and, later, resets the password")
  func creationAndReset() throws {
    #expect(try world.requestCode("193592", on: pageA).facts == ["code.requested"])
    #expect(try world.verifyCode("193592", world.code(), on: pageA).facts == ["code.verified"])
    #expect(try world.member().activation == nil)
    let first = try world.setPassword("193592", on: pageA)
    #expect(first.facts == ["password.set", "account.activated", "notice.issued"])
    #expect(try world.member().activation?.origin == .firstPassword)

    world.advance(.days(1))
    try world.requestCode("193592", on: pageB)
    try world.verifyCode("193592", world.code(), on: pageB)
    let second = try world.setPassword("193592", otherPassword, on: pageB)
    #expect(second.facts == ["password.set", "notice.issued"])
    #expect(try world.signIn("193592", goodPassword).refusal == .wrongPassword)
    #expect(try world.signIn("193592", otherPassword).isAccepted)
  }

  @Test("AP-12: the code from the mail gives the right to choose a password, for ten minutes")
  func verification() throws {
    try world.requestCode("193592", on: pageA)
    let verified = try world.verifyCode("193592", world.code(), on: pageA)
    #expect(verified.publicOutcome == PublicOutcome(.choosePassword))
    let grant = try #require(try world.member().grants.last)
    #expect(grant.via == .code)
    #expect(grant.page == pageA?.digest)
    #expect(grant.expiresAt == world.now.advanced(by: 600_000))
  }

  @Test("AP-10, AP-13, MR-14, MG-14, edge 2: a right code on another page is not counted")
  func otherPage() throws {
    try world.requestCode("193592", on: pageA)
    for _ in 1...20 {
      let refused = try world.verifyCode("193592", world.code(), on: pageB)
      #expect(refused.refusal == .wrongPage)
      #expect(refused.facts == ["code.refused"])
      guard case .codeRefused(let fact)? = refused.drafts.first?.event else { continue }
      #expect(!fact.counted)
      #expect(fact.attempt == 0)
      #expect(fact.page == pageB?.digest)
    }
    #expect(try world.member().codes.last?.failures == 0)
    #expect(try world.verifyCode("193592", world.code(), on: pageA).isAccepted)
  }

  @Test("edge 2: a guess from another page is not compared, so even a right one reveals nothing")
  func noOracle() throws {
    try world.requestCode("193592", on: pageA)
    let right = try world.verifyCode("193592", world.code(), on: pageB)
    let wrong = try world.verifyCode("193592", world.wrong(world.code()), on: pageB)
    #expect(right.publicOutcome == wrong.publicOutcome)
    #expect(right.refusal == wrong.refusal)
  }

  @Test("edge 2: a page reloaded is a new page, and must ask again")
  func reload() throws {
    try world.requestCode("193592", on: pageA)
    world.advance(.minutes(2))
    #expect(try world.verifyCode("193592", world.code(), on: pageB).refusal == .wrongPage)
    try world.requestCode("193592", on: pageB)
    #expect(try world.verifyCode("193592", world.code(), on: pageB).isAccepted)
  }

  @Test("edge 2: a page has 128 bits or more, and only its digest is kept")
  func pageDigest() throws {
    #expect(Page(String(repeating: "a", count: 31)) == nil)
    #expect(Page(String(repeating: "g", count: 32)) == nil)
    try world.requestCode("193592", on: pageA)
    #expect(!world.clear.joined().contains(String(repeating: "a1", count: 16)))
    #expect(try world.member().codes.last?.page == pageA?.digest)
  }

  @Test("MR-14, MG-16: code, then password, on the page where the number was typed")
  func onePage() throws {
    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    #expect(try world.setPassword("193592", on: pageB).refusal == .wrongPage)
    #expect(try world.setPassword("193592", on: pageA).isAccepted)
  }

  @Test(
    "edge 10: the right to set a password ends ten minutes after the code, to the millisecond",
    arguments: [(-1, nil), (0, nil), (1, .grantExpired)] as [(Int64, RefusalReason?)])
  func grantExpiry(offset: Int64, reason: RefusalReason?) throws {
    let world = try TestWorld(.agentsPublics)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    world.now = world.now.advanced(by: 600_000 + offset)
    let decision = try world.setPassword("193592", on: pageA)
    #expect(decision.refusal == reason)
    if reason != nil {
      #expect(decision.publicOutcome == PublicOutcome(.startAgain))
      #expect(try world.member().password == nil)
    }
  }

  @Test("edge 10: a grant is good for one password only, and for no other page")
  func grantSpent() throws {
    try world.requestCode("193592", on: pageA)
    #expect(try world.setPassword("193592", on: pageA).refusal == .noGrant)
    try world.verifyCode("193592", world.code(), on: pageA)
    try world.setPassword("193592", on: pageA)
    #expect(try world.setPassword("193592", otherPassword, on: pageA).refusal == .noGrant)
  }

  @Test("edge 8: the same action twice has the same answer and no second fact")
  func doubleClick() throws {
    try world.requestCode("193592", on: pageA)
    let id = TestWorld.uuid(4_711)
    let code = try world.code()
    let verify = Action.verifyCode(
      .make {
        $0.page = pageA
        $0.code = UntrustedText(code)
      })
    let first = try world.do(verify, member: "193592", id: id)
    let count = world.facts.count
    let second = try world.do(verify, member: "193592", id: id)
    #expect(second.result == first.result)
    #expect(second.publicOutcome == first.publicOutcome)
    #expect(second.drafts.isEmpty)
    #expect(world.facts.count == count)
    let third = try world.verifyCode("193592", code, on: pageA)
    #expect(third.refusal == .consumed)
  }

  @Test("edge 8: a repetition delivers no secret again, and gives the first answer with its mask")
  func secretOnce() throws {
    let id = TestWorld.uuid(4_712)
    let request = Action.requestCode(.make { $0.page = pageA })
    let first = try world.do(request, member: "193592", id: id)
    #expect(first.deliveries.count == 1)
    let second = try world.do(request, member: "193592", id: id)
    #expect(second.deliveries.isEmpty)
    #expect(second.session == nil)
    #expect(second.publicOutcome == first.publicOutcome)
    #expect(second.publicOutcome.mask != nil)
  }

  @Test("edge 3: a code of one member is worth nothing for another, on the same page at once")
  func otherAccount() throws {
    try world.enrol("200001", email: "paul@example.fr")
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    try world.requestCode("200001", on: pageA)
    try #require(try world.code() != code)
    #expect(try world.verifyCode("200001", code, on: pageA).refusal == .mismatch)
    #expect(try world.verifyCode("193592", world.code(), on: pageA).refusal == .mismatch)
    #expect(try world.verifyCode("193592", code, on: pageA).isAccepted)
  }

  @Test("edge 3: a link with another member's id in front is unknown")
  func otherAccountsLink() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    let link = try world.link()
    try world.enrol("200001", email: "paul@example.fr")
    let other = try world.member("200001").id
    let forged = "\(other)" + link.dropFirst(12)
    #expect(try world.setPassword(link: forged).refusal == .linkUnknown)
    #expect(try world.setPassword(link: link).isAccepted)
    #expect(try world.member("200001").password == nil)
  }

  @Test("edge 10: a password's fact names the code that gave the right to it")
  func proof() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    try world.verifyCode("193592", world.code(), on: pageA)
    let set = try world.setPassword("193592", on: pageA)
    guard case .passwordSet(let event)? = set.drafts.first?.event else {
      Issue.record("\(set.facts)")
      return
    }
    #expect(try event.via == .code && event.proof == world.member().codes.last?.id)
  }
}
