import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Testing

@Suite("Verifiers that are dead leave the vault")
struct RedactionTests {
  /// Returns the types of the facts with an erased private part in the vault, in order.
  private func erased(_ stage: Stage) throws -> [String] {
    let facts = try stage.facts()
    let vault = String(decoding: try #require(stage.storage[path: vaultPath]), as: UTF8.self)
    return vault.split(separator: "\n").dropFirst().compactMap { line in
      guard line.contains(#""erased":"#),
        let match = line.firstMatch(of: #/"position":(\d+)/#), let position = Int(match.1)
      else { return nil }
      return facts.first { $0.position == position }?.event.name
    }
  }

  @Test("a replaced password at once, a used code once its time is over")
  func passwordAndCode() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    try stage.space.redact()
    #expect(try erased(stage) == [])
    let session = try stage.session()
    try stage.act(Line.changePassword(to: "Passerelle-44-Nantes", session: session))
    try stage.space.redact()
    #expect(try erased(stage) == ["password.set"])
    stage.wait(600)
    try stage.space.redact()
    #expect(try erased(stage) == ["code.requested", "password.set"])
    #expect(try stage.signIn(Stage.number, "Passerelle-44-Nantes").result == .accepted)
    #expect(try stage.signIn().result == .refused(.wrongPassword))
  }

  @Test("edge 1: a superseded code differs from a wrong one until its expiry, not after")
  func supersededCode() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let first = try stage.code(on: pageA)
    stage.wait(61)
    let second = try stage.code(on: pageA)
    try stage.space.redact()
    #expect(try erased(stage) == [])
    #expect(try stage.verify(first, on: pageA).result == .refused(.superseded))
    #expect(try stage.verify(second, on: pageA).result == .accepted)
    stage.wait(700)
    try stage.space.redact()
    #expect(try erased(stage) == ["code.requested", "code.requested"])
  }

  @Test("closing overwrites due values; a later writer has nothing left to overwrite")
  func closing() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    stage.wait(700)
    try stage.act(Line.requireNewPassword(reason: "administrative", by: "c-1"))
    stage.space.close()
    #expect(try erased(stage) == ["code.requested"])
    let vault = stage.storage[path: vaultPath]
    let next = try stage.reopened()
    try next.space.redact()
    #expect(next.storage[path: vaultPath] == vault)
  }

  @Test("an obsolete verifier is erased from the file within seconds, without a request")
  func inBackground() async throws {
    let storage = MemoryStorage()
    let clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
    let space = try MemberSpace.create(
      on: storage, house: "mcrn", clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: 3))
    let stage = Stage(storage: storage, clock: clock, space: space)
    try stage.memberWithPassword()
    stage.wait(700)
    try stage.signIn()
    let vault = storage[path: vaultPath]
    for _ in 0..<300 where storage[path: vaultPath] == vault {
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(try erased(stage) == ["code.requested"])
  }

  @Test("a line that could not be read is overwritten by the next attempt")
  func secondTry() throws {
    let disk = SimulatedDisk()
    let clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
    let space = try MemberSpace.forTesting(house: "mcrn", on: disk, clock: clock)
    for line in [
      Line.enrol(),
      Line.erase(),
    ] { try #require(try space.perform(readRequest(line)).result == .accepted) }
    disk.set(.error(at: disk.calls.count + 1))
    #expect(throws: SpaceError.self) { try space.redact() }
    disk.set(.none)
    #expect(try space.redact() == 1)
  }
}
