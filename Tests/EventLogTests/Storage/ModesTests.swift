import EventLog
import Foundation
import Testing

@Suite("Modes of files")
struct ModesTests {
  /// Makes, fills and closes a space with an erasure, and recovers it, under an `umask`.
  private static func live(in root: String, umask bits: UInt32) throws {
    umask(mode_t(bits))
    let storage = DiskStorage(root: root)
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 1)
    try Fixture.fill(store)
    for number in 0..<256 {
      let draft = Fixture.draft("many", 9, data: "{}")
      try store.append(Append(expected: ["many": number], drafts: [draft]))
    }
    try store.erase([Erasure(position: 2, fact: 8), Erasure(position: 7, fact: 8)])
    store.close()
    // A torn tail, which the next writer keeps in a file beside the log.
    let last = try storage.names(in: "EventLog").sorted().last ?? ""
    let handle = FileHandle(forWritingAtPath: root + "/EventLog/" + last)
    try handle?.seekToEnd()
    try handle?.write(contentsOf: Data("torn".utf8))
    try handle?.close()
    try FileManager.default.removeItem(atPath: root + "/LOCK")
    try Fixture.open(storage, maximumSegmentBytes: 1).close()
  }

  private func check(_ root: String) throws {
    let storage = DiskStorage(root: root)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root)
    let logs = paths.filter { $0.hasPrefix("EventLog/") && $0.hasSuffix(".jsonl") }.sorted()
    #expect(paths.contains { $0.contains(".torn-") } && paths.contains("Projections/merkle.nodes"))
    for path in [""] + paths {
      let expected: UInt16 =
        switch path {
        case "", "EventLog", "Projections": 0o750
        case "Vault": 0o700
        case _ where path.hasPrefix("Vault/"): 0o600
        case _ where logs.dropLast().contains(path): 0o440
        default: 0o640
        }
      let mode = try storage.mode(of: path)
      #expect(mode.bits == expected, "\(path): \(String(mode.bits, radix: 8))")
    }
    #expect(try storage.looseModes().isEmpty)
  }

  @Test("are the design's under an umask that takes nothing away")
  func openUmask() async throws {
    let folder = try TemporaryFolder()
    let root = folder.path + "/a/space"
    await #expect(processExitsWith: .success) { [root = root as String] in
      try Self.live(in: root, umask: 0o000)
    }
    try check(root)
  }

  @Test("are the design's under an umask that takes all but the owner's away")
  func closedUmask() async throws {
    let folder = try TemporaryFolder()
    let root = folder.path + "/a/space"
    await #expect(processExitsWith: .success) { [root = root as String] in
      try Self.live(in: root, umask: 0o077)
    }
    try check(root)
  }

  @Test("that are too wide are reported, each with its path and its widest permitted mode")
  func loose() throws {
    let folder = try TemporaryFolder()
    let storage = DiskStorage(root: folder.path + "/space")
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 1)
    try Fixture.fill(store)
    store.close()
    #expect(try storage.looseModes().isEmpty)
    let changes: [(String, UInt16, UInt16)] = [
      ("", 0o755, 0o750), ("EventLog", 0o751, 0o750), (logPath(), 0o444, 0o640),
      ("LOCK", 0o660, 0o640), ("Vault", 0o750, 0o700), ("Vault/key", 0o640, 0o600),
      (vaultPath(), 0o604, 0o600), ("space.json", 0o641, 0o640),
    ]
    for (path, mode, _) in changes { try storage.setMode(of: path, to: FileMode(mode)) }
    let found = try storage.looseModes()
    #expect(found.map(\.path) == changes.map(\.0).sorted())
    for (path, mode, widest) in changes {
      let loose = found.first { $0.path == path }
      #expect(loose?.mode.bits == mode && loose?.widest.bits == widest, "\(path)")
    }
    // A narrower mode is not loose, nor is a bit other than read, write and execute.
    for (path, mode) in [("EventLog", 0o2700), ("Vault", 0o500), ("Vault/key", 0o400)] {
      try storage.setMode(of: path, to: FileMode(UInt16(mode)))
    }
    let rest = try storage.looseModes().map(\.path)
    #expect(Set(rest) == Set(changes.map(\.0)).subtracting(["EventLog", "Vault", "Vault/key"]))
  }

  @Test("of a space that is not there, or not whole, there is nothing to report")
  func absent() throws {
    #expect(try MemoryStorage().looseModes().isEmpty)
    let folder = try TemporaryFolder()
    #expect(try DiskStorage(root: folder.path + "/none").looseModes().isEmpty)
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try storage.setMode(of: "Vault/key", to: FileMode(0o644))
    #expect(try store.storage.looseModes().map(\.path) == ["Vault/key"])
  }
}
