import Membership
import Notation
import Testing

@Suite("Erasure by the passing of time")
struct RetentionTests {
  @Test("a closed account is erased once its term is over, to the millisecond", arguments: [0, 1])
  func swept(offset: Int64) throws {
    let (world, _) = try TestWorld.wellKnown()
    let id = try world.member().id
    try world.close()
    let end = try #require(try world.member().closure?.retainUntil)
    world.now = end.advanced(by: offset)
    let member = try world.member()
    #expect(member.hasDeadlinesPassed(of: world.house, at: world.now) == (offset > 0))
    let swept = try world.sweep(id)
    guard offset > 0 else {
      #expect(swept.facts.isEmpty)
      return
    }
    #expect(swept.facts == ["member.erased"])
    #expect(swept.erased?.ground == .retentionOver && swept.erased?.isFull == true)
    #expect(world.facts.last?.actor == .clock)
    let erased = try #require(world.members[id])
    #expect(!erased.hasDeadlinesPassed(of: world.house, at: .latest))
    #expect(try world.sweep(id).facts.isEmpty)
  }

  @Test(
    "edge 46: a hold prevents the sweep while it lasts; a member who is not closed is never swept")
  func kept() throws {
    let (world, _) = try TestWorld.wellKnown()
    let id = try world.member().id
    let active = world.fork()
    active.advance(.days(4000))
    #expect(try active.sweep(id).erased == nil)
    try world.hold(true)
    try world.close()
    world.advance(.days(4000))
    #expect(try world.sweep(id).erased == nil)
    try world.hold(false)
    #expect(try world.sweep(id).facts == ["member.erased"])
  }

  @Test("a pending request is answered by the end of the term, after a notice of the delay")
  func overdueThenErased() throws {
    let (world, _) = try TestWorld.wellKnown()
    let id = try world.member().id
    try world.close()
    try world.requestErasure()
    world.advance(.days(4000))
    #expect(try world.sweep(id).facts == ["deadline.passed", "member.erased"])
    #expect(world.members[id]?.erasureRequest == nil)
  }

  @Test("how long traces are kept is the house's, a year by default; never no time at all")
  func rules() throws {
    for (_, rules) in HouseRules.presets {
      #expect(rules.retention.tracesDays == 365 && !rules.retention.readingNeedsPurpose)
    }
    var rules = HouseRules.mcrn
    rules.retention.tracesDays = 0
    let world = try TestWorld(.mcrn)
    let action = Action.setHouseRules(.make { [rules] in $0.rules = rules })
    #expect(try world.flaw(in: action) == "rules.retention.tracesDays")
  }

  @Test("edge 44: a line of rules from before there was such a group is read with the defaults")
  func oldLine() throws {
    let old = GoldenEvent.rulesText.replacing(
      #","retention":{"tracesDays":180,"readingNeedsPurpose":true}"#, with: "")
    #expect(old != GoldenEvent.rulesText)
    let data =
      #"{"preset":"own","version":3,"rules":\#(old),"effectiveFrom":"2026-03-02T09:00:00Z"}"#
      .replacing("00Z", with: "00.000Z")
    guard case .houseRulesSet(let event) = try decode("house.rules-set", data) else { return }
    #expect(event.rules.retention == RetentionRules())
    var rules = GoldenEvent.rules
    rules.retention = RetentionRules()
    #expect(event.rules == rules)
  }
}
