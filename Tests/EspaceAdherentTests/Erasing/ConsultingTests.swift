import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Testing

@Suite("Reading for a purpose")
struct ConsultingTests {
  private let purpose = Purpose("réclamation 4711 de Mme Thibaud", by: .auditor("u-7"))

  /// Makes a house that shows values for a purpose only.
  private func strict() throws -> Stage {
    let stage = try Stage("mcrn")
    try demandPurpose(in: stage)
    return stage
  }

  private func demandPurpose(in stage: Stage) throws {
    var rules = try #require(HouseRules.preset("mcrn"))
    rules.retention.readingNeedsPurpose = true
    let text = String(decoding: JSONText(rules).bytes, as: UTF8.self)
    let outcome = try stage.act(
      #"{"do":"setHouseRules","by":"administrator","staff":"a-1","rules":\#(text),"effectiveFrom":"\#(stage.clock.now)"}"#
    )
    #expect(outcome.result == .accepted)
  }

  @Test("edge 47: the reading is recorded before the values are shown, its purpose sealed")
  func recorded() throws {
    let stage = try Stage("mcrn")
    let member = try stage.enrol()
    let account = try stage.space.account(Stage.number, for: purpose)
    #expect(account.name == .shown("Régine Thibaud"))
    let fact = try #require(try stage.facts().last)
    #expect(fact.event.name == "record.consulted" && fact.actor == .auditor("u-7"))
    #expect(fact.stream == "member/\(member)")
    for path in stage.storage.paths where !path.hasPrefix("Vault/") {
      #expect(ByteSearch([purpose.text]).finds(in: stage.storage[path: path] ?? []).isEmpty)
    }
    _ = try stage.space.everyAccount(for: purpose)
    #expect(try stage.facts().last?.stream == "house")
  }

  @Test("where the house asks for a purpose, values are sealed without one")
  func needed() throws {
    let stage = try strict()
    try stage.enrol()
    #expect(stage.space.needsPurpose)
    #expect(try stage.space.account(Stage.number).name == .sealed)
    #expect(try stage.space.everyAccount().allSatisfy { $0.number == .sealed })
    #expect(try !stage.space.export(Stage.number).json.contains(Stage.email))
    #expect(try stage.space.export(Stage.number, for: purpose).json.contains(Stage.email))
    #expect(try stage.space.account(Stage.number, for: purpose).name?.text == "Régine Thibaud")
  }

  @Test("values appear where they are requested, never in a description or a dump")
  func described() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    let export = try stage.space.export(Stage.number, for: purpose)
    let history = try stage.space.history(Stage.number, view: .member)
    var text = "\(export)\(history)\(purpose)" + String(reflecting: export)
    dump(export, to: &text)
    dump(history, to: &text)
    dump(purpose, to: &text)
    let report = try stage.space.erase(Stage.number, ground: .objection, by: .administrator("a"))
    dump(report, to: &text)
    #expect(export.json.contains(Stage.email))
    for value in [Stage.email, "Thibaud", "réclamation 4711"] {
      #expect(!text.contains(value), "\(value)")
    }
    // The words of a digest are long numbers, which sometimes contain these six digits.
    #expect(!text.split { !$0.isNumber }.contains { $0 == Stage.number })
  }

  @Test("a process that cannot record a reading shows nothing")
  func readOnly() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let reader = try stage.reopened(for: .reading)
    let error = #expect(throws: SpaceError.self) {
      try reader.space.account(Stage.number, for: purpose)
    }
    #expect(error?.kind == .readOnly && error?.message.contains("consult") == true)
    #expect(error?.message.contains("réclamation 4711") == false)
  }

  @Test("a blank purpose is refused, the refusal recorded, and nothing is shown")
  func blank() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let error = #expect(throws: SpaceError.self) {
      try stage.space.account(Stage.number, for: Purpose("  ", by: .auditor("u-7")))
    }
    #expect(error?.message.contains("purposeMissing") == true)
    #expect(try stage.facts().last?.event.name == "action.refused")
  }

  @Test("edge 47: the auditor's history has no value without a purpose, and has them with one")
  func auditor() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    let plain = try stage.space.history(Stage.number)
    #expect(plain.flatMap(\.values).allSatisfy { [.sealed, .withheld].contains($0.content) })
    let open = try stage.space.history(Stage.number, for: purpose)
    #expect(open.first?.values.map(\.text) == [Stage.number, "Régine Thibaud"])
    let verifiers = open.flatMap(\.values).filter { $0.dataClass == .verifier }
    #expect(verifiers.count == 2 && verifiers.allSatisfy { $0.content == .withheld })
    #expect(plain.map(\.data) == open.map(\.data))
  }

  @Test("edge 47: the member's history has their values, and no reason, note or name of staff")
  func member() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    try stage.act(
      #"{"do":"blockAccess","by":"adviser","staff":"gestion-42","member":"\#(Stage.number)","reason":"suspicion-interne","note":"appel du voisin"}"#
    )
    _ = try stage.space.account(Stage.number, for: purpose)
    let entries = try stage.space.history(Stage.number, view: .member)
    #expect(entries.first?.values.map(\.text) == [Stage.number, "Régine Thibaud"])
    let text = entries.map { $0.json + $0.description + $0.sentence(in: .fr) }.joined()
    let hidden = ["gestion-42", "suspicion", "interne", "voisin", "u-7", "réclamation 4711"]
    for hidden in hidden {
      #expect(!text.contains(hidden), "\(hidden)")
    }
    #expect(text.contains("Un conseiller a bloqué") && text.contains("Un auditeur a consulté"))
  }

  @Test("a known id opens nothing, for any actor and any earlier action")
  func repeated() throws {
    let stage = try Stage("mcrn")
    try stage.act(Line.enrol(name: "Régine Thibaud", id: 1))
    func consult(_ id: Int, _ what: String, _ actor: String) -> String {
      stage.space.perform(
        json:
          #"{"do":"consult","id":"\#(actionID(id))","by":\#(actor),"member":"193592","what":"\#(what)","purpose":"x"}"#
      )
    }
    let auditor = #""auditor","staff":"u-7""#
    #expect(consult(2, "account", auditor).contains("Thibaud"))
    for (id, what, actor) in [
      (1, "account", auditor), (1, "export", #""visitor""#), (1, "history", #""visitor""#),
      (2, "account", #""visitor""#), (2, "account", #""auditor","staff":"u-8""#),
      (2, "account", auditor), (2, "export", auditor),
    ] {
      let line = consult(id, what, actor)
      #expect(!line.contains("Thibaud"), "\(what)")
      // An id of another action or another actor is refused as such.
      let isKnown = id == 2 && actor == auditor
      #expect(line.contains(isKnown ? #""repeated":true"# : #""field":"id""#), "\(line)")
    }
  }

  @Test("the rule holds for every moment that is asked for, also for those before it was set")
  func atAnyMoment() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let before = Moment.position(stage.space.position)
    try demandPurpose(in: stage)
    #expect(try stage.space.account(Stage.number, asOf: before).name == .sealed)
    #expect(try stage.space.everyAccount(asOf: before).allSatisfy { $0.number == .sealed })
    let own = try stage.space.history(Stage.number, asOf: before, view: .member)
    #expect(own.flatMap(\.values).allSatisfy { $0.text == nil })
  }

  @Test("consult through `perform` returns the data and records the reading")
  func throughPerform() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    for (what, key) in [
      ("account", "\"number\""), ("history", "\"sentence\""), ("export", "\"ground\""),
    ] {
      let line = stage.space.perform(
        json:
          #"{"do":"consult","by":"auditor","staff":"u-7","member":"\#(Stage.number)","what":"\#(what)","purpose":"contrôle"}"#
      )
      #expect(line.hasPrefix(#"{"outcome":"accepted""#) && line.contains(#""answer":"#))
      #expect(line.contains(key) && line.contains("Thibaud"), "\(what)")
    }
    let refused = stage.space.perform(
      json:
        #"{"do":"consult","by":"auditor","staff":"u-7","member":"\#(Stage.number)","what":"account","purpose":" "}"#
    )
    #expect(refused.contains("purposeMissing") && !refused.contains("answer"))
  }
}

/// A value as JSON.
struct JSONText {
  let bytes: [UInt8]

  init(_ value: some JSONRepresentable) {
    var writer = JSONWriter()
    value.write(to: &writer)
    bytes = writer.bytes
  }
}
