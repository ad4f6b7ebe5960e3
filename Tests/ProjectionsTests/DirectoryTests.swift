import Digests
import Membership
import Notation
import Projections
import Testing

@Suite("Directory")
struct DirectoryTests {
  private func directory(_ facts: Facts, key: String = "a key") -> Directory {
    var directory = Directory(key: HMACSHA256(key: Array(key.utf8)))
    for fact in facts.all { directory.apply(fact) }
    return directory
  }

  private func members(_ directory: Directory, _ lookUp: DecisionContext.LookUp) -> [Token] {
    (try? directory.candidates(lookUp))?.map(\.member) ?? []
  }

  @Test(
    "a number, an identifier, an access code, an old identifier and an address find their member")
  func finds() throws {
    var facts = Facts()
    facts.add(Made.enrolled("0417233", legacy: "ANCIEN-7"))
    facts.add(Made.assigned("kR7wXz9b", .generated))
    facts.add(Made.assigned("UX4T7K2P", .accessCode))
    facts.add(Made.email(.open("Anne.Thibaud@Example.org")))
    let directory = directory(facts)
    let folded = try ["ANCIEN-7", "kR7wXz9b", "UX4T7K2P"].map {
      try #require(IdentifierText.folded($0))
    }
    let address = try #require(EmailAddress(typed: "anne.thibaud@example.ORG")).lookupKey
    for lookUp: DecisionContext.LookUp in [
      .number("0417233"), .legacyIdentifier(folded[0]), .identifier(folded[1]),
      .accessCode(folded[2]), .email(address),
    ] {
      #expect(members(directory, lookUp) == [Facts.anne], "\(lookUp)")
    }
  }

  @Test("edge 22: a leading zero is part of a number; the kinds of name do not find one another")
  func kinds() {
    var facts = Facts()
    facts.add(Made.enrolled("0417233"))
    let directory = directory(facts)
    for lookUp: DecisionContext.LookUp in [
      .number("417233"), .identifier("0417233"), .accessCode("0417233"),
      .legacyIdentifier("0417233"), .email("0417233"), .number(""),
    ] {
      #expect(members(directory, lookUp).isEmpty, "\(lookUp)")
    }
  }

  @Test("edge 28: an address given to two members finds both, in order of position")
  func shared() throws {
    var facts = Facts()
    let first = facts.add(Made.email(.open("le-goff@example.org"), 5), to: Facts.paul)
    let second = facts.add(Made.email(.open("LE-GOFF@EXAMPLE.ORG"), 6), to: Facts.anne)
    let key = try #require(EmailAddress(typed: "le-goff@example.org")).lookupKey
    let found = try directory(facts).candidates(.email(key))
    #expect(found.map(\.member) == [Facts.paul, Facts.anne])
    #expect(found.map(\.position) == [first, second])
  }

  @Test("a sealed, erased or absent value finds no member, nor does a fact of no member")
  func nothing() throws {
    var facts = Facts()
    facts.add(Made.email(.sealed))
    facts.add(Made.email(.erased))
    facts.add(Made.email(.absent))
    facts.add(Made.enrolled("193592"), stream: "house")
    let directory = directory(facts)
    #expect(members(directory, .number("193592")).isEmpty)
    let key = try #require(EmailAddress(typed: "a@example.org")).lookupKey
    #expect(members(directory, .email(key)).isEmpty)
  }

  @Test("the look-up is keyed: it holds no value, and another key is another directory")
  func keyed() {
    var facts = Facts()
    facts.add(Made.enrolled("193592"))
    facts.add(Made.email(.open("anne@example.org")))
    var shown = ""
    dump(directory(facts), to: &shown)
    #expect(!shown.contains("193592") && !shown.contains("anne"))
    var other = ""
    dump(directory(facts, key: "another key"), to: &other)
    #expect(other != shown)
  }

  @Test("the types with a private part needed by the directory are those that find a member")
  func types() {
    let finding = EventTable.entries.map(\.name).filter { Event.findsMembers(type: $0) }
    #expect(finding == ["member.enrolled", "identifier.assigned", "email.recorded"])
    #expect(Made.loss(1).lookUps.isEmpty)
  }

  @Test("edge 28: a member that shared an address with an erased one is still found by it")
  func forgotten() throws {
    var facts = Facts()
    facts.add(Made.email(.open("le-goff@example.org"), 5), to: Facts.paul)
    facts.add(Made.email(.open("le-goff@example.org"), 6), to: Facts.anne)
    let key = try #require(EmailAddress(typed: "le-goff@example.org")).lookupKey
    var directory = directory(facts)
    directory.remove([Facts.anne])
    #expect(members(directory, .email(key)) == [Facts.paul])
    directory.remove([Facts.paul])
    #expect(members(directory, .email(key)).isEmpty)
  }

  @Test("names that come by the thousand are found like those that come one at a time")
  func many() throws {
    var facts = Facts()
    for index in 0..<4_200 {
      let owner = index % 3 == 0 ? Facts.paul : Facts.anne
      facts.add(Made.email(.open("a\(index % 700)@example.org"), UInt64(index)), to: owner)
    }
    let singly = directory(facts)
    var together = directory(Facts())
    // Some are before and some after. The order of their positions is kept.
    for part in [facts.all[..<40], facts.all[40..<4_190], facts.all[4_190...]] {
      together.add(part.flatMap(together.rows(of:)))
    }
    let keys = try (0..<710).map {
      try #require(EmailAddress(typed: "a\($0)@example.org")).lookupKey
    }
    for key in keys {
      #expect(try together.candidates(.email(key)) == singly.candidates(.email(key)))
    }
    #expect(try together.candidates(.email(keys.at(1))).count == 6)
    together.remove([Facts.anne])
    for key in keys {
      let found = try singly.candidates(.email(key)).filter { $0.member == Facts.paul }
      #expect(try together.candidates(.email(key)) == found)
    }
  }
}
