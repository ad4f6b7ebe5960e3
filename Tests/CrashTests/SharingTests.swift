import EventLog
import Foundation
import Synchronization
import Testing

/// Several processes on one space.
@Suite("Two writers, ten readers")
struct SharingTests {
  @Test(
    "a second writer exits with 75 and names the first, which continues; kill releases the lock")
  func twoWriters() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let actions = Actions(3)
    let first = try Run(EspaceBinary.path, ["perform", "--data", space])
    try first.tell(actions.lines[0] + "\n")
    first.wait(forLines: 1)
    for _ in 0..<3 {
      let second = try Run(EspaceBinary.path, ["perform", "--data", space])
      #expect(second.end() == .exited(75))
      #expect(second.lines.isEmpty)
      #expect(second.errors.contains("process \(first.identifier)"))
    }
    #expect(throws: LogError.locked(byProcess: first.identifier)) {
      _ = try FoundLog(space, for: .writing)
    }
    try first.tell(actions.lines[1] + "\n")
    first.wait(forLines: 2)
    first.kill()
    let third = try Run(EspaceBinary.path, ["perform", "--data", space])
    try third.tell(actions.text)
    #expect(third.end() == .exited(0))
    #expect(third.lines.count == 3)
    try FoundLog(space).check(first.lines, of: actions, "first")
    try FoundLog(space).check(third.lines, of: actions, "third")
  }

  @Test("of many writers that start at once, each action is done once")
  func writersRace() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let actions = Actions(5)
    let file = try folder.file("actions.jsonl", actions.text)
    let runs = try (0..<6).map { _ in
      try Run(EspaceBinary.path, ["perform", file, "--data", space])
    }
    let ends = runs.map { $0.end() }
    #expect(ends.contains(.exited(0)))
    #expect(ends.allSatisfy { $0 == .exited(0) || $0 == .exited(75) })
    let log = try FoundLog(space)
    for run in runs { try log.check(run.lines, of: actions, "race") }
    #expect(try log.store.verify().isIntact)
  }

  @Test("a lock is released with its file, even if child processes inherit the descriptor")
  func lockAndChildren() throws {
    let folder = try TemporaryFolder()
    let storage = DiskStorage(root: "\(folder)")
    let isDone = Mutex(false)
    let group = DispatchGroup()
    for _ in 0..<4 {
      group.enter()
      Thread.detachNewThread {
        // A child process holds copies of all open files until it executes another program.
        while !isDone.withLock({ $0 }) {
          let child = Process()
          child.executableURL = URL(fileURLWithPath: "/bin/sh")
          child.arguments = ["-c", ":"]
          child.standardInput = FileHandle.nullDevice
          guard (try? child.run()) != nil else { continue }
          child.waitUntilExit()
        }
        group.leave()
      }
    }
    defer {
      isDone.withLock { $0 = true }
      group.wait()
    }
    var refused = 0
    for _ in 0..<30_000 {
      let file = try storage.open("LOCK", for: .openingOrCreating(.file))
      refused += try storage.lock(file) ? 0 : 1
      storage.close(file)
    }
    #expect(refused == 0)
  }

  @Test("ten readers of a space that another process writes see whole appends, in order, verified")
  func tenReaders() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let actions = Actions(150)
    let file = try folder.file("actions.jsonl", actions.text)
    let run = try Run(EspaceBinary.path, ["perform", file, "--data", space])
    let looks = Mutex(0)
    let faults = Mutex<[String]>([])
    let group = DispatchGroup()
    for number in 0..<10 {
      group.enter()
      Thread.detachNewThread {
        do {
          let count = try Self.read(space, until: 301, verifying: number == 0)
          looks.withLock { $0 += count }
        } catch { faults.withLock { $0.append("reader \(number): \(error)") } }
        group.leave()
      }
    }
    #expect(group.wait(timeout: .now() + 60) == .success)
    #expect(run.end() == .exited(0))
    #expect(faults.withLock { $0 }.isEmpty)
    try FoundLog(space).check(run.lines, of: actions, "written")
    print("ten readers: \(looks.withLock { $0 }) looks at 301 facts while they were written")
  }

  /// Reads until a number of facts is there.
  ///
  /// Returns the number of refreshes.
  private static func read(_ space: String, until count: Int, verifying: Bool) throws -> Int {
    let reader = try LogStore.open(
      on: DiskStorage(root: space), for: .reading, checking: .everything, replaying: { _ in })
    var (looks, seen) = (0, reader.durablePosition)
    let deadline = Date(timeIntervalSinceNow: 50)
    while seen < count {
      guard Date() < deadline else { throw CocoaError(.userCancelled) }
      looks += 1
      var position = seen
      try reader.refresh { (batch) throws(LogError) in
        for view in batch {
          guard view.position == position + 1 else { throw .readOnly }
          position += 1
        }
      }
      for fresh in seen + 1..<reader.durablePosition + 1 {
        guard let record = try reader.record(at: fresh) else { throw CocoaError(.fileReadUnknown) }
        // The vault is written first, so every visible fact can be opened.
        let part = try reader.sealedPayload(of: record)
        if record.sealed != nil, case .value = part {
        } else if record.sealed != nil {
          throw CocoaError(.fileReadCorruptFile)
        }
        if fresh == reader.durablePosition, record.until != fresh {
          throw CocoaError(.fileReadTooLarge)
        }
      }
      seen = reader.durablePosition
      if verifying, looks % 4 == 0, let damage = try reader.verify().damage { throw damage }
      usleep(1000)
    }
    return looks
  }
}
