import EventLog
import Membership
import Notation
import Projections
import Testing

@Suite("Read models")
struct ReadModelsTests {
  /// A custom projection: the number of facts per member, by the state passed with them.
  private struct Counted: Projection {
    var counts: [Token: Int] = [:]
    var others = 0

    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      if let member { counts[member.id] = member.counters.facts } else { others += 1 }
    }
  }

  private var facts: Facts {
    var facts = Facts()
    facts.add(.houseRulesSet(.make { $0.preset = "mcrn" }), stream: "house")
    facts.add(Made.enrolled("193592"), to: Facts.paul)
    facts.add(
      .unknown(UnknownEvent(type: "a.b", schema: 3, data: "{}")), stream: "visitors/2026-03")
    facts.wait(1)
    facts.add(Made.enrolled("193593"), to: Facts.anne)
    facts.add(Made.email(.sealed), to: Facts.paul)
    facts.add(.unknown(UnknownEvent(type: "a.b", schema: 3, data: "{}")), to: Facts.paul)
    return facts
  }

  @Test("accounts: members in the order of their first fact, the house, the last position and time")
  func accounts() {
    let accounts = facts.models.accounts
    #expect(accounts.order == [Facts.paul, Facts.anne])
    #expect(accounts.members[Facts.paul]?.counters.facts == 3)
    #expect(accounts.members[Facts.anne]?.enrolment?.position == 4)
    #expect(accounts.house.settings.map(\.preset) == ["mcrn"])
    #expect(accounts.position == 6 && accounts.at == facts.at)
  }

  @Test("edge 44: an unknown fact is named in its member's state and in no other")
  func unknown() {
    let accounts = facts.models.accounts
    #expect(accounts.members[Facts.paul]?.unknownFacts == [6])
    #expect(accounts.members[Facts.anne]?.unknownFacts == [])
  }

  @Test("one by one or at once, the same facts give the same models")
  func incremental() {
    var models = ReadModels()
    for (index, fact) in facts.all.enumerated() {
      models.apply(fact)
      var again = ReadModels()
      for fact in facts.all[...index] { again.apply(fact) }
      #expect(models.accounts.members == again.accounts.members)
      #expect(models.pending.open == again.pending.open)
    }
  }

  @Test("facts of different members commute")
  func commuting() {
    var swapped = ReadModels()
    let all = facts.all
    for index in [0, 3, 1, 2, 4, 5] { swapped.apply(all[index]) }
    #expect(swapped.accounts.members == facts.models.accounts.members)
  }

  @Test("a projection of one's own is given each fact with its member's state after it")
  func own() {
    var (accounts, counted) = (Accounts(), Counted())
    for fact in facts.all {
      let member = accounts.member(after: fact)
      accounts.apply(fact, member)
      counted.apply(fact, member)
    }
    #expect(counted.counts == [Facts.paul: 3, Facts.anne: 1] && counted.others == 2)
  }

  @Test(
    "edge 44: a record of an unknown type, a newer schema or another content is read as unknown")
  func readingRecords() throws {
    let device = #"{"device":"\#(Facts.paul)"}"#
    let known = RecordedEvent(try record("device.removed", 1, device)).event
    #expect(known == .deviceRemoved(.make { $0.device = Facts.paul }))
    for (type, schema, data) in [
      ("device.painted", 1, "{}"), ("device.removed", 2, device), ("device.removed", 1, "{}"),
      ("device.removed", 1, #"{"device":"\#(Facts.paul)","x":1}"#),
      ("device.removed", 1, #"{"device":7}"#),
    ] {
      let event = RecordedEvent(try record(type, schema, data)).event
      #expect(event == .unknown(UnknownEvent(type: type, schema: schema, data: data)))
      #expect(event.name == type)
    }
  }

  @Test("a private part is open, sealed or erased as the vault was asked")
  func privateParts() throws {
    let record = try record(
      "access-code.loss-reported", 1, #"{"loss":"\#(Facts.paul)","matchesFile":false}"#,
      secret: #"{"email":"a@example.org"}"#)
    func email(_ secret: SealedPayload) throws -> Sealed<String> {
      guard case .accessCodeLossReported(let event) = RecordedEvent(record, secret: secret).event
      else {
        Issue.record("not read")
        return .absent
      }
      return event.email
    }
    #expect(try email(.unavailable) == .sealed && email(.none) == .sealed)
    #expect(try email(.erased(by: 9)) == .erased)
    #expect(try email(.value(Array(#"{"email":"a@example.org"}"#.utf8))) == .open("a@example.org"))
  }
}
