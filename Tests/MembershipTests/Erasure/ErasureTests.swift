import Membership
import Notation
import Testing

@Suite("Erasing: the kept and the erased classes")
struct ErasureTests {
  @Test("edge 46: under a legal hold traces, questions and devices go, all else is kept")
  func held() throws {
    let (world, session) = try TestWorld.wellKnown()
    try world.hold(true)
    try world.requestErasure(session: session)
    let request = try #require(try world.member().erasureRequest)
    let before = try world.member()
    let decided = try world.erase(.memberRequest)
    #expect(decided.facts == ["erasure.rejected", "member.erased"])
    let rejected = try #require(decided.rejected)
    #expect(rejected.kept == [.identity, .contact, .bank, .verifier, .freeText])
    #expect(rejected.ground == .legalHold && rejected.until == nil)
    #expect(rejected.erasure == request.id)
    let erased = try #require(decided.erased)
    #expect(erased.classes == PrivateClass.accessory && erased.ground == .memberRequest)
    #expect(erased.countByClass == [.question: 1, .device: 1, .trace: 1])
    let after = try world.member()
    #expect(!after.isErased && after.standing(at: world.now) == .active)
    #expect(after.question == nil && after.password == before.password)
    #expect(after.devices == before.devices && after.sessions == before.sessions)
    #expect(after.erasureRejection?.mark.at == world.now)
    #expect(try world.signIn(printedCode).isAccepted)
    #expect(try world.answerQuestion().refusal == .notOffered)
  }

  @Test("edge 46: while the contract runs; and until the limitation is over, to the millisecond")
  func limitation() throws {
    let (world, _) = try TestWorld.wellKnown()
    try world.requestErasure()
    let active = try world.erase(.memberRequest)
    #expect(active.rejected?.ground == .contractActive && active.rejected?.until == nil)
    try world.close()
    let end = try #require(try world.member().closure?.retainUntil)
    for offset: Int64 in [-1, 0, 1] {
      let world = world.fork()
      world.now = end.advanced(by: offset)
      try world.requestErasure()
      let decided = try world.erase(.memberRequest)
      if offset > 0 {
        #expect(decided.facts == ["member.erased"])
        #expect(decided.erased?.classes == PrivateClass.allCases)
      } else {
        #expect(decided.rejected?.ground == .limitationRunning)
        #expect(decided.rejected?.until == end)
      }
      #expect(try world.member().erasureRequest == nil)
    }
  }

  @Test(
    "edge 46: objection, unlawful processing and the law override contract and limitation alone",
    arguments: ErasureGround.allCases)
  func overriding(ground: ErasureGround) throws {
    let overrides = [.objection, .unlawfulProcessing, .legalObligation].contains(ground)
    for isClosed in [false, true] {
      let (world, _) = try TestWorld.wellKnown()
      try world.requestErasure()
      if isClosed { try world.close() }
      let held = world.fork()
      try held.hold(true)
      #expect(try held.erase(ground).rejected?.ground == .legalHold)
      let decided = try world.erase(ground)
      #expect((decided.rejected == nil) == overrides)
      #expect(decided.erased?.isFull == overrides)
      #expect(decided.erased?.ground == ground)
      let standing: Member.Standing = overrides ? .erased : isClosed ? .closed : .active
      #expect(try world.standing() == standing)
    }
  }

  @Test("a member's request must be open, as the proof that it is the member's")
  func identity() throws {
    let (world, _) = try TestWorld.wellKnown()
    let refused = try world.erase(.memberRequest)
    #expect(refused.refusal == .identityNotVerified && refused.facts == ["action.refused"])
    #expect(try world.erase(.retentionOver).isAccepted)
    for actor in [ActorID.adviser("a-1"), .auditor("x"), .mutuelle, .clock] {
      let refused = try world.do(
        .eraseMember(.make { $0.ground = .objection }), by: actor, member: "193592")
      #expect(refused.refusal == .notAllowed || refused.member == nil, "\(actor)")
    }
  }

  @Test("the same again changes nothing: erased stays erased, an answer is given once")
  func idempotence() throws {
    let (world, _) = try TestWorld.wellKnown()
    let id = try world.member().id
    try world.hold(true)
    #expect(try world.erase(.objection).facts == ["erasure.rejected", "member.erased"])
    #expect(try world.erase(.objection).facts.isEmpty)
    // Private parts recorded since are erased too, without a second answer to the request.
    try world.consult()
    #expect(try world.erase(.objection).erased?.countByClass == [.trace: 1])
    #expect(try world.erase(.objection).facts.isEmpty)
    // A new request gets a new answer.
    try world.requestErasure()
    #expect(try world.erase(.objection).facts == ["erasure.rejected"])
    try world.hold(false)
    #expect(try world.erase(.objection).facts == ["member.erased"])
    let again = try world.erase(.objection, id.description)
    #expect(again.isAccepted && again.facts.isEmpty)
  }

  @Test("in part, then in full: each counts only parts that no earlier erasure removed")
  func partThenAll() throws {
    let (world, _) = try TestWorld.wellKnown()
    let id = try world.member().id
    let all = world.heldParts(id)
    try world.hold(true)
    try world.erase(.objection)
    #expect(try world.member().privateParts == world.heldParts(id))
    #expect(world.heldParts(id) == all.filter { !PrivateClass.accessory.contains($0.key) })
    try world.hold(false)
    let full = try #require(try world.erase(.legalObligation).erased)
    #expect(full.classes == PrivateClass.allCases)
    #expect(full.countByClass == all.filter { !PrivateClass.accessory.contains($0.key) })
    let member = try #require(world.members[id])
    #expect(member.privateParts.isEmpty && member.isErased)
    #expect(member.erasures.map(\.isFull) == [false, true])
  }

  @Test("a hold is set and lifted once, and says why; another reason is news")
  func holds() throws {
    let (world, _) = try TestWorld.wellKnown()
    #expect(try world.hold(false).facts.isEmpty)
    #expect(try world.hold(true).facts == ["legal-hold.set"])
    #expect(try world.hold(true).facts.isEmpty)
    #expect(try world.hold(true, "enquiry").facts == ["legal-hold.set"])
    #expect(try world.member().hold?.ground == "enquiry")
    try world.close()
    #expect(try world.hold(false, "settled").facts == ["legal-hold.set"])
    #expect(try world.member().hold == nil)
    let refused = try world.do(
      .setLegalHold(.make { $0.held = true }), by: .adviser("a-1"), member: "193592")
    #expect(refused.refusal == .notAllowed)
  }
}
