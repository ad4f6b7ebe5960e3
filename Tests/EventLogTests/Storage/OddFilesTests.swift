import EventLog
import Foundation
import Testing

/// Files in a space that are not regular files of a log.
@Suite("Odd files in the place of the log's")
struct OddFilesTests {
  /// Reads and verifies a space.
  ///
  /// Returns the damage or the storage fault.
  private static func end(_ space: RealSpace) throws -> (damage: Damage?, fault: StorageFault?) {
    do throws(LogError) {
      let store = try Fixture.open(space.storage, .reading, checking: .everything)
      let report = try store.verify(key: { $0 == space.key })
      return (store.recovery.damage ?? report.damage, nil)
    } catch {
      switch error {
      case .damaged(let damage), .vaultOlderThanLog(let damage): return (damage, nil)
      case .storage(let fault): return (nil, fault)
      default: throw error
      }
    }
  }

  @Test("a pipe in place of any file blocks no one, and is not part of a sound space")
  func pipes() throws {
    let space = try RealSpace()
    for path in space.paths where path != "LOCK" {
      try space.put(nil, at: path)
      #expect(mkfifo(space.root + "/" + path, 0o600) == 0)
      let (damage, fault) = try Self.end(space)
      #expect(damage?.segment == path || fault?.path == path, "\(path)")
      #expect(throws: LogError.self, "\(path)") {
        let store = try Fixture.open(space.storage)
        if try store.vaultKey() != space.key { throw LogError.wrongKey }
      }
      try space.put(nil, at: path)
      try space.put(space.files[path], at: path)
    }
  }

  @Test("a folder in the place of any file ends with the file's name, never with an answer")
  func folders() throws {
    let space = try RealSpace()
    for path in space.paths where path != "LOCK" {
      try space.put(nil, at: path)
      try FileManager.default.createDirectory(
        atPath: space.root + "/" + path, withIntermediateDirectories: false)
      let (damage, fault) = try Self.end(space)
      #expect(damage?.segment == path || fault?.path == path, "\(path)")
      try space.put(nil, at: path)
      try space.put(space.files[path], at: path)
    }
  }

  @Test("a segment that was made huge is damage, and takes neither memory nor time in proportion")
  func hugeSegments() throws {
    let space = try RealSpace()
    for path in space.paths where path.hasSuffix(".jsonl") {
      let mode = try space.storage.mode(of: path)
      try space.storage.setMode(of: path, to: .file)
      let file = try space.storage.open(path, for: .writing)
      try space.storage.truncate(file, to: 1 << 40)
      space.storage.close(file)
      let (damage, _) = try Self.end(space)
      #expect(damage?.segment == path && damage?.kind == .tooLong, "\(path)")
      #expect(throws: LogError.self, "\(path)") { try Fixture.open(space.storage) }
      let again = try space.storage.open(path, for: .writing)
      try space.storage.truncate(again, to: space.files[path]?.count ?? 0)
      space.storage.close(again)
      try space.storage.setMode(of: path, to: mode)
    }
    #expect(try Self.end(space) == (nil, nil))
  }

  @Test("a key that is missing, short or another is the first damage; the log is verified anyway")
  func key() throws {
    let space = try RealSpace()
    for key in [nil, [], [1, 2, 3], [UInt8](repeating: 0, count: 32), space.key + [0]] {
      try space.put(key, at: "Vault/key")
      let reader = try Fixture.open(space.storage, .reading)
      let report = try reader.verify(key: { $0 == space.key })
      #expect(report.damage?.kind == .key && report.damage?.segment == "Vault/key")
      #expect(report.facts == 5 && report.vaultLines == 3 && report.isVaultReadable)
      #expect(report.root == reader.durableHead.root)
      try? space.put([], at: "Vault/key")
    }
  }
}
