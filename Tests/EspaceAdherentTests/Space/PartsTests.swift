import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Synchronization
import Testing

/// A log too long for memory is replayed in parts.
///
/// Each part continues from the part before.
@Suite("A long log is opened part by part")
struct PartsTests {
  /// Plays a house with many log segments.
  ///
  /// Ordered erasures are carried out.
  private static func played(_ house: String) throws -> PlayedHouse {
    let journeys = try #require(try JourneyFiles.byHouse().first { $0.house == house }).journeys
    return try PlayedHouse(house, journeys, segmentBytes: 1_500)
  }

  private static func open(
    _ storage: any Storage, for access: MemberSpace.Access, _ clock: ManualClock,
    factsAtOnce: Int = .max, isResuming: Bool = true,
    tell: @escaping MemberSpace.ProgressHandler = { _ in }
  ) throws(SpaceError) -> MemberSpace {
    try MemberSpace.open(
      on: storage, for: access, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: 1), redaction: .whenAsked, isResuming: isResuming,
      factsAtOnce: factsAtOnce, segmentBytes: 1_500, progress: tell)
  }

  @Test(
    "in parts of any size, in every house, the answers are those of the whole",
    arguments: HouseRules.presets.map(\.name).filter { $0 != "recommended" })
  func equal(house: String) throws {
    guard try JourneyFiles.byHouse().contains(where: { $0.house == house }) else { return }
    let played = try Self.played(house)
    let clock = ManualClock(played.clock.now)
    #expect(played.storage.paths.count { $0.hasPrefix("EventLog/") } > 5)
    let right = try answers(played.space)
    for size in [1, 8, 40] {
      for access in [MemberSpace.Access.reading, .writing] {
        let storage = played.storage.copy()
        let before = storage.paths
        let folded = Mutex<[Int]>([])
        let space = try Self.open(storage, for: access, clock, factsAtOnce: size) { progress in
          guard progress.stage == .folding else { return }
          folded.withLock { $0.append(progress.facts) }
        }
        #expect(try answers(space) == right)
        for account in try played.space.everyAccount() {
          guard case .shown(let number) = account.number else { continue }
          #expect(try space.member(number) == played.space.member(number))
        }
        #expect(space.memberCount == played.space.memberCount)
        // Progress is reported for the whole log, not for a part.
        #expect(folded.withLock { $0 == $0.sorted() && $0.last == space.position })
        guard access == .writing else {
          #expect(storage.paths == before)
          continue
        }
        #expect(size > 8 || space.snapshotPosition > 0)
        #expect(try space.verify().isIntact)
        // The snapshot written on the way is usable, and a writer continues from it.
        space.close()
        let resumed = try Self.open(storage, for: .writing, clock)
        #expect(resumed.snapshotPosition == space.snapshotPosition)
        #expect(try answers(resumed) == right)
        #expect(resumed.writeSnapshot())
        #expect(try answers(Self.open(storage, for: .reading, clock)) == right)
      }
    }
  }

  @Test(
    "a kill on the way leaves the earlier snapshot or none, and the next answers are the same",
    arguments: [false, true])
  func killed(hasSnapshot: Bool) throws {
    let played = try Self.played("mcrn")
    let clock = ManualClock(played.clock.now)
    if hasSnapshot { #expect(played.space.writeSnapshot()) }
    played.space.close()
    let right = try answers(played.space)
    let whole = SimulatedDisk(DiskImage(played.storage))
    _ = try Self.open(whole, for: .writing, clock, factsAtOnce: 15, isResuming: false)
    let calls = whole.calls.count
    var opened = 0
    for call in stride(from: 5, to: calls, by: calls / 25) {
      for fault in [DiskFault.broken(from: call), .full(at: call)] {
        let disk = SimulatedDisk(DiskImage(played.storage))
        disk.set(fault)
        let found = try? Self.open(disk, for: .writing, clock, factsAtOnce: 15, isResuming: false)
        disk.set(.none)
        if let found {
          #expect(try answers(found) == right, "\(fault)")
          opened += 1
        }
        let unsynced = disk.image.unsynced
        let left = SimulatedDisk(disk.image.afterPowerLoss(unsynced.map { _ in .dropped }))
        let again = try Self.open(left, for: .writing, clock, factsAtOnce: 15)
        #expect(try answers(again) == right, "\(fault)")
        #expect(try again.verify().awaitingErasure == 0)
        if hasSnapshot { #expect(again.snapshotPosition > 0, "\(fault)") }
      }
    }
    #expect(opened > 5)
  }

  @Test("a log that lost its end is refused each time: no part removes the evidence")
  func shortened() throws {
    let played = try Self.played("mcrn")
    let clock = ManualClock(played.clock.now)
    let earlier = played.storage.copy()
    _ = try played.space.perform(readRequest(Line.enrol("200003", id: 3)))
    #expect(played.space.writeSnapshot())
    played.space.close()
    // Log and vault are restored from a backup. Only the snapshot shows that the log lost its end.
    let storage = played.storage.copy()
    for path in storage.paths where path.hasPrefix("EventLog/") || path.hasPrefix("Vault/0") {
      storage[path: path] = earlier[path: path]
    }
    storage[path: "LOCK"] = nil
    storage[path: "Projections/merkle.nodes"] = nil
    for _ in 0..<2 {
      let error = #expect(throws: SpaceError.self) {
        try Self.open(storage, for: .writing, clock, factsAtOnce: 8)
      }
      #expect(error?.damage?.kind == .shortened)
    }
  }

  @Test("values restored by a vault backup are erased again, even after an interrupted opening")
  func erasedAgain() throws {
    let played = try Self.played("mcrn")
    let clock = ManualClock(played.clock.now)
    // A member is erased after the parts with a snapshot, and the older vault is restored.
    let before = played.storage.copy()
    let number = try #require(
      try played.space.everyAccount().compactMap {
        if case .shown(let number) = $0.number { number } else { nil }
      }.first)
    try played.space.erase(number, ground: .objection, by: .administrator("dpo"))
    played.space.close()
    let storage = played.storage.copy()
    for path in before.paths where path.hasPrefix("Vault/") {
      storage[path: path] = before[path: path]
    }
    let whole = SimulatedDisk(DiskImage(storage))
    _ = try Self.open(whole, for: .writing, clock, factsAtOnce: 8)
    // Cut short when only the last part has no snapshot, and no line has been overwritten.
    let overwriting = try #require(
      whole.calls.firstIndex { $0.path.hasPrefix("Vault/0") && $0.operation == .write })
    let kept = try #require(
      whole.calls[..<overwriting].lastIndex { $0.path.hasPrefix("Projections/snapshot.json") })
    let disk = SimulatedDisk(DiskImage(storage))
    disk.set(.broken(from: kept + 3))
    #expect(throws: SpaceError.self) { try Self.open(disk, for: .writing, clock, factsAtOnce: 8) }
    let left = SimulatedDisk(disk.image)
    let space = try Self.open(left, for: .writing, clock, factsAtOnce: 8)
    #expect(throws: SpaceError.self) { try space.member(number) }
    #expect(try space.verify().isIntact)
    space.close()
    let found = left.image
    let holding = found.paths.filter { path in
      path.hasPrefix("Vault/0")
        && String(decoding: found[path: path] ?? [], as: UTF8.self).contains("\"\(number)\"")
    }
    #expect(holding == [])
  }

  @Test("where the vault cannot be read, all of the log is read before that is said")
  func withoutVault() throws {
    let played = try Self.played("mcrn")
    let clock = ManualClock(played.clock.now)
    played.space.close()
    let storage = played.storage.copy()
    storage[path: "Vault/key"] = nil
    let reader = try Self.open(storage, for: .reading, clock, factsAtOnce: 15)
    #expect(reader.position == played.space.position)
    #expect(throws: SpaceError.self) {
      try Self.open(storage, for: .writing, clock, factsAtOnce: 15)
    }
    #expect(!storage.paths.contains("Projections/snapshot.json"))
  }
}
