import EspaceAdherent
import EventLog
import EventStreamTesting
import FoundationEssentials
import Membership
import Notation
import Testing

@Suite("The records of an action")
struct OutcomeTests {
  @Test("a wished state that holds already is accepted without a fact")
  func noFact() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let block = Line.block(reason: "fraud", by: "c-07")
    #expect(try stage.act(block).events.map(\.type) == ["access.blocked", "notice.issued"])
    let position = stage.space.position
    let again = try stage.act(block)
    #expect(again.result == .accepted && again.events.isEmpty && again.deliveries.isEmpty)
    #expect(!again.isRepetition && stage.space.position == position)
  }

  @Test("FM-21: the warning of a shared address is in both streams, in one append")
  func severalMembers() throws {
    let stage = try Stage("france-mutuelle")
    let claire = try stage.enrol("3104815")
    let outcome = try stage.act(
      Line.enrol("3104816", name: "Yann Le Goff", email: Stage.email, id: 1))
    let yann = try #require(outcome.member)
    let facts = try stage.facts().filter { $0.action == UUID(uuidString: actionID(1)) }
    #expect(facts.map(\.position) == outcome.events.map(\.position))
    let warned = facts.filter {
      if case .noticeIssued(let notice) = $0.event { notice.topic == .emailShared } else { false }
    }
    #expect(Set(warned.map(\.stream)) == ["member/\(claire)", "member/\(yann)"])
    let records = try stage.reopened(for: .reading).space.verify()
    #expect(records.appends == 3 && records.isIntact)
  }

  @Test("edge 32: actor, action, correlation and cause are in every record")
  func envelope() throws {
    let stage = try Stage("mcrn")
    let member = try stage.enrol()
    let outcome = try stage.act(
      #"{"do":"blockAccess","id":"\#(actionID(5))","correlation":"\#(actionID(6))","by":"adviser","staff":"c-07","member":"193592","reason":"fraud"}"#
    )
    let facts = try stage.facts().suffix(2)
    let action = try #require(UUID(uuidString: actionID(5)))
    for fact in facts {
      #expect(fact.stream == "member/\(member)" && fact.actor == .adviser("c-07"))
      #expect(fact.action == action && fact.correlation == UUID(uuidString: actionID(6)))
    }
    try #require(outcome.events.count > 0)
    #expect(try facts.map(\.cause) == [nil, outcome.events.at(0).position])
    #expect(facts.map(\.sequence) == [3, 4])
  }

  @Test("an action without a correlation is an interaction of its own")
  func ownCorrelation() throws {
    let stage = try Stage("mcrn")
    try stage.act(Line.enrol(name: "Régine Thibaud", id: 5))
    let fact = try #require(try stage.facts().last)
    #expect(fact.correlation == fact.action && fact.action == UUID(uuidString: actionID(5)))
  }

  @Test("a sweep's facts are each member's own append, grouped by the sweep's id")
  func sweep() throws {
    let stage = try Stage("mcrn")
    for number in ["193592", "193593", "193594"] {
      try stage.enrol(number, email: "m\(number)@example.org")
      _ = try stage.code(on: pageA, for: number)
    }
    stage.wait(601)
    let outcome = try stage.act(#"{"do":"sweep","id":"\#(actionID(3))"}"#)
    let facts = try stage.facts().suffix(3)
    #expect(outcome.events.map(\.position) == facts.map(\.position))
    #expect(Set(facts.map(\.stream)).count == 3 && Set(facts.map(\.action)).count == 3)
    #expect(facts.allSatisfy { $0.correlation == UUID(uuidString: actionID(3)) })
    #expect(facts.allSatisfy { $0.actor == .clock && $0.event.name == "deadline.passed" })
  }

  @Test("edge 49: a refusal that matches no member is in the month's visitors stream, sealed")
  func visitors() throws {
    let stage = try Stage("mcrn")
    let outcome = try stage.act(Line.requestCode("640127"))
    #expect(outcome.member == nil && outcome.result == .refused(.unknownMember))
    let fact = try #require(try stage.facts().last)
    #expect(fact.stream == "visitors/2026-03" && fact.actor == .visitor)
    guard case .actionRefused(let refused) = fact.event else {
      Issue.record("no refusal")
      return
    }
    #expect(refused.typed == .sealed && refused.reason == .unknownMember)
    let log = stage.storage.paths.filter { $0.hasPrefix("EventLog") }
    for path in log {
      let bytes = String(decoding: stage.storage[path: path] ?? [], as: UTF8.self)
      #expect(!bytes.contains("640127"))
    }
  }

  @Test("edge 49: beyond sixty a minute, visitors' refusals become one fact with a count")
  func flood() throws {
    let stage = try Stage("mcrn")
    let ask = Line.requestCode("640127")
    let outcomes = try (0..<70).map { _ in try stage.act(ask) }
    #expect(outcomes.count { !$0.events.isEmpty } == 60)
    #expect(Set(outcomes.map(\.publicOutcome.say)).count == 1)
    stage.wait(60)
    try stage.act(ask)
    guard case .actionRefused(let refused)? = try stage.facts().last?.event else {
      Issue.record("no refusal")
      return
    }
    #expect(refused.unrecorded == 10)
  }

  @Test("kind 54: the counts of a flood that the closing cuts short become facts, once")
  func floodAtClosing() throws {
    let stage = try Stage("mcrn")
    for (number, id) in [("193592", 1), ("193593", 2)] { try stage.act(Line.enrol(number, id: id)) }
    let guess = { (number: String) in
      Line.verify("1", of: number)
    }
    for _ in 0..<70 { try stage.act(guess("193592")) }
    for _ in 0..<61 { try stage.act(guess("640127")) }
    try stage.act(guess("193593"))
    let member = try #require(try stage.facts().first { $0.event.name == "code.refused" }).stream
    let before = stage.space.position
    let then = stage.clock.now
    // The clock is 400 days later, but the facts have the times of their actions.
    stage.wait(400 * 86_400)
    stage.space.close()
    let after = try stage.reopened()
    let facts = try after.facts().filter { $0.position > before }
    let counts = facts.map { fact -> Int? in
      switch fact.event {
      case .codeRefused(let event): event.unrecorded
      case .actionRefused(let event): event.unrecorded ?? 0
      default: nil
      }
    }
    // The count does not include the attempt that the fact itself records.
    #expect(counts == [0, 9] && facts.last?.stream == member)
    #expect(facts.allSatisfy { $0.at == then })
    #expect(try after.space.verify().isIntact)
    after.space.close()
    #expect(try after.reopened().space.position == before + 2)
  }
}
