import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("A creation that was cut short is completed by another")
struct CutShortCreationTests {
  private static let clock = ManualClock(Instant("2026-03-02T12:00:00Z") ?? .earliest)

  private func create(
    _ house: String, on disk: any Storage, seed: UInt64 = 3
  ) throws(SpaceError) -> MemberSpace {
    try .forTesting(house: house, on: disk, clock: Self.clock, seed: seed)
  }

  /// The disks after a kill and after power losses: without unsynced changes, or with every second
  /// one.
  private func aftermath(of image: DiskImage) -> [DiskImage] {
    let unsynced = image.unsynced
    guard !unsynced.isEmpty else { return [image] }
    let fates: [[Fate]] = [
      unsynced.map { _ in .dropped }, unsynced.indices.map { $0 % 2 == 0 ? .dropped : .kept },
    ]
    return [image] + fates.map { image.afterPowerLoss($0) }
  }

  /// Opens the space as a reader, which finds a whole space or an unfinished one, never damage.
  private func read(_ image: DiskImage, _ comment: String) -> SpaceError? {
    do throws(SpaceError) {
      let space = try MemberSpace.reopenForTesting(
        SimulatedDisk(image), for: .reading, clock: Self.clock)
      #expect(space.position == 1 && space.damageNotice == nil, "\(comment)")
      return nil
    } catch {
      #expect(error.kind == .notFound, "\(comment): \(error)")
      return error
    }
  }

  /// Completes an interrupted creation, with another house or the same, and checks the space.
  private func complete(_ image: DiskImage, _ house: String, _ comment: String) throws {
    let disk = SimulatedDisk(image)
    do throws(SpaceError) {
      let space = try create(house, on: disk, seed: 8)
      #expect(space.house == house && space.position == 1, "\(comment)")
      space.close()
    } catch {
      // The first fact was durable, so the space exists though the creation was not acknowledged.
      #expect(error.kind == .exists && read(image, comment) == nil, "\(comment): \(error)")
    }
    let space = try MemberSpace.reopenForTesting(disk, clock: Self.clock)
    #expect(try space.position == 1 && space.verify().isIntact, "\(comment)")
    _ = try space.perform(readRequest(Line.enrol("193592", id: 1)))
    #expect(space.position > 1, "\(comment)")
  }

  @Test(
    "cut at every call, the power lost or not: readers report it, and another creation completes it"
  )
  func everyCall() throws {
    let whole = SimulatedDisk()
    try create("mcrn", on: whole).close()
    let count = whole.calls.count
    var unfinished = 0
    for call in 1...count {
      let disk = SimulatedDisk(fault: .broken(from: call))
      _ = try? create("mcrn", on: disk)
      for image in aftermath(of: disk.image) {
        let comment = "cut at call \(call) of \(count), \(whole.calls[call - 1])"
        if read(image, comment)?.message.contains("was interrupted") == true { unfinished += 1 }
        try complete(image, "mcrn", comment)
        try complete(image, "unimutuelles", comment)
      }
    }
    #expect(unfinished > 3)
  }

  /// Returns the last disk on which an interrupted creation leaves an unfinished space.
  private func unfinished() throws -> DiskImage {
    let whole = SimulatedDisk()
    try create("mcrn", on: whole).close()
    for call in (1...whole.calls.count).reversed() {
      let disk = SimulatedDisk(fault: .broken(from: call))
      _ = try? create("mcrn", on: disk)
      if read(disk.image, "")?.message.contains("was interrupted") == true { return disk.image }
    }
    throw CancellationError()
  }

  @Test(
    "the first record was torn: readers report an unfinished space, and a creation completes it",
    arguments: ["{", #"{"position":1,"#, #"{"position":1,"at":"2026-03-02T12:00:00.000Z"}"#])
  func tornFirstRecord(_ piece: String) throws {
    var image = try unfinished()
    let log = "EventLog/00000000000000000001.jsonl"
    let header = try #require(image[path: log])
    #expect(header.last == 0x0a)
    image[path: log] = header + Array(piece.utf8)
    #expect(read(image, piece)?.message.contains("was interrupted") == true)
    try complete(image, "mcrn", piece)
    try complete(image, "unimutuelles", piece)
    // A second whole line is a record: the space exists, and no creation touches it.
    image[path: log] = header + Array((piece + "\n").utf8)
    let disk = SimulatedDisk(image)
    #expect(throws: SpaceError.self) { try create("unimutuelles", on: disk) }
    #expect(disk.image[path: log] == image[path: log])
  }

  @Test("the completion is cut short too: the third creation completes it")
  func twice() throws {
    let begun = try unfinished()
    let second = SimulatedDisk(begun)
    try create("unimutuelles", on: second).close()
    for call in 1...second.calls.count {
      let disk = SimulatedDisk(begun, fault: .broken(from: call))
      _ = try? create("unimutuelles", on: disk)
      for image in aftermath(of: disk.image) {
        _ = read(image, "again, cut at call \(call)")
        try complete(image, "mcrn", "again, cut at call \(call)")
      }
    }
  }

  @Test("a generated space that was cut short is made again with the same bytes")
  func generated() throws {
    func generate(_ disk: any Storage) throws(SpaceError) -> GeneratedSpace {
      try MemberSpace.generate(on: disk, house: "mcrn", members: 1, seed: 4, profile: .hours)
    }
    let whole = MemoryStorage()
    _ = try generate(whole)
    let files = whole.paths.filter { $0 != "LOCK" && !$0.hasPrefix("Projections/") }
    let disk = SimulatedDisk()
    _ = try generate(disk)
    let first = try #require(
      disk.calls.firstIndex { $0.operation == .rename && $0.path == "space.json.tmp" })
    for call in first..<first + 24 {
      let cut = SimulatedDisk(fault: .broken(from: call))
      _ = try? generate(cut)
      let again = SimulatedDisk(cut.image)
      do throws(SpaceError) { _ = try generate(again) } catch {
        #expect(error.kind == .exists)
        continue
      }
      for path in files {
        #expect(again[path: path] == whole[path: path], "\(path), cut at \(call)")
      }
    }
  }

  @Test("a space without its log or its facts is not taken for an unfinished one")
  func lost() throws {
    let stage = try Stage("mcrn")
    stage.space.close()
    let log = "EventLog/00000000000000000001.jsonl"
    let bytes = try #require(stage.storage[path: log])
    let header = bytes.prefix(through: try #require(bytes.firstIndex(of: 0x0a)))
    let cut = stage.storage.copy()
    cut[path: log] = Array(header)
    let gone = stage.storage.copy()
    gone[path: log] = nil
    gone[path: "LOCK"] = nil
    for image in [cut, gone, stage.storage.copy()] {
      let before = image[path: "space.json"]
      let error = #expect(throws: SpaceError.self) { try create("mcrn", on: image) }
      #expect(error?.kind == .exists && image[path: "space.json"] == before)
    }
  }
}
