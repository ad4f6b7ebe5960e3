import Membership
import Notation
import Testing

@Suite("A reading is recorded with its purpose")
struct ConsultTests {
  @Test("edge 47: a reading of one member is in their stream, sealed; a listing is in the house's")
  func streams() throws {
    let (world, _) = try TestWorld.signedIn()
    let id = try world.member().id
    for what in Consulted.allCases {
      let decision = try world.consult(what, member: what.isListing ? nil : "193592")
      #expect(decision.facts == ["record.consulted"])
      #expect(try decision.drafts.at(0).stream == (what.isListing ? .house : .member(id)))
      #expect(decision.publicOutcome == PublicOutcome(.done))
      guard case .recordConsulted(let event) = decision.drafts[0].event else { continue }
      #expect(event.what == what && event.purpose == .open("réclamation du 2 mars"))
    }
    #expect(!world.clear.joined().contains("réclamation"))
  }

  @Test("a listing names no member, and every other reading names its member")
  func naming() throws {
    let (world, _) = try TestWorld.signedIn()
    for what in Consulted.allCases {
      let action = Action.consult(.make { ($0.what, $0.purpose) = (what, "p") })
      let member = what.isListing ? "193592" : nil
      #expect(try world.flaw(in: action, member: member) == "member")
    }
    #expect(try world.consult(.account, member: "999999").refusal == .unknownMember)
  }

  @Test(
    "edge 47: no purpose, no reading: spaces or invisible characters are no purpose")
  func purpose() throws {
    let (world, _) = try TestWorld.signedIn()
    for empty in ["", "  \n", "\u{200B}\u{A0}"] {
      let refused = try world.consult(.account, empty)
      #expect(refused.refusal == .purposeMissing && refused.facts == ["action.refused"])
      let listing = try world.consult(.accounts, empty, member: nil)
      #expect(try listing.refusal == .purposeMissing && listing.drafts.at(0).stream == .house)
    }
    let long = String(repeating: "é", count: CappedText.freeText + 1)
    let action = Action.consult(.make { $0.purpose = UntrustedText(long) })
    #expect(try world.flaw(in: action, member: "193592") == "purpose")
    #expect(try world.consult(.account, String(long.dropLast())).isAccepted)
  }

  @Test("auditors and advisers may read, also a blocked or closed member")
  func actors() throws {
    let (world, _) = try TestWorld.signedIn()
    for actor in [ActorID.administrator("x"), .mutuelle, .clock, .carrier] {
      let refused = try world.consult(member: "193592", by: actor)
      #expect(refused.refusal == .notAllowed, "\(actor)")
    }
    try world.do(.blockAccess(.make { $0.reason = "x" }), member: "193592")
    #expect(try world.consult(by: .adviser("a-1")).isAccepted)
    try world.close()
    #expect(try world.consult(.export).isAccepted)
  }

  @Test("edge 47: a reading changes nothing but the count of facts and of traces")
  func trace() throws {
    let (world, session) = try TestWorld.wellKnown()
    try world.requestCode(printedCode, on: pageA)
    let read = world.fork()
    try read.consult(.history)
    let (before, after) = (try world.member(), try read.member())
    #expect(after.counters.hasOneFactMore(than: before.counters))
    #expect(after.privateParts[.trace] == 2 && before.privateParts[.trace] == 1)
    #expect(after.meters == before.meters && after.codes == before.codes)
    #expect(after.verifiers == before.verifiers && after.sessions == before.sessions)
    #expect(after.changeRequests == before.changeRequests && after.dossier == before.dossier)
    // The next decisions are the same too, including their random draws.
    for each in [world, read] { each.seed = 1000 }
    for act in [
      { try $0.file(.phone, session: session) }, { try $0.signIn(printedCode) },
      { try $0.answerQuestion() }, { try $0.changePassword(session) },
    ] as [(TestWorld) throws -> Decision] {
      let (one, other) = (try act(world), try act(read))
      #expect(one.result == other.result)
      #expect(one.facts == other.facts)
      #expect(one.publicOutcome == other.publicOutcome)
    }
  }
}

extension TestWorld {
  @discardableResult
  fileprivate func changePassword(_ session: String) throws -> Decision {
    try self.do(
      .changePassword(
        .make {
          $0.current = UntrustedText(goodPassword)
          $0.password = UntrustedText(otherPassword)
          $0.confirmation = UntrustedText(otherPassword)
        }), session: session)
  }
}
