import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Retention by class")
struct RetentionTests {
  private let day: Int64 = 86_400

  private func sweep(_ stage: Stage) throws -> [RecordedEvent] {
    let before = stage.space.position
    let outcome = try stage.act(#"{"do":"sweep","by":"clock"}"#)
    let facts = try stage.facts().filter { $0.position > before }
    #expect(outcome.events.map(\.position) == facts.map(\.position))
    return facts
  }

  @Test("RGPD 5(1)e: a trace's value is erased after a year, its type and time stay")
  func traces() throws {
    let stage = try Stage("mcrn", at: "2026-03-02T08:00:00Z")
    try stage.enrol()
    try stage.signIn("999999", "Inconnu-au-bataillon1")
    stage.wait(365 * day - 1)
    #expect(try sweep(stage).isEmpty)
    stage.wait(1)
    #expect(try sweep(stage).isEmpty, "exactly a year is not past it")
    stage.wait(1)
    let facts = try sweep(stage)
    guard case .retentionSwept(let event)? = facts.first?.event else {
      Issue.record("nothing was swept: \(facts.map(\.event.name))")
      return
    }
    try #require(facts.count > 0)
    #expect(try facts.count == 1 && facts.at(0).stream == "house")
    #expect(event.kind == .traces && event.count == 1)
    try stage.space.redact()
    let vault = String(decoding: try #require(stage.storage[path: vaultPath]), as: UTF8.self)
    #expect(!vault.contains("999999") && vault.contains(Stage.email))
    #expect(try stage.facts().contains { $0.stream.hasPrefix("visitors/") })
    #expect(try sweep(stage).isEmpty && stage.space.verify().isIntact)
  }

  @Test("facts of a closed account go when their term is over, unless they are held")
  func facts() throws {
    let stage = try Stage("mcrn", at: "2026-03-02T08:00:00Z")
    let held = try stage.enrol("193592").description
    let other = try stage.enrol("193593", email: "denis.caro@example.org").description
    for member in [held, other] {
      try stage.act(
        #"{"do":"closeAccount","by":"adviser","staff":"c-1","member":"\#(member)","reason":"contractEnded"}"#
      )
    }
    try stage.act(
      #"{"do":"setLegalHold","by":"administrator","staff":"a-1","member":"\#(held)","held":true,"ground":"dispute"}"#
    )
    stage.wait(3 * 366 * day)
    let facts = try sweep(stage)
    #expect(facts.map(\.event.name).sorted() == ["member.erased", "retention.swept"])
    #expect(facts.first { $0.event.name == "member.erased" }?.stream == "member/\(other)")
    try stage.space.redact()
    #expect(try stage.space.account(other).name == .erased)
    #expect(try stage.space.account(held).name == .shown("Régine Thibaud"))
    #expect(try sweep(stage).isEmpty)
  }
}
