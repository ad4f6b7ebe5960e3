import EventLog
import Foundation
import Testing

/// A disk that is really full, and a file that really may not grow.
@Suite("No room")
struct FullDiskTests {
  @Test("on a full disk nothing acknowledged is gone, and the log opens again once there is room")
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    var (accepted, fills) = (0, 0)
    for filler in stride(from: 0, to: 12_000, by: 1_500) {
      guard let disk = try SmallDisk(in: folder, named: "disk\(filler)") else {
        print("SKIPPED: no small file system may be mounted here; a full disk was not tried")
        return
      }
      let space = "\(disk.path)/space"
      let made = try Run(EspaceBinary.path, ["init", "--house", "mcrn", "--data", space])
      #expect(made.end() == .exited(0))
      // The disk is full at another byte each time.
      try Data(count: filler).write(to: URL(fileURLWithPath: "\(disk.path)/filler"))
      let actions = Actions(300)
      let file = try folder.file("actions.jsonl", actions.text)
      let run = try Run(EspaceBinary.path, ["perform", file, "--data", space])
      #expect(run.end() == .exited(74), "\(run.errors)")
      let lines = run.lines
      #expect(try Actions.Outcome(lines.last ?? "{}").word == "unknown")
      try FoundLog(space).check(lines, of: actions, "full")
      // The disk is still full. The command reports it, and the attempt loses no data.
      let still = try Run(EspaceBinary.path, ["perform", file, "--data", space])
      #expect(still.end() == .exited(74), "\(still.errors)")
      try FoundLog(space).check(lines, of: actions, "still full")
      try disk.grow()
      let again = try Run(EspaceBinary.path, ["perform", file, "--data", space])
      #expect(again.end() == .exited(0), "\(again.errors)")
      let log = try FoundLog(space)
      try log.check(lines, of: actions, "room again")
      #expect(try log.check(again.lines, of: actions, "room again") == 300)
      #expect(try log.store.verify().isIntact)
      accepted += lines.count - 1
      fills += 1
    }
    print("full disk: filled \(fills) times, \(accepted) actions accepted before, all there after")
  }

  @Test(
    "a file that may not grow further: the write is cut short by the system, and nothing is lost")
  func fileSizeLimit() throws {
    let folder = try TemporaryFolder()
    let actions = Actions(12)
    let file = try folder.file("actions.jsonl", actions.text)
    let sample = try folder.space("sample")
    var (cut, accepted) = (0, 0)
    // The limit is in units of 512 bytes and starts at the size of the log.
    for blocks in 6...20 {
      let space = try folder.copy(of: sample, as: "space")
      let line = "ulimit -f \(blocks); trap '' XFSZ; exec \"$0\" perform \"$1\" --data \"$2\" 2>&1"
      let run = try Run("/bin/sh", ["-c", line, EspaceBinary.path, file, space])
      let end = run.end()
      let lines = run.lines.filter { $0.hasPrefix("{") }
      let log = try FoundLog(space)
      try log.check(lines, of: actions, "\(blocks) blocks")
      if end != .exited(0) {
        #expect(end == .exited(74), "\(run.lines)")
        cut += 1
      }
      accepted += lines.count
      let again = try Run(EspaceBinary.path, ["perform", file, "--data", space])
      #expect(again.end() == .exited(0), "\(again.errors)")
      #expect(try FoundLog(space).check(again.lines, of: actions, "\(blocks) blocks") == 12)
    }
    print("file size limit: \(cut) runs cut short, \(accepted) outcomes before")
    #expect(cut > 5)
  }
}

/// A file system of 64 KiB in memory, if one may be mounted here.
private final class SmallDisk {
  let path: String

  init?(in folder: TemporaryFolder, named name: String) throws {
    path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #if os(Linux)
      guard try Self.mount(["-t", "tmpfs", "-o", "size=64k", "espace-test", path]) else {
        return nil
      }
    #else
      return nil
    #endif
  }

  // A lazy unmount also releases files that are still open.
  deinit { _ = try? Run("/bin/umount", ["-l", path]).end() }

  private static func mount(_ words: [String]) throws -> Bool {
    guard FileManager.default.isExecutableFile(atPath: "/bin/mount") else { return false }
    return try Run("/bin/mount", words).end() == .exited(0)
  }

  func grow() throws { #expect(try Self.mount(["-o", "remount,size=4m", path])) }
}
