import Digests
import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Synchronization
import Testing

@Suite("Snapshots: a writer's files for opening without reading the whole log")
struct SnapshotTests {
  /// Returns the snapshot files of a space.
  private func files(_ storage: MemoryStorage) -> [String] {
    storage.paths.filter {
      $0.hasSuffix(".rows") || $0 == "Projections/snapshot.json" || $0 == "Projections/log.offsets"
    }.sorted()
  }

  /// Returns the number of name rows in all files of the directory.
  private func names(_ storage: MemoryStorage) -> Int {
    files(storage).filter { $0.hasPrefix("Vault/directory.") }.reduce(0) {
      $0 + ((storage[path: $1]?.count ?? 4_096) - 4_096) / 32
    }
  }

  /// Plays half of a house, writes a snapshot, and plays the rest.
  private func played(_ house: String) throws -> PlayedHouse {
    let journeys = try #require(try JourneyFiles.byHouse().first { $0.house == house }).journeys
    var count = 0
    return try PlayedHouse(house, journeys) { space, _, _ in
      count += 1
      if count == (journeys.count + 1) / 2 { #expect(space.writeSnapshot()) }
    }
  }

  private func reopen(
    _ storage: MemoryStorage, for access: MemberSpace.Access, _ clock: ManualClock,
    isResuming: Bool = true
  ) throws(SpaceError) -> MemberSpace {
    try MemberSpace.open(
      on: storage, for: access, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: 1), redaction: .whenAsked, isResuming: isResuming)
  }

  @Test(
    "snapshot and tail answer as the whole log, now and at every moment, in every house",
    arguments: HouseRules.presets.map(\.name).filter { $0 != "recommended" })
  func equal(house: String) throws {
    guard try JourneyFiles.byHouse().contains(where: { $0.house == house }) else { return }
    let played = try played(house)
    let clock = ManualClock(played.clock.now)
    for access in [MemberSpace.Access.reading, .writing] {
      let resumed = try reopen(played.storage.copy(), for: access, clock)
      let whole = try reopen(played.storage.copy(), for: access, clock, isResuming: false)
      #expect(resumed.snapshotPosition > 1 && resumed.snapshotPosition <= resumed.position)
      #expect(whole.snapshotPosition == 0)
      #expect(try answers(resumed) == answers(whole))
      #expect(try answers(resumed) == answers(played.space))
      for position in stride(from: 1, through: played.space.position, by: 7) {
        #expect(
          try answers(resumed, asOf: .position(position), withHistories: false)
            == answers(whole, asOf: .position(position), withHistories: false))
      }
      for account in try played.space.everyAccount() {
        guard case .shown(let number) = account.number else { continue }
        #expect(try resumed.member(number) == whole.member(number))
      }
      #expect(try resumed.verify().isIntact)
      #expect(resumed.snapshotNotice == nil)
    }
  }

  @Test("a space continues from a snapshot: actions, repetitions, sweeps and erasures are the same")
  func goesOn() throws {
    let stage = try Stage("unimutuelles")
    try stage.publishCGU()
    try stage.enrolForRegistration()
    let link = try stage.register(on: pageA)
    #expect(stage.space.writeSnapshot())
    let resumed = try stage.reopened()
    let clock = ManualClock(stage.clock.now)
    let whole = Stage(
      storage: stage.storage.copy(), clock: clock,
      space: try reopen(stage.storage.copy(), for: .writing, clock, isResuming: false))
    #expect(resumed.space.snapshotPosition == stage.space.position)
    for stage in [resumed, whole] {
      try stage.confirm(link)
      try stage.signIn(Stage.accessCode, "faux")
      try stage.signIn(Stage.accessCode, "Sarrasin29")
      stage.wait(86_400 * 2)
      try stage.act(#"{"do":"sweep"}"#)
    }
    // Only the ids of actions differ.
    #expect(
      try answers(resumed.space, withHistories: false)
        == answers(whole.space, withHistories: false))
    #expect(resumed.space.writeSnapshot())
    #expect(try answers(resumed.reopened().space) == answers(resumed.space))
    #expect(resumed.space.snapshotPosition == resumed.space.position)
  }

  @Test("no row of an erased member is left in the directory, in memory or in the file")
  func forgets() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    #expect(stage.space.writeSnapshot())
    let before = names(stage.storage)
    let resumed = try stage.reopened()
    try resumed.space.erase(Stage.number, ground: .objection, by: .administrator("dpo"))
    #expect(throws: SpaceError.self) { try resumed.space.member(Stage.number) }
    #expect(before == 2 && names(resumed.storage) == 0)
    let again = try resumed.reopened()
    #expect(again.space.snapshotPosition > 0)
    #expect(throws: SpaceError.self) { try again.space.member(Stage.number) }
    #expect(try answers(again.space) == answers(resumed.space))
  }

  @Test("a snapshot that is damaged is passed over, or said to be damaged, and never believed")
  func damaged() throws {
    let played = try played("mcrn")
    let clock = ManualClock(played.clock.now)
    let right = try answers(played.space)
    var (refused, passedOver) = (0, 0)
    for path in files(played.storage) {
      let bytes = try #require(played.storage[path: path])
      // A header is mostly spaces; rows and offsets are not.
      let start = path.hasSuffix(".rows") ? 4096 : path.hasSuffix(".json") ? bytes.count : 128
      let places = Array(stride(from: 3, to: start, by: path.hasSuffix(".json") ? 37 : 997))
      for offset in places + Array(stride(from: start, to: bytes.count, by: 67)) {
        for access in [MemberSpace.Access.reading, .writing] {
          let storage = played.storage.copy()
          storage[path: path]?[offset] ^= 1 << (offset % 8)
          do throws(SpaceError) {
            let space = try reopen(storage, for: access, clock)
            let found: [String]
            do { found = try answers(space) } catch let error as SpaceError { throw error } catch {
              continue
            }
            // Values hidden by damage are sealed and reported, never returned as absent.
            let isSaid = space.damageNotice != nil
            let open = found.map {
              isSaid
                ? $0.replacing(
                  #""sharesEmailWith":{"sealed":true}"#, with: #""sharesEmailWith":[]"#) : $0
            }
            #expect(open == right, "\(path) at \(offset)")
            passedOver += space.snapshotPosition == 0 ? 1 : 0
          } catch {
            #expect(error.kind == .damaged && error.damage?.kind == .snapshot, "\(error)")
            refused += 1
          }
        }
      }
    }
    #expect(passedOver > 0)
    #expect(refused > 0)
  }

  @Test("a snapshot of another log, of another code or without one of its files is not used")
  func others() throws {
    let played = try played("mcrn")
    let clock = ManualClock(played.clock.now)
    let right = try answers(played.space)
    #expect(files(played.storage).count >= 6)
    for path in files(played.storage) {
      let storage = played.storage.copy()
      storage[path: path] = nil
      let space = try reopen(storage, for: .writing, clock)
      #expect(space.snapshotPosition == 0)
      #expect(try answers(space) == right)
    }
    let storage = played.storage.copy()
    let manifest = "Projections/snapshot.json"
    let text = String(decoding: try #require(storage[path: manifest]), as: UTF8.self)
    // Other folding code would have written this fingerprint, with a correct checksum.
    let fold = try #require(text.firstRange(of: #""fold":""#)).upperBound
    let end = text.index(fold, offsetBy: 8)
    let tail = try #require(text.range(of: #","sum":""#, options: .backwards)).lowerBound
    let changed = text.replacingCharacters(in: fold..<end, with: "00000000")[..<tail]
    let sum = SHA256.hash(Array(changed.utf8)).hex
    storage[path: manifest] = Array("\(changed),\"sum\":\"\(sum)\"}\n".utf8)
    let space = try reopen(storage, for: .writing, clock)
    #expect(space.snapshotPosition == 0)
    #expect(try answers(space) == right)
    #expect(space.snapshotNotice?.contains("another version") == true)
    #expect(files(storage) == ["Projections/log.offsets"])
  }

  @Test("a vault put back from an earlier copy has not the snapshot's directory: all is read again")
  func vaultPutBack() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    #expect(stage.space.writeSnapshot())
    stage.space.close()
    let earlier = stage.storage.copy()
    let resumed = try stage.reopened()
    #expect(resumed.space.snapshotPosition > 0)
    stage.wait(60)
    // No name is added, so the directory keeps its rows.
    try resumed.signIn(Stage.email, "faux")
    #expect(resumed.space.writeSnapshot())
    resumed.space.close()
    let storage = resumed.storage.copy()
    for path in storage.paths where path.hasPrefix("Vault/directory.") {
      storage[path: path] = nil
    }
    for path in earlier.paths where path.hasPrefix("Vault/directory.") {
      storage[path: path] = earlier[path: path]
    }
    let again = try reopen(storage, for: .writing, resumed.clock)
    #expect(again.snapshotPosition == 0)
    #expect(try answers(again) == answers(resumed.space))
  }

  @Test("a writer that does not use a snapshot removes it, because it may name erased members")
  func notUsed() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    #expect(stage.space.writeSnapshot())
    stage.space.close()
    #expect(names(stage.storage) == 2)
    let whole = try reopen(stage.storage, for: .writing, stage.clock, isResuming: false)
    #expect(names(stage.storage) == 0)
    try whole.erase(Stage.number, ground: .objection, by: .administrator("dpo"))
    whole.close()
    #expect(names(stage.storage) == 0)
  }

  @Test("a reader that opens while a snapshot is replaced uses one or the other")
  func replaced() async throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    #expect(stage.space.writeSnapshot())
    let (storage, now) = (stage.storage, stage.clock.now)
    let found = Mutex<[Int]>([])
    let isDone = Mutex(false)
    async let reading: Void = {
      while !isDone.withLock({ $0 }) {
        let reader = try? MemberSpace.open(on: storage, for: .reading, clock: { now })
        found.withLock { $0.append(reader?.snapshotPosition ?? 0) }
      }
    }()
    while found.withLock(\.count) < 40 {
      stage.wait(60)
      _ = try stage.signIn(Stage.email, "faux")
      #expect(stage.space.writeSnapshot())
      await Task.yield()
    }
    isDone.withLock { $0 = true }
    await reading
    #expect(!found.withLock(\.self).contains(0))
  }

  @Test("a log that is shorter than its index is damage, and no reason to read it all")
  func shortened() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    let earlier = stage.storage.copy()
    stage.wait(60)
    try stage.signIn(Stage.email, "faux")
    #expect(stage.space.writeSnapshot())
    stage.space.close()
    let storage = stage.storage.copy()
    for path in storage.paths where path.hasPrefix("EventLog/") || path.hasPrefix("Vault/0") {
      storage[path: path] = earlier[path: path]
    }
    storage[path: "LOCK"] = nil
    #expect(throws: SpaceError.self) { try reopen(storage, for: .writing, stage.clock) }
  }

  @Test("a repair removes the index, which contains records that the log has lost")
  func repaired() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    #expect(stage.space.writeSnapshot())
    stage.space.close()
    let log = "EventLog/00000000000000000001.jsonl"
    let count = try #require(stage.storage[path: log]).count
    stage.storage[path: log]?[count - 100] ^= 1
    let plan = try MemberSpace.planRepair(on: stage.storage)
    _ = try MemberSpace.repair(on: stage.storage, as: plan, clock: { stage.clock.now })
    #expect(stage.storage[path: "Projections/snapshot.json"] == nil)
    let again = try stage.reopened()
    #expect(again.space.snapshotPosition == 0)
    #expect(try again.space.verify().isIntact)
  }
}
