import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Crashes while a snapshot is written")
struct SnapshotCrashTests {
  private let clock = ManualClock(Instant("2026-03-02T09:00:00Z") ?? .earliest)

  /// A space with a snapshot and some facts behind it, its writer killed.
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

  /// The files of rows that the snapshot in use does not name.
  private func strays(_ disk: SimulatedDisk) throws -> [String] {
    let space = try LogStore.readManifest(on: disk).id
    let manifest = try LogSnapshot(on: disk, space: space)?.manifest
    return disk.image.paths.filter { path in
      path.hasSuffix(".rows")
        && !(manifest?.names(path.split(separator: "/").last.map(String.init) ?? "") ?? false)
    }
  }

  @Test("at every call, whatever fails there and whatever is lost, the space answers the same")
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
        // No fact hangs on it: the space goes on. Of a disk that is full, no room is kept.
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
    // Until the new one is whole, the old one is the one in use.
    #expect(kept < disks / 2 && resumed == disks)
    print("snapshot: \(disks) disks after failing calls, \(resumed) resumed, 0 answers changed")
  }
}
