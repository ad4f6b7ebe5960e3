import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Crashes while a snapshot is written")
struct SnapshotCrashTests {
  private let clock = ManualClock(Instant("2026-03-02T09:00:00Z") ?? .earliest)

  /// Makes a space with a snapshot and later facts.
  ///
  /// Its writer is killed.
  private func prepared() throws -> (image: DiskImage, answers: [String]) {
    let disk = SimulatedDisk()
    let stage = Stage(
      storage: MemoryStorage(), clock: clock,
      space: try .forTesting(house: "mcrn", on: disk, clock: clock))
    try stage.memberWithPassword()
    #expect(stage.space.writeSnapshot())
    stage.wait(60)
    _ = try stage.session()
    return (disk.image, try answers(stage.space))
  }

  /// Returns the table files that the snapshot in use does not name.
  private func strays(_ disk: SimulatedDisk) throws -> [String] {
    let space = try LogStore.readManifest(on: disk).id
    let manifest = try LogSnapshot(on: disk, space: space)?.manifest
    return disk.image.paths.filter { path in
      path.hasSuffix(".rows")
        && !(manifest?.names(path.split(separator: "/").last.map(String.init) ?? "") ?? false)
    }
  }

  @Test("after any failure and any loss at every call, the space gives the same answers")
  func everyCall() throws {
    let (image, right) = try prepared()
    let whole = SimulatedDisk(image)
    let space = try MemberSpace.reopenForTesting(whole, clock: clock)
    let opening = whole.calls.count
    #expect(space.writeSnapshot())
    var (disks, kept, resumed) = (0, 0, 0)
    for call in opening + 1...whole.calls.count {
      let faults: [DiskFault] = [
        .broken(from: call), .error(at: call), .late(at: call), .shortThenError(at: call),
        .full(at: call),
      ]
      for fault in faults {
        let disk = SimulatedDisk(image)
        let space = try MemberSpace.reopenForTesting(disk, clock: clock)
        disk.set(fault)
        kept += space.writeSnapshot() ? 1 : 0
        // No fact depends on the snapshot, so the space works on. A full disk keeps no stray file.
        disk.set(.none)
        if case .full = fault { #expect(try strays(disk) == [], "\(fault)") }
        #expect(try answers(space) == right, "\(fault)")
        let unsynced = disk.image.unsynced
        for lost in [unsynced.map { _ in Fate.kept }, unsynced.map { _ in Fate.dropped }] {
          let left = SimulatedDisk(disk.image.afterPowerLoss(lost))
          let again = try MemberSpace.reopenForTesting(left, clock: clock)
          #expect(try answers(again) == right, "\(fault)")
          resumed += again.snapshotPosition > 0 ? 1 : 0
          disks += 1
        }
      }
    }
    // The old snapshot is in use until the new one is complete.
    #expect(kept < disks / 2 && resumed == disks)
    print("snapshot: \(disks) disks after failing calls, \(resumed) resumed, 0 answers changed")
  }
}
