import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Projections
import Testing

@Suite("Rebuilt and kept up to date")
struct RebuildTests {
  @Test("after each journey, a reopened space gives the same answers as before")
  func afterEachJourney() throws {
    for (house, journeys) in try JourneyFiles.byHouse() where house != "mcrn-renewal" {
      _ = try PlayedHouse(house, journeys) { space, storage, clock in
        let again = try MemberSpace.reopenForTesting(
          storage.copy(), for: .reading, clock: ManualClock(clock.now))
        #expect(try answers(space) == answers(again))
      }
    }
  }

  @Test("opened again after each single action, a space answers the same")
  func afterEachAction() throws {
    let stage = try Stage("unimutuelles")
    func compare() throws {
      let again = try stage.reopened(for: .reading)
      #expect(try answers(stage.space) == answers(again.space))
      let writer = try stage.reopened()
      #expect(try answers(stage.space) == answers(writer.space))
    }
    try stage.publishCGU()
    try compare()
    try stage.enrolForRegistration()
    try compare()
    let link = try stage.register(on: pageA)
    try compare()
    stage.wait(3600)
    try compare()
    try stage.confirm(link)
    try compare()
    try stage.signIn(Stage.accessCode, "faux")
    try compare()
    try stage.signIn(Stage.accessCode, "Sarrasin29")
    try compare()
    stage.wait(86_400 * 3)
    try stage.act(#"{"do":"sweep"}"#)
    try compare()
  }

  @Test("read models folded fact by fact are those folded at once, at every prefix")
  func everyPrefix() throws {
    for played in try JourneyFiles.played.get() {
      let facts = try played.space.project(AllFacts.self).facts
      var models = ReadModels()
      for (count, fact) in facts.enumerated() {
        models.apply(fact)
        guard count % 5 == 0 || count == facts.count - 1 else { continue }
        var rebuilt = ReadModels()
        for fact in facts[...count] { rebuilt.apply(fact) }
        #expect(models.accounts.members == rebuilt.accounts.members)
        #expect(models.accounts.order == rebuilt.accounts.order)
        #expect(models.accounts.house == rebuilt.accounts.house)
        #expect(models.pending.open == rebuilt.pending.open)
        let instant = fact.at
        #expect(models.pending.items(at: instant) == rebuilt.pending.items(at: instant))
      }
    }
  }

  @Test("a reader that refreshes sees the new facts, and no half-written append")
  func refreshed() throws {
    let stage = try Stage("mcrn")
    let reader = try MemberSpace.reopenForTesting(
      stage.storage, for: .reading, clock: stage.clock)
    try stage.memberWithPassword()
    #expect(reader.position == 1)
    #expect(throws: SpaceError.self) { try reader.account(Stage.number) }
    try reader.refresh()
    #expect(try answers(reader) == answers(stage.space))
    #expect(try reader.account(Stage.email).number == .shown(Stage.number))
  }
}

/// Returns the answers of the main queries as text.
func answers(
  _ space: MemberSpace, asOf moment: Moment = .now, withHistories: Bool = true
) throws -> [String] {
  let accounts = try space.everyAccount(asOf: moment)
  let instant = try space.instant(of: moment)
  let states =
    try accounts.map(\.json) + space.pendingRequests(asOf: moment).map { $0.json(asOf: instant) }
  guard withHistories else { return states }
  // The values are left out, because an erasure in the vault has no moment.
  return try states
    + accounts.flatMap { account in
      try space.history(account.id.description, asOf: moment).map {
        $0.json.replacing(#/,"values":\[[^\]]*\]/#, with: "")
      }
    }
}
