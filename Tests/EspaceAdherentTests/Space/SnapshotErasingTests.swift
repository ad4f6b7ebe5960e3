import Dispatch
import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Synchronization
import Testing

/// Snapshots and erasures at the same time: erased values are gone, and other members stay.
@Suite("Snapshots while members are erased")
struct SnapshotErasingTests {
  private typealias Observed = ObservedStorage<MemoryStorage>

  private let clock = ManualClock(Instant("2026-03-02T09:00:00Z") ?? .earliest)

  /// Makes a space of one member with a password.
  private func stage(on storage: any Storage) throws -> Stage {
    let stage = Stage(
      storage: MemoryStorage(), clock: clock,
      space: try .forTesting(house: "mcrn", on: storage, clock: clock))
    try stage.memberWithPassword()
    return stage
  }

  /// Returns the number of names in the files of the directory.
  private func names(_ bytes: (String) -> [UInt8]?, _ paths: [String]) -> Int {
    paths.filter { $0.hasPrefix("Vault/directory.") && $0.hasSuffix(".rows") }.reduce(0) {
      sum, path in
      let text = String(decoding: (bytes(path) ?? []).prefix(400), as: UTF8.self)
      let count = text.firstRange(of: #""count":"#).map {
        text[$0.upperBound...].prefix(while: \.isNumber)
      }
      return sum + (count.flatMap { Int($0) } ?? 0)
    }
  }

  @Test("after a snapshot that failed at any call, an erasure removes the erased member only")
  func afterFailure() throws {
    let first = SimulatedDisk()
    let before = try stage(on: first)
    #expect(before.space.writeSnapshot())
    clock.advance(milliseconds: 60_000)
    try before.act(Line.enrol("200001", id: 7))
    let image = first.image
    let whole = SimulatedDisk(image)
    let opened = try MemberSpace.reopenForTesting(whole, clock: clock)
    let opening = whole.calls.count
    #expect(opened.writeSnapshot())
    let other = try opened.member("200001")
    var failed = 0
    for call in opening + 1...whole.calls.count {
      for fault in [DiskFault.error(at: call), .late(at: call), .full(at: call)] {
        let disk = SimulatedDisk(image)
        let space = try MemberSpace.reopenForTesting(disk, clock: clock)
        disk.set(fault)
        failed += space.writeSnapshot() ? 0 : 1
        disk.set(.none)
        try space.erase(Stage.number, ground: .objection, by: .administrator("dpo"))
        #expect(try space.member("200001") == other, "\(fault)")
        #expect(throws: SpaceError.self) { try space.member(Stage.number) }
        let left = disk.image
        #expect(names({ left[path: $0] }, left.paths) <= 1, "\(fault)")
        let again = try MemberSpace.reopenForTesting(SimulatedDisk(left), clock: clock)
        #expect(try again.member("200001") == other, "\(fault)")
        #expect(try answers(again) == answers(space))
        // The next snapshot is complete again.
        #expect(space.writeSnapshot() && space.snapshotPosition == space.position)
        #expect(names({ disk.image[path: $0] }, disk.image.paths) == 1)
      }
    }
    #expect(failed > 100)
  }

  @Test("a member erased while the first snapshot is written has no row in it")
  func meanwhile() throws {
    let storage = Observed(MemoryStorage())
    let space = try stage(on: storage).space
    let (begun, erased) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    DispatchQueue.global().async {
      begun.wait()
      _ = try? space.erase(Stage.number, ground: .objection, by: .administrator("dpo"))
      erased.signal()
    }
    storage.beforeSync { path in
      guard path.hasPrefix("Projections/members.") else { return true }
      begun.signal()
      // The fact is settled meanwhile. Its values are overwritten when the snapshot is complete.
      _ = erased.wait(timeout: .now() + .milliseconds(300))
      return true
    }
    #expect(space.writeSnapshot())
    storage.beforeSync(nil)
    _ = erased.wait(timeout: .now() + .seconds(60))
    #expect(throws: SpaceError.self) { try space.member(Stage.number) }
    #expect(names({ storage.files[path: $0] }, storage.files.paths) == 0)
  }

  @Test(
    "a member erased while a snapshot is written is in neither the directory nor the snapshot",
    arguments: [false, true])
  func settledMeanwhile(hasSnapshot: Bool) throws {
    let storage = Observed(MemoryStorage())
    let space = try stage(on: storage).space
    if hasSnapshot {
      #expect(space.writeSnapshot())
      clock.advance(milliseconds: 60_000)
      _ = try space.perform(readRequest(Line.enrol("200001", id: 7)))
    }
    let member = try space.member(Stage.number)
    let erasure = try readRequest(
      #"{"do":"eraseMember","by":"administrator","staff":"dpo","member":"\#(member)","ground":"objection"}"#
    )
    let (begun, settled) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let outcome = Mutex<Outcome?>(nil)
    DispatchQueue.global().async {
      begun.wait()
      // `erase` would wait for the snapshot before it records the fact.
      let found = try? space.perform(erasure)
      outcome.withLock { $0 = found }
      settled.signal()
    }
    let isFirst = Mutex(true)
    storage.beforeSync { path in
      guard path.hasPrefix("Projections/members."),
        isFirst.withLock({ first in
          defer { first = false }
          return first
        })
      else { return true }
      begun.signal()
      #expect(settled.wait(timeout: .now() + .seconds(60)) == .success)
      return true
    }
    #expect(space.writeSnapshot())
    storage.beforeSync(nil)
    #expect(outcome.withLock { $0?.result } == .accepted)
    // The snapshot is older than the erasure, so its rows still name the member.
    #expect(names({ storage.files[path: $0] }, storage.files.paths) > 0)
    #expect(throws: SpaceError.self) { try space.member(Stage.number) }
    #expect(try space.redact() > 0)
    #expect(names({ storage.files[path: $0] }, storage.files.paths) == (hasSnapshot ? 1 : 0))
    #expect(throws: SpaceError.self) { try space.member(Stage.number) }
    let again = try MemberSpace.reopenForTesting(storage.files.copy(), clock: clock)
    #expect(throws: SpaceError.self) { try again.member(Stage.number) }
    if hasSnapshot { #expect(try again.member("200001") == space.member("200001")) }
  }

  @Test("lines being overwritten when a snapshot is requested are not forgotten by it")
  func overwriting() throws {
    let storage = Observed(MemoryStorage())
    let stage = try stage(on: storage)
    #expect(stage.space.writeSnapshot())
    let secret = "200002"
    try stage.act(Line.enrol(secret, id: 8))
    let space = stage.space
    let (begun, kept) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    storage.beforeSync { path in
      guard path.hasPrefix("Vault/0") else { return true }
      // A snapshot is requested while erased lines are overwritten. Then the disk fails.
      let isErasing = space.position > 9
      guard isErasing else { return true }
      DispatchQueue.global().async {
        begun.signal()
        space.writeSnapshot()
        kept.signal()
      }
      _ = begun.wait(timeout: .now() + .seconds(30))
      _ = kept.wait(timeout: .now() + .milliseconds(300))
      return false
    }
    #expect(throws: SpaceError.self) {
      try space.erase(secret, ground: .objection, by: .administrator("dpo"))
    }
    storage.beforeSync(nil)
    let left = storage.files.copy()
    let again = try MemberSpace.reopenForTesting(left, clock: clock)
    let holding = left.paths.filter { path in
      path.hasPrefix("Vault/0")
        && String(decoding: left[path: path] ?? [], as: UTF8.self).contains("\"\(secret)\"")
    }
    #expect(again.position == 10 && holding == [])
    #expect(try again.verify().awaitingErasure == 0)
  }
}
