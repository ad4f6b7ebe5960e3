import EventLog
import Foundation
import Testing

/// Backups that were restored in part.
///
/// The log is older than the vault, or the vault is older than the log. Or both are older than the
/// position in the last writer's note.
@Suite("Parts of a backup put back")
struct PutBackTests {
  /// A space on four evenings.
  ///
  /// Its writer was closed each evening, or was killed.
  private struct Days {
    let folder: TemporaryFolder
    let root: String
    /// All files on each evening.
    var evenings: [[String: [UInt8]]] = []
    static let records = [2, 4, 7, 9]

    var storage: DiskStorage { DiskStorage(root: root) }

    init(isKilled: Bool, maximumSegmentBytes: Int) throws {
      folder = try TemporaryFolder()
      root = folder.path + "/space"
      var store = try Fixture.store(on: storage, maximumSegmentBytes: maximumSegmentBytes)
      var number = 0
      for count in Self.records {
        while number < count {
          number += 1
          try store.append(
            Append(
              expected: ["a": number - 1],
              drafts: [Fixture.draft("a", number, data: "{}", secret: "{\"n\":\(number)}")]))
        }
        // A killed writer leaves the files as they are. All its days belong to one session.
        if isKilled {
          evenings.append(try RealSpace.files(in: root))
        } else {
          store.close()
          evenings.append(try RealSpace.files(in: root))
          store = try Fixture.open(storage, maximumSegmentBytes: maximumSegmentBytes)
        }
      }
      store.close()
      try put(evenings[3])
    }

    /// Replaces the files of the space with these files.
    func put(_ files: [String: [UInt8]]) throws {
      for folder in ["EventLog", "Vault"] {
        try FileManager.default.removeItem(atPath: root + "/" + folder)
      }
      try storage.makeFolder("EventLog", mode: .folder)
      try storage.makeFolder("Vault", mode: .vaultFolder)
      try? FileManager.default.removeItem(atPath: root + "/LOCK")
      for (path, bytes) in files {
        try Data(bytes).write(to: URL(fileURLWithPath: root + "/" + path))
      }
    }

    /// Returns the last evening's files, with the log of one evening and the vault of another.
    func mixed(log: Int, vault: Int, note: Bool = true) -> [String: [UInt8]] {
      let last = evenings[3].filter { !$0.key.contains("/") && (note || $0.key != "LOCK") }
      return last.merging(evenings[log].filter { $0.key.hasPrefix("EventLog/") }) { $1 }
        .merging(evenings[vault].filter { $0.key.hasPrefix("Vault/") }) { $1 }
    }
  }

  private enum Verdict: Equatable { case sound, logOlder, vaultOlder, shortened, other }

  private static func verdict(_ error: LogError) -> Verdict {
    switch error {
    case .logOlderThanVault: .logOlder
    case .vaultOlderThanLog: .vaultOlder
    case .damaged(let damage) where damage.kind == .shortened: .shortened
    default: .other
    }
  }

  @Test(
    "log and vault of any two days: recognised by writer and verification, and nothing is cut",
    arguments: [false, true], [1, 400, 1 << 20])
  func twoDays(isKilled: Bool, maximumSegmentBytes: Int) throws {
    let days = try Days(isKilled: isKilled, maximumSegmentBytes: maximumSegmentBytes)
    for log in 0..<4 {
      for vault in 0..<4 {
        let files = days.mixed(log: log, vault: vault)
        try days.put(files)
        let comment = "log of day \(log), vault of day \(vault)"
        let expected: Verdict =
          log < vault ? .logOlder : log > vault ? .vaultOlder : log < 3 ? .shortened : .sound
        let report = try Fixture.open(days.storage, .reading).verify()
        let kind = report.damage?.kind
        switch expected {
        case .sound: #expect(report.isIntact, "\(comment)")
        case .vaultOlder: #expect(kind == .vaultOlderThanLog, "\(comment)")
        // A reader allows for a vault that a writer has extended first. It may thus report
        // `shortened`, because the log ends before the position in LOCK.
        default: #expect(kind == .logOlderThanVault || kind == .shortened, "\(comment)")
        }
        #expect(report.facts == Days.records[log], "\(comment)")
        // The second writer gets the same error as the first.
        for _ in 0..<2 where expected != .sound {
          do throws(LogError) {
            _ = try Fixture.open(days.storage)
            Issue.record("opened: \(comment)")
          } catch { #expect(Self.verdict(error) == expected, "\(comment): \(error)") }
        }
        let now = try RealSpace.files(in: days.root).filter { $0.key != "LOCK" }
        #expect(now == files.filter { $0.key != "LOCK" }, "\(comment): something was changed")
      }
    }
  }

  @Test(
    "the whole of an older backup, without LOCK, is that older space", arguments: [false, true])
  func wholeBackup(isKilled: Bool) throws {
    let days = try Days(isKilled: isKilled, maximumSegmentBytes: 400)
    for day in 0..<4 {
      try days.put(days.mixed(log: day, vault: day, note: false))
      let store = try Fixture.open(days.storage)
      #expect(store.durablePosition == Days.records[day])
      #expect(try store.verify().isIntact)
      store.close()
    }
  }

  @Test("a segment of an older backup is detected, sealed or last, of log or vault")
  func olderSegment() throws {
    let days = try Days(isKilled: false, maximumSegmentBytes: 1400)
    var (detected, total) = (0, 0)
    for evening in days.evenings.dropLast() {
      for (path, bytes) in evening where path.contains(".jsonl") {
        guard days.evenings[3][path] != bytes else { continue }
        try days.put(days.evenings[3].merging([path: bytes]) { $1 })
        let report = try Fixture.open(days.storage, .reading).verify()
        total += 1
        detected += report.isIntact ? 0 : 1
        #expect(report.damage?.kind != nil, "\(path)")
      }
    }
    print("segments of older backups: \(detected) of \(total) detected")
    #expect(detected == total && total > 3)
  }

  @Test("missing files: each is reported, and none is silently made again")
  func missing() throws {
    let days = try Days(isKilled: false, maximumSegmentBytes: 1)
    for path in days.evenings[3].keys where path != "LOCK" && path != "Vault/key" {
      let files = days.evenings[3].filter { $0.key != path }
      try days.put(files)
      if path == "space.json" { try FileManager.default.removeItem(atPath: days.root + "/" + path) }
      do throws(LogError) {
        let report = try Fixture.open(days.storage, .reading).verify()
        #expect(report.damage != nil, "\(path)")
      } catch { #expect(error == .notASpace && path == "space.json") }
      #expect(throws: LogError.self, "\(path)") { try Fixture.open(days.storage) }
      #expect(try RealSpace.files(in: days.root)[path] == nil)
      try days.put(days.evenings[3])
    }
  }
}
