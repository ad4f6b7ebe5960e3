import EspaceAdherent
import EventLog
import EventStreamTesting
import FoundationEssentials
import Membership
import Notation
import Testing

@Suite("Crashes while a member is erased")
struct ErasureCrashTests {
  private static let clock = ManualClock(Instant("2026-03-02T12:00:00Z") ?? .earliest)

  /// Makes a closed space with two members.
  ///
  /// The member to be erased has an obsolete password and an obsolete code.
  private func prepared() throws -> (image: DiskImage, chosen: Token, other: Token) {
    let disk = SimulatedDisk()
    let clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
    let stage = Stage(
      storage: MemoryStorage(), clock: clock,
      space: try .forTesting(house: "mcrn", on: disk, clock: clock))
    let chosen = try stage.memberWithPassword()
    let other = try stage.enrol("193599", email: "denis.caro@example.org")
    let session = try stage.session()
    try stage.act(Line.changePassword(to: "Passerelle-44-Nantes", session: session))
    stage.space.close()
    return (disk.image, chosen, other)
  }

  private func open(
    _ disk: SimulatedDisk, _ access: MemberSpace.Access = .writing
  ) throws -> MemberSpace {
    try .reopenForTesting(disk, for: access, clock: Self.clock)
  }

  @Test(
    "after any failure and any loss at every call: erased wholly or not at all, others unchanged"
  )
  func everyCall() throws {
    let (image, chosen, other) = try prepared()
    let whole = try run(on: SimulatedDisk(image), chosen)
    let before = try Surroundings(of: image, but: chosen)
    let truth = try open(SimulatedDisk(image), .reading).account(other.description).withoutMoment
    var (crashes, disks, erased) = (0, 0, 0)
    for call in whole.opening + 1...whole.calls {
      let faults: [DiskFault] = [
        .broken(from: call), .error(at: call), .late(at: call), .shortThenError(at: call),
        .full(at: call),
      ]
      for fault in faults {
        let disk = SimulatedDisk(image)
        _ = try? run(on: disk, chosen, fault)
        crashes += 1
        for left in aftermath(of: disk.image) {
          disks += 1
          let isErased = try expectSound(left, chosen, other, before, truth, "\(fault)")
          erased += isErased ? 1 : 0
        }
      }
    }
    #expect(crashes > 60 && erased > 0 && erased < disks)
    print(
      "erasure: \(crashes) failing calls, \(disks) disks after them, \(erased) erased, 0 in part")
  }

  /// Opens the space, erases the member and closes the space.
  ///
  /// - Returns: The number of calls made by opening, and the total number of calls.
  private func run(
    on disk: SimulatedDisk, _ chosen: Token, _ fault: DiskFault = .none
  ) throws -> (opening: Int, calls: Int) {
    let space = try open(disk)
    let opening = disk.calls.count
    disk.set(fault)
    try space.erase(chosen.description, ground: .objection, by: .administrator("a-1"))
    space.close()
    return (opening, disk.calls.count)
  }

  /// Returns the disk after a kill, and after power cuts that lose or garble unsynced changes.
  private func aftermath(of image: DiskImage) -> [DiskImage] {
    let unsynced = image.unsynced
    guard !unsynced.isEmpty else { return [image] }
    let vault = unsynced.map { !$0.isName && $0.path.hasPrefix("Vault/0") }
    let fates: [[Fate]] = [
      vault.map { _ in .dropped }, vault.map { $0 ? .garbled(.firstHalf) : .kept },
      vault.map { $0 ? .garbled(.secondHalf) : .kept },
      vault.enumerated().map { $1 && $0 % 2 == 0 ? .dropped : .kept },
    ]
    return [image] + fates.map { image.afterPowerLoss($0) }
  }

  /// Checks a disk as a reader and then as a writer.
  ///
  /// Returns whether the member is erased.
  private func expectSound(
    _ image: DiskImage, _ chosen: Token, _ other: Token, _ before: Surroundings, _ truth: String,
    _ comment: String
  ) throws -> Bool {
    let reader = try open(SimulatedDisk(image), .reading)
    let name = try reader.account(chosen.description).name
    #expect(name == .shown("Régine Thibaud") || name == .erased, "\(comment): \(name as Any)")
    #expect(try reader.verify().isIntact, "\(comment)")
    let disk = SimulatedDisk(image)
    let writer = try open(disk)
    try writer.redact()
    let isErased = try writer.account(chosen.description).name == .erased
    // Lines cut by a writer were never durable, so their erasure was never acknowledged.
    #expect(!isErased || name == .erased, "\(comment)")
    #expect(try writer.account(other.description).withoutMoment == truth, "\(comment)")
    let found = try writer.verify()
    #expect(found.isIntact && found.awaitingErasure == 0, "\(comment): \(found.json)")
    writer.close()
    let after = try Surroundings(of: disk.image, but: chosen)
    #expect(after.log.starts(with: before.log) && after.lines == before.lines, "\(comment)")
    let search = ByteSearch([Stage.email, Stage.number])
    let vault = disk.image[path: vaultPath] ?? []
    #expect(search.finds(in: vault).isEmpty == isErased, "\(comment)")
    return isErased
  }
}

/// The parts that an erasure must not change: the existing log, and vault lines of others.
private struct Surroundings {
  let log: [UInt8]
  let lines: [String]

  init(of image: DiskImage, but member: Token) throws {
    log = try #require(image[path: "EventLog/00000000000000000001.jsonl"])
    let vault = String(decoding: try #require(image[path: vaultPath]), as: UTF8.self)
    lines = vault.split(separator: "\n").map(String.init).filter { !$0.contains("\(member)") }
  }
}
