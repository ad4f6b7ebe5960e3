import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("At any instant and position")
struct AsOfTests {
  /// Returns the last position of each append.
  private func ends(_ storage: MemoryStorage) throws -> [Int] {
    var ends: [Int] = []
    let store = try LogStore.open(on: storage.copy(), for: .reading) { (batch) throws(LogError) in
      for view in batch where view.position == view.until { ends.append(view.position) }
    }
    store.close()
    return ends
  }

  @Test(
    "an answer as of a position is that of a space which received only the facts up to there",
    arguments: ["france-mutuelle", "agents-publics", "unimutuelles", "mcrn-renewal", "mcrn"])
  func positions(_ house: String) throws {
    let played = try JourneyFiles.played(house)
    let ends = try ends(played.storage)
    #expect(ends.last == played.space.position)
    let stride = max(ends.count / 12, 1)
    for (index, position) in ends.enumerated() where index % stride == 0 || index < 4 {
      let prefix = played.storage.prefix(upTo: position)
      let clock = ManualClock(.earliest)
      let space = try MemberSpace.reopenForTesting(prefix, for: .reading, clock: clock)
      #expect(space.position == position && space.recoveryNotice == nil)
      // The clock is set to the earliest time, so the space uses the time of its last fact.
      #expect(try answers(space) == answers(played.space, asOf: .position(position)))
    }
  }

  @Test(
    "an answer as of an instant is that of a space with its clock at that instant",
    arguments: ["france-mutuelle", "agents-publics", "unimutuelles", "mcrn"])
  func instants(_ house: String) throws {
    let played = try JourneyFiles.played(house)
    let facts = try played.space.project(AllFacts.self).facts
    let stride = max(facts.count / 8, 1)
    for fact in facts where fact.position % stride == 0 {
      for distance: Int64 in [0, 599_999, 90_000_000] {
        let instant = fact.at.advanced(by: distance)
        let last = facts.last { $0.at <= instant }?.position ?? 0
        let space = try MemberSpace.reopenForTesting(
          played.storage.prefix(upTo: last), for: .reading, clock: ManualClock(instant))
        #expect(
          try answers(space, withHistories: false)
            == answers(played.space, asOf: .instant(instant), withHistories: false))
      }
    }
  }

  @Test(
    "one millisecond before the first fact there is nothing, and positions end where the log does")
  func edges() throws {
    let played = try JourneyFiles.played("mcrn")
    let facts = try played.space.project(AllFacts.self).facts
    let before = try #require(facts.first?.at).advanced(by: -1)
    #expect(try played.space.everyAccount(asOf: .instant(before)).isEmpty)
    #expect(try played.space.pendingRequests(asOf: .instant(before)).isEmpty)
    for position in [0, -1, facts.count + 1, Int.max] {
      let error = #expect(throws: SpaceError.self) {
        try played.space.everyAccount(asOf: .position(position))
      }
      #expect(error?.kind == .invalid && error?.field == "as-of")
    }
    let member = try #require(played.space.everyAccount().last).id
    let enrolled = try #require(
      played.space.history(member.description).first?.fact.position)
    let error = #expect(throws: SpaceError.self) {
      try played.space.account(member.description, asOf: .position(enrolled - 1))
    }
    #expect(error?.kind == .notFound)
  }

  @Test("FM-21, edges 28 and 29: the members that shared an address are known at every position")
  func sharing() throws {
    let stage = try Stage("france-mutuelle")
    let claire = try stage.enrol("3104815")
    let alone = stage.space.position
    let yann = try stage.enrol("3104816")
    let together = stage.space.position
    stage.wait(3600)
    try stage.act(
      #"{"do":"recordDossier","by":"adviser","staff":"c-04","member":"3104816","what":"email","value":{"email":"yann.legoff@example.fr"}}"#
    )
    func shared(_ moment: Moment) throws -> [[Token]] {
      let accounts = try stage.space.everyAccount(asOf: moment).map(\.sharesEmailWith)
      let single = try stage.space.account(claire.description, asOf: moment).sharesEmailWith
      try #require(accounts.count > 0)
      #expect(try single == accounts.at(0))
      return accounts
    }
    #expect(try shared(.position(alone)) == [[]])
    #expect(try shared(.position(together)) == [[yann], [claire]])
    #expect(try shared(.instant(stage.clock.now.advanced(by: -1))) == [[yann], [claire]])
    #expect(try shared(.now) == [[], []])
  }

  @Test("a member is there from the very first fact of an enrolment on")
  func begun() throws {
    let stage = try Stage("france-mutuelle")
    let first = stage.space.position + 1
    let member = try stage.enrol("3104815")
    #expect(stage.space.position > first)
    for position in first...stage.space.position {
      #expect(try stage.space.everyAccount(asOf: .position(position)).map(\.id) == [member])
    }
    #expect(try stage.space.everyAccount(asOf: .position(first - 1)).isEmpty)
  }

  @Test("expiry is seen without any fact: a code lives until its last millisecond, edge 13")
  func expiry() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    _ = try stage.code(on: pageA)
    let asked = stage.clock.now
    stage.wait(86_400)
    func live(after milliseconds: Int64) throws -> Int {
      try stage.space.pendingRequests(asOf: .instant(asked.advanced(by: milliseconds))).count
    }
    #expect(try live(after: -1) == 0 && live(after: 0) == 1)
    #expect(try live(after: 600_000) == 1 && live(after: 600_001) == 0)
    let counted = try stage.space.pendingRequests().count
    try stage.act(#"{"do":"sweep"}"#)
    #expect(try stage.space.pendingRequests().count == counted)
  }
}

extension MemoryStorage {
  /// Returns a copy of log and vault that ends at a position.
  func prefix(upTo position: Int) -> MemoryStorage {
    let image = copy()
    for path in image.paths where path.hasSuffix(".jsonl") {
      let lines = (image[path: path] ?? []).split(separator: 0x0a)
      let kept = lines.filter { line in
        guard line.starts(with: Array(#"{"position":"#.utf8)) else { return true }
        let digits = line.dropFirst(12).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int(String(decoding: digits, as: UTF8.self)).map { $0 <= position } ?? false
      }
      image[path: path] = Array(kept.map { Array($0) + [0x0a] }.joined())
    }
    return image
  }
}
