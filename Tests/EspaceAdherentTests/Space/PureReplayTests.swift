import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Replay")
struct PureReplayTests {
  /// Copies a played house into a storage that counts changes.
  private func observed(_ house: String) throws -> ObservedStorage<MemoryStorage> {
    let played = try JourneyFiles.played(house)
    let storage = ObservedStorage()
    for folder in ["", "EventLog", "Vault"] {
      try storage.files.makeFolder(folder, mode: .folder)
    }
    for path in played.storage.paths { storage.files[path: path] = played.storage[path: path] }
    return storage
  }

  @Test(
    "edge 48: opening for reading draws no number, reads no clock, writes nothing",
    arguments: ["france-mutuelle", "unimutuelles", "mcrn"])
  func opening(_ house: String) throws {
    let storage = try observed(house)
    let (generator, clock) = (CountingGenerator(), CountingClock(instant: .latest))
    let before = storage.files.copy()
    let space = try MemberSpace.open(
      on: storage, for: .reading, clock: { clock.now() }, hasher: CheapHasher(),
      randomness: generator)
    #expect(generator.draws.value == 0 && clock.readings.value == 0)
    // Answers as of a position or an instant read no clock. Current answers read it once or twice.
    _ = try answers(space, asOf: .position(space.position))
    _ = try answers(space, asOf: .instant(clock.instant))
    let members = try space.everyAccount(asOf: .position(space.position)).count
    #expect(clock.readings.value <= 2 * members)
    _ = try space.verify()
    try space.refresh()
    let beforeNow = clock.readings.value
    _ = try space.everyAccount()
    #expect(clock.readings.value == beforeNow + 1)
    #expect(generator.draws.value == 0 && storage.counts == .init())
    #expect(storage.files.paths == before.paths)
    for path in before.paths { #expect(storage.files[path: path] == before[path: path]) }
  }

  @Test("edge 48: opening for writing appends nothing, sends nothing and changes only the lock")
  func openingForWriting() throws {
    let storage = try observed("mcrn")
    let played = try JourneyFiles.played("mcrn")
    let (generator, clock) = (CountingGenerator(), CountingClock(instant: .latest))
    let space = try MemberSpace.open(
      on: storage, for: .writing, clock: { clock.now() }, hasher: CheapHasher(),
      randomness: generator)
    #expect(generator.draws.value == 0 && clock.readings.value == 0)
    #expect(space.position == played.space.position && space.recoveryNotice == nil)
    for path in storage.files.paths where path != "LOCK" {
      #expect(storage.files[path: path] == played.storage[path: path], "\(path)")
    }
  }

  @Test("edge 48: two replays under different clocks and numbers give the same")
  func twice() throws {
    let played = try JourneyFiles.played("unimutuelles")
    let moment = Moment.position(played.space.position)
    let spaces = try [Instant.earliest, .latest].map { instant in
      try MemberSpace.open(
        on: played.storage.copy(), for: .reading, clock: { instant }, hasher: CheapHasher(),
        randomness: CountingGenerator())
    }
    try #require(spaces.count > 1)
    #expect(try answers(spaces.at(0), asOf: moment) == answers(spaces.at(1), asOf: moment))
  }

  @Test("the same seed, clock and actions give the same bytes")
  func deterministic() throws {
    let images = try (0..<2).map { _ in
      let stage = try Stage("mcrn", seed: 5)
      try stage.act(Line.enrol(name: "Anne", email: "a@example.org", id: 1))
      try stage.act(Line.requestCode(id: 2))
      return stage.logAndVault
    }
    try #require(images.count > 1)
    #expect(try images.at(0) == images.at(1))
  }
}
