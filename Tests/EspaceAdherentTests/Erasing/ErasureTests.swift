import EspaceAdherent
import EventLog
import EventStreamTesting
import FoundationEssentials
import Membership
import Notation
import Testing

@Suite("Erasing a member")
struct ErasureTests {
  private let administrator = ActorID.administrator("a-1")

  @Test("the fact is durable before a byte of the vault changes, and the report counts by class")
  func report() throws {
    let stage = try Stage("mcrn")
    let member = try stage.memberWithPassword()
    let report = try stage.space.erase(
      Stage.number, ground: .unlawfulProcessing, by: administrator)
    #expect(report.member == member && report.kept == nil)
    #expect(report.outcome.events.map(\.type) == ["member.erased"])
    let counts = Dictionary(
      uniqueKeysWithValues: report.erased.map { ($0.privateClass, $0.count) })
    #expect(counts == [.identity: 1, .contact: 1, .verifier: 2])
    #expect(report.overwritten == 4 && report.json.contains(#""class":"identity","count":1"#))
    let vault = String(decoding: try #require(stage.storage[path: vaultPath]), as: UTF8.self)
    #expect(vault.components(separatedBy: #""erased":"#).count == 5)
    #expect(!vault.contains(Stage.email) && !vault.contains("Thibaud"))
  }

  @Test("again: nothing more is recorded, and nothing more is overwritten")
  func again() throws {
    let stage = try Stage("mcrn")
    let member = try stage.memberWithPassword().description
    try stage.space.erase(member, ground: .objection, by: administrator)
    let (position, vault) = (stage.space.position, stage.storage[path: vaultPath])
    let second = try stage.space.erase(member, ground: .objection, by: administrator)
    #expect(second.outcome.result == .accepted && second.outcome.events.isEmpty)
    #expect(second.overwritten == 0 && second.erased.isEmpty)
    #expect(stage.space.position == position && stage.storage[path: vaultPath] == vault)
  }

  @Test("requested again while values must be kept: the kept values and the reason are repeated")
  func keptStill() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    for _ in 0..<2 {
      let report = try stage.space.erase(Stage.number, ground: .retentionOver, by: administrator)
      #expect(report.kept?.ground == .contractActive && report.erased.isEmpty)
    }
    #expect(try stage.facts().filter { $0.event.name == "erasure.rejected" }.count == 1)
  }

  @Test("edge 46: with the contract running, accessory values go and the rest is kept, with why")
  func kept() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    let session = try stage.session()
    try stage.act(Line.enrolDevice("Mon mobile", session: session))
    try stage.act(#"{"do":"requestErasure","by":"member","session":"\#(session)"}"#)
    let report = try stage.space.erase(Stage.number, ground: .memberRequest, by: administrator)
    #expect(report.outcome.events.map(\.type) == ["erasure.rejected", "member.erased"])
    #expect(report.kept?.ground == .contractActive && report.kept?.until == nil)
    #expect(report.erased.map(\.privateClass) == [.device])
    let account = try stage.space.account(Stage.number)
    #expect(account.devices.map(\.label) == [.erased] && account.name == .shown("Régine Thibaud"))
    #expect(try stage.signIn().result == .accepted)
  }

  @Test("an erased member is not found by number again, even with a restored vault")
  func notFoundAgain() throws {
    let stage = try Stage("mcrn")
    let member = try stage.memberWithPassword().description
    let vault = stage.storage[path: vaultPath]
    try stage.space.erase(member, ground: .legalObligation, by: administrator)
    let copy = stage.storage.copy()
    copy[path: vaultPath] = vault
    let reader = try MemberSpace.open(on: copy, for: .reading, isResuming: false)
    #expect(throws: SpaceError.self) { try reader.account(Stage.number) }
    #expect(try reader.account(member).name == .erased)
  }

  @Test("an erased value is erased at every earlier moment, and in every answer")
  func everyMoment() throws {
    let stage = try Stage("mcrn")
    let member = try stage.memberWithPassword().description
    let before = stage.space.position
    try stage.space.erase(member, ground: .legalObligation, by: administrator)
    #expect(try stage.space.account(member, asOf: .position(before)).name == .erased)
    #expect(try stage.space.everyAccount().map(\.number) == [.erased])
    let purpose = Purpose("audit", by: .auditor("u-1"))
    let history = try stage.space.history(member, for: purpose)
    let values = history.flatMap(\.values).filter { $0.content != .withheld }
    #expect(!values.isEmpty && values.allSatisfy { $0.content == .erased })
    let export = try stage.space.export(member)
    #expect(export.json.contains(#""erased":true"#) && !export.json.contains(Stage.email))
  }

  @Test("edge 45: from the fact on a value is erased for every reader, the vault still untouched")
  func factsDecide() throws {
    let stage = try Stage("mcrn")
    let member = try stage.memberWithPassword().description
    try stage.act(Line.erase(member))
    // The values are not overwritten yet, so the vault still contains them.
    let vault = String(decoding: try #require(stage.storage[path: vaultPath]), as: UTF8.self)
    #expect(vault.contains(Stage.email))
    let reader = try stage.reopened(for: .reading)
    #expect(try reader.space.account(member).number == .erased)
    let found = try reader.space.verify()
    #expect(found.isIntact && found.awaitingErasure == 4 && found.erasedValues == 0)
    #expect(throws: SpaceError.self) { try stage.space.member(Stage.number) }
    #expect(try reader.space.account(member).password == .none)
    let writer = try stage.reopened()
    #expect(try writer.space.verify().awaitingErasure == 0)
    let after = String(decoding: try #require(writer.storage[path: vaultPath]), as: UTF8.self)
    #expect(!after.contains(Stage.email) && !after.contains("Thibaud"))
  }

  @Test("a visitor's attempt with the member's address typed in is erased with the member")
  func visitorTraces() throws {
    let stage = try Stage("france-mutuelle")
    let member = try stage.enrol().description
    // The typed text is in the house's stream, beside an action of the house.
    try stage.act(
      #"{"do":"publishCGU","by":"adviser","staff":"c-1","member":"\#(Stage.number)","version":"1","textDigest":"\#(String(repeating: "0", count: 64))","locale":"fr","effectiveFrom":"2026-03-02T09:00:00Z","reacceptance":false}"#
    )
    #expect(try stage.facts().last?.stream == "house")
    for typed in [Stage.email.uppercased(), "someone.else@example.org"] {
      let outcome = try stage.act(Line.requestCode(typed, on: pageB))
      #expect(outcome.result == .refused(.unknownMember))
    }
    try stage.space.erase(member, ground: .objection, by: administrator)
    let vault = String(decoding: try #require(stage.storage[path: vaultPath]), as: UTF8.self)
    #expect(!vault.lowercased().contains(Stage.email) && vault.contains("someone.else"))
    #expect(!vault.contains(Stage.number))
    #expect(try stage.space.verify().isIntact)
  }

  @Test("replaying an enrolment feed does not re-create an erased member")
  func repetition() throws {
    let stage = try Stage("mcrn")
    let line = Line.enrol(name: "Régine Thibaud", id: 1)
    let member = try #require(try stage.act(line).member)
    try stage.space.erase(member.description, ground: .objection, by: administrator)
    let position = stage.space.position
    let again = try stage.act(line)
    #expect(again.isRepetition && again.member == member && stage.space.position == position)
    // Under another action id the same person becomes a new member.
    let anew = try stage.act(line.replacing(actionID(1), with: actionID(2)))
    #expect(anew.result == .accepted && anew.member != member)
  }

  @Test("an erasure without a close of the space is completed by the next writer")
  func completedAtOpening() throws {
    let stage = try Stage("mcrn")
    let member = try stage.memberWithPassword().description
    try stage.act(Line.erase(member))
    let killed = try stage.reopened()
    #expect(killed.space.position == stage.space.position)
    let found = try killed.space.verify()
    #expect(found.awaitingErasure == 0 && found.erasedValues == 4, "\(found.json)")
  }
}

let vaultPath = "Vault/00000000000000000001.jsonl"
