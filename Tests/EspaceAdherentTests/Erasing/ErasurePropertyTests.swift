import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Testing

@Suite("Erasing any members in any order")
struct ErasurePropertyTests {
  private static let cases = 12

  @Test("roots 45: others untouched, log and proofs unchanged, values nowhere, replay agrees")
  func anyOrder() throws {
    var (erasures, lines) = (0, 0)
    for seed in 0..<UInt64(Self.cases) {
      let population = try Population(of: 5, seed: seed)
      var random = SeededGenerator(seed: seed)
      let chosen = population.people.shuffled(using: &random).prefix(Int(seed % 5) + 1)
      lines += try erase(Array(chosen), of: population)
      erasures += chosen.count
    }
    print(
      "erasure: \(Self.cases) populations, \(erasures) members erased, \(lines) vault lines compared"
    )
  }

  private func erase(
    _ chosen: [Population.Person], of population: Population
  ) throws -> Int {
    let (stage, others) = (
      population.stage,
      population.people.filter { person in
        !chosen.contains { $0.id == person.id }
      }
    )
    try stage.space.redact()
    let before = try Picture(stage, others)
    for person in chosen {
      let shape = Shape(try stage.space.account(person.id.description))
      let report = try stage.space.erase(
        person.id.description, ground: .legalObligation, by: .administrator("a-1"))
      #expect(report.outcome.result == .accepted && report.kept == nil)
      let account = try stage.space.account(person.id.description)
      #expect(account.standing == .erased && Shape(account) == shape, "\(person.number)")
      #expect(account.number == .erased && account.name == .erased)
      #expect(throws: SpaceError.self) { try stage.space.member(person.number) }
    }
    let after = try Picture(stage, others)
    after.expectUnchanged(since: before)
    try before.expectProofsHold(in: stage)
    expectNowhere(chosen, in: stage)
    try expectReplayAgrees(with: stage)
    return before.lines.count
  }

  private func expectNowhere(_ chosen: [Population.Person], in stage: Stage) {
    let search = ByteSearch(chosen.reduce(into: []) { $0.formUnion($1.writings) })
    for path in stage.storage.paths {
      #expect(search.finds(in: stage.storage[path: path] ?? []) == [], "\(path)")
    }
  }

  private func expectReplayAgrees(with stage: Stage) throws {
    let again = try stage.reopened(for: .reading)
    let accounts = try stage.space.everyAccount()
    #expect(try again.space.everyAccount().map(\.json) == accounts.map(\.json))
    #expect(try again.space.pendingRequests() == stage.space.pendingRequests())
    for id in accounts.map(\.id.description) {
      #expect(
        try again.space.history(id).map(\.json) == stage.space.history(id).map(\.json))
    }
    let found = try again.space.verify()
    #expect(found.isIntact && found.awaitingErasure == 0, "\(found.json)")
    #expect(found.erasedValues > 0)
  }
}

/// The data that an erasure must not change.
private struct Picture {
  let log: [String: [UInt8]]
  /// The vault lines of other members, by file and offset.
  let lines: [String: String]
  let accounts: [String]
  let histories: [[String]]
  let pending: [PendingItem]
  let checkpoint: SpaceCheckpoint
  let proof: SpaceProof

  init(_ stage: Stage, _ others: [Population.Person]) throws {
    let streams = others.map { "\"stream\":\"member/\($0.id)\"" }
    var log: [String: [UInt8]] = [:]
    var lines: [String: String] = [:]
    for path in stage.storage.paths {
      let bytes = stage.storage[path: path] ?? []
      if path.hasPrefix("EventLog/") { log[path] = bytes }
      guard path.hasPrefix("Vault/0") else { continue }
      var offset = 0
      for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
        let text = String(decoding: line, as: UTF8.self)
        if streams.contains(where: text.contains) { lines["\(path):\(offset)"] = text }
        offset += line.count + 1
      }
    }
    (self.log, self.lines) = (log, lines)
    // The accounts of the other members, without their instant and position.
    accounts = try others.map { person in
      try stage.space.account(person.id.description, asOf: .now).withoutMoment
    }
    histories = try others.map { try stage.space.history($0.id.description).map(\.json) }
    pending = try stage.space.pendingRequests().filter { item in
      others.contains { $0.id == item.member }
    }
    checkpoint = try stage.space.log.checkpoint()
    proof = try stage.space.log.prove(stage.space.position / 2)
  }

  func expectUnchanged(since before: Picture) {
    for (path, bytes) in before.log {
      #expect(log[path]?.starts(with: bytes) == true, "\(path)")
    }
    #expect(lines == before.lines)
    #expect(accounts == before.accounts && histories == before.histories)
    #expect(pending == before.pending)
  }

  func expectProofsHold(in stage: Stage) throws {
    #expect(try stage.space.log.compare(with: checkpoint).isSame)
    #expect(proof.holds)
  }
}

/// The structure of an account that an erasure keeps: which values exist, without the values.
private struct Shape: Equatable {
  let counters: String
  let values: [String]

  init(_ account: Account) {
    values = [
      account.number == nil ? "" : "number", account.name == nil ? "" : "name",
      account.emails.map { "\($0.id)" }.joined(separator: ","),
      account.devices.map { "\($0.id)" }.joined(separator: ","),
      account.dossier.map(\.what).joined(separator: ","),
    ]
    counters =
      "\(account.counters.refusals) \(account.counters.signIns) "
      + "\(account.counters.passwordsSet) \(account.counters.codesRequested)"
  }
}

extension Account {
  /// The account as JSON, without its instant and position.
  var withoutMoment: String {
    json.replacing(#/"asOf":"[^"]*","position":\d+/#, with: "")
  }
}
