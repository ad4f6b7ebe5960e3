import EventLog
import EventStreamTesting
import Foundation
import Testing

/// The writer's note in LOCK, and the decisions based on it.
@Suite("The writer's note in LOCK")
struct WriterNoteTests {
  private static func note(_ disk: SimulatedDisk) -> String {
    String(decoding: disk.image[path: "LOCK"] ?? [], as: UTF8.self)
  }

  @Test("names the writer and the durable position, after every group and after the close")
  func notes() throws {
    let disk = SimulatedDisk()
    let store = try Fixture.store(on: disk)
    let process = ProcessInfo.processInfo.processIdentifier
    #expect(Self.note(disk) == "\(process) 0 0\n")
    try Fixture.fill(store)
    #expect(Self.note(disk) == "\(process) 7 7\n")
    try store.syncBoth()
    #expect(Self.note(disk) == "\(process) 7 7\n")
    store.close()
    #expect(Self.note(disk) == "closed 7 7\n")
  }

  @Test("is never ahead of the log, after any power cut")
  func neverAhead() throws {
    let disk = SimulatedDisk(keepsImages: true)
    let store = try Fixture.store(on: disk)
    try Fixture.fill(store)
    for image in disk.images + [disk.image] {
      let kept = image.unsynced.map { $0.path == "LOCK" ? Fate.kept : .dropped }
      let left = SimulatedDisk(image.afterPowerLoss(kept))
      guard (try? LogStore.readManifest(on: left)) != nil else { continue }
      let reader = try Fixture.open(left, .reading)
      #expect(reader.recovery.damage == nil, "\(Self.note(left)): \(reader.durablePosition)")
    }
  }

  @Test("a space that is refused is refused again: a refused opening does not count as a writer")
  func refusedAgain() throws {
    let disk = SimulatedDisk()
    let store = try Fixture.store(on: disk)
    try Fixture.fill(store)
    store.close()
    let log = try #require(disk.image[path: logPath()])
    let lastLine = try #require(log.dropLast().lastIndex(of: 0x0a)) + 1
    let left = SimulatedDisk(disk.image)
    left[path: logPath()] = Array(log[..<lastLine])
    let vault = left[path: vaultPath()]
    for _ in 0..<3 {
      #expect {
        _ = try Fixture.open(left)
      } throws: { error in
        guard case LogError.logOlderThanVault = error else { return false }
        return true
      }
      #expect(left[path: vaultPath()] == vault)
      #expect(Self.note(left).hasPrefix("closed 7 7\n"))
    }
    // An opening that fails during these checks does not count as a writer either.
    let counting = SimulatedDisk(left.image)
    _ = try? Fixture.open(counting)
    for number in 1...counting.calls.count {
      for fault in [DiskFault.broken(from: number), .shortThenError(at: number)] {
        let broken = SimulatedDisk(left.image, fault: fault)
        _ = try? Fixture.open(broken)
        #expect(broken[path: vaultPath()] == vault)
        let again = SimulatedDisk(broken.image.afterPowerLoss([]))
        #expect(throws: LogError.self) { try Fixture.open(again) }
        #expect(again[path: vaultPath()] == vault)
      }
    }
  }

  @Test("of a killed writer: vault lines up to the position it noted are never cut")
  func killedWriter() throws {
    let whole = SimulatedDisk()
    let store = try Fixture.store(on: whole)
    try Fixture.fill(store)
    let log = try #require(whole.image[path: logPath()])
    let ends = log.indices.filter { log[$0] == 0x0a }.map { $0 + 1 }
    for end in ends.dropLast() {
      let left = SimulatedDisk(whole.image)
      left[path: logPath()] = Array(log[..<end])
      let vault = left[path: vaultPath()]
      #expect(throws: LogError.self) { try Fixture.open(left) }
      #expect(left[path: vaultPath()] == vault && left[path: logPath()] == Array(log[..<end]))
      // Without the note, the lines may belong to one commit group that a power cut interrupted.
      left[path: "LOCK"] = nil
      #expect(try Fixture.open(left).durablePosition < 7)
    }
  }

  @Test("an older note, or a missing one, means that the writer died")
  func olderNotes() throws {
    for (note, isDead) in [
      ("closed\n", false), ("1234\n", true), ("", true), ("closed 5 7\n", false),
      ("\0\0\0\0", true), ("1234 99999999999999999999 99999999999999999999\n", true),
      ("closed 7 7", false), ("1234 -1 -1\n", true),
      // If one of the two numbers is impossible, the note is incomplete and both are ignored.
      ("closed 9 7\n", false), ("1234 9 8\n", true),
    ] {
      let image = try Fixture.killedSpace()
      image[path: "LOCK"] = Array(note.utf8)
      let store = try Fixture.open(image)
      #expect(store.recovery.lastWriterDied == isDead, "\(note)")
      #expect(store.durablePosition == 7)
    }
  }

  @Test("of a log that lost its last record, which sealed nothing: refused, and its place named")
  func oneLess() throws {
    for isClosed in [true, false] {
      let disk = SimulatedDisk()
      let store = try Fixture.store(on: disk)
      try Fixture.fill(store)
      let end = try #require(disk.image[path: logPath()]).count
      try store.append(Append(expected: ["house": 1], drafts: [Fixture.draft("house", 8)]))
      if isClosed { store.close() }
      let left = SimulatedDisk(disk.image)
      left[path: logPath()] = disk[path: logPath()].map { Array($0[..<end]) }
      #expect(try Fixture.open(left, .reading).recovery.damage?.position == 8)
      #expect {
        _ = try Fixture.open(left)
      } throws: { error in
        guard case LogError.damaged(let damage) = error else { return false }
        return damage.kind == .shortened && damage.position == 8
      }
    }
  }

  @Test("of a close in order: no vault line is ahead of the log, also when both are of one backup")
  func olderBackup() throws {
    let disk = SimulatedDisk()
    let store = try Fixture.store(on: disk)
    try Fixture.fill(store)
    let log = try #require(disk[path: logPath()])
    let fifth = log.indices.filter { log[$0] == 0x0a }[5]
    let left = SimulatedDisk(disk.image)
    // Log and note are reset to position 5. The vault is not.
    left[path: logPath()] = Array(log[...fifth])
    left[path: SpaceLayout.lock] = Array("closed 5 5\n".utf8)
    let vault = left[path: vaultPath()]
    #expect {
      _ = try Fixture.open(left)
    } throws: { error in
      guard case LogError.logOlderThanVault(let damage) = error else { return false }
      return damage.position == 6
    }
    #expect(left[path: vaultPath()] == vault)
  }
}
