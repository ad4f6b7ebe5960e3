import EspaceAdherent
import EventLog
import EventStreamTesting
import FoundationEssentials
import Membership
import Notation
import Testing

@Suite("Facts of a type that is unknown to this version")
struct UnknownFactTests {
  /// Makes a member, and appends facts of a later version to the member's stream.
  private func space() throws -> (stage: Stage, member: Token, unknown: [Int]) {
    let stage = try Stage("mcrn")
    let member = try stage.memberWithPassword()
    try stage.enrol("193593", email: "paul@example.org")
    stage.space.close()
    let store = try LogStore.open(on: stage.storage, for: .writing) { _ in }
    let stream = "member/\(member)"
    let sequence = try #require(try store.streamHead(stream)).sequence
    func draft(_ type: String, _ schema: Int, _ data: String, secret: String? = nil) -> RecordDraft
    {
      RecordDraft(
        stream: stream, type: type, schema: schema, at: stage.clock.now, actor: "member",
        action: UUID(), correlation: UUID(), data: Array(data.utf8),
        secret: secret.map { Array($0.utf8) })
    }
    let submission = try store.append(
      Append(
        expected: [stream: sequence],
        drafts: [
          draft("passkey.enrolled", 1, #"{"passkey":"k7w2k7w2k7w2"}"#, secret: #"{"key":"AAAA"}"#),
          draft("device.enrolled", 9, #"{"device":"k7w2k7w2k7w2","wearable":true}"#),
          draft("device.blocked", 1, #"{"device":"k7w2k7w2k7w2","by":"the moon"}"#),
          draft("session.ended", 1, "{}"),
        ]))
    store.close()
    return (stage, member, Array(submission.positions))
  }

  @Test("edge 44: the space opens, appends and verifies; unknown facts are counted")
  func opens() throws {
    let (stage, _, unknown) = try space()
    let again = try Stage(opening: stage.storage, clock: stage.clock)
    #expect(again.space.position == unknown.last)
    let found = try again.space.verify()
    #expect(found.isIntact && found.unknownFacts == 4)
    #expect(try again.signIn().result == .accepted)
  }

  @Test("edge 44: the history shows each raw, in its place")
  func raw() throws {
    let (stage, member, unknown) = try space()
    let space = try Stage(opening: stage.storage, for: .reading, clock: stage.clock).space
    let entries = try space.history(member.description).suffix(4)
    #expect(entries.map(\.fact.position) == unknown)
    #expect(
      entries.map(\.data) == [
        #"{"passkey":"k7w2k7w2k7w2"}"#, #"{"device":"k7w2k7w2k7w2","wearable":true}"#,
        #"{"device":"k7w2k7w2k7w2","by":"the moon"}"#, "{}",
      ])
    #expect(entries.map(\.isSealed) == [true, false, false, false])
    #expect(
      entries.map(\.fact.event.name) == [
        "passkey.enrolled", "device.enrolled", "device.blocked", "session.ended",
      ])
    for entry in entries {
      guard case .unknown(let event) = entry.fact.event else {
        Issue.record("\(entry.fact.event.name) is known")
        continue
      }
      #expect(event.data == entry.data)
      #expect(entry.sentence(in: .fr).contains(event.type))
      #expect(entry.json.contains(event.data))
    }
  }

  @Test("edge 44: the account names the facts that it may lack; another member's does not")
  func incomplete() throws {
    let (stage, member, unknown) = try space()
    let space = try Stage(opening: stage.storage, for: .reading, clock: stage.clock).space
    let account = try space.account(member.description)
    #expect(account.incompleteBecause == unknown)
    let list = unknown.map(String.init).joined(separator: ",")
    #expect(account.json.contains(#""incompleteBecause":[\#(list)]"#))
    #expect(account.devices.isEmpty && account.password == .inForce)
    #expect(account.counters.facts == (try space.history(member.description).count))
    #expect(try space.account("193593").incompleteBecause.isEmpty)
    let before = Moment.position(unknown[0] - 1)
    #expect(try space.account(member.description, asOf: before).incompleteBecause.isEmpty)
    let between = Moment.position(unknown[1])
    #expect(
      try space.account(member.description, asOf: between).incompleteBecause
        == Array(unknown.prefix(2)))
  }

  @Test("edge 44: an unknown fact of house or visitors blocks no action")
  func otherStreams() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    stage.space.close()
    let store = try LogStore.open(on: stage.storage, for: .writing) { _ in }
    for stream in ["house", "visitors/2026-03", "garden/2026"] {
      let sequence = try store.streamHead(stream)?.sequence ?? 0
      try store.append(
        Append(
          expected: [stream: sequence],
          drafts: [
            RecordDraft(
              stream: stream, type: "weather.changed", at: stage.clock.now, actor: "robot/r2",
              action: UUID(), correlation: UUID(), data: Array(#"{"sun":true}"#.utf8))
          ]))
    }
    store.close()
    let again = try Stage(opening: stage.storage, clock: stage.clock)
    #expect(try again.space.account(Stage.number).incompleteBecause.isEmpty)
    #expect(try again.space.verify().unknownFacts == 3)
    #expect(try again.code(on: pageA).count >= 5)
  }
}
