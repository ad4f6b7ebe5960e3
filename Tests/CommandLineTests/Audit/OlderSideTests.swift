import Foundation
import Testing

/// Backups that were restored in part or as a whole, and the advice to the operator.
@Suite struct OlderSideTests {
  /// Makes a space that is newer than its backup: ten facts against six.
  private func space() throws -> AuditedSpace {
    let space = try AuditedSpace()
    try space.backUp("EventLog", "Vault", "LOCK", as: "backup")
    try space.enrol(2)
    return space
  }

  /// Checks the last line of `verify`, and the messages of a writer and a reader.
  private func check(_ space: AuditedSpace, _ kind: String, _ advice: String) throws {
    let before = try [AuditedSpace.log, AuditedSpace.vault].map { try space.bytes($0) }
    let verified = try space.run("verify")
    #expect(verified.lines.contains { $0.hasPrefix("DAMAGE \(kind) in ") }, "\(verified.output)")
    #expect(verified.lines.last == "       Everything before it verifies. \(advice)")
    #expect(verified.code == 69)
    let damage = try space.run("verify", "--json").objects[0]["damage"] as? [String: Any]
    #expect(damage?["kind"] as? String == kind && damage?["position"] as? Int == 7)
    for command in ["perform", "expire"] {
      for _ in 0..<2 {
        let writing = try space.run(command)
        #expect(writing.errors.contains(" \(advice) Reading is possible;"), "\(writing.errors)")
        #expect(writing.code == 69)
      }
    }
    #expect(try space.run("accounts").lines.count > 1)
    // Failed attempts change neither log nor vault.
    #expect(try [AuditedSpace.log, AuditedSpace.vault].map { try space.bytes($0) } == before)
  }

  @Test("EventLog/ alone put back: the log is older than the vault")
  func logOlder() throws {
    let space = try space()
    try space.putBack("EventLog", from: "backup")
    try check(
      space, "logOlderThanVault",
      "EventLog/ is older than Vault/, or lost its end: put the matching EventLog/ back.")
  }

  @Test("Vault/ alone put back: the vault is older than the log")
  func vaultOlder() throws {
    let space = try space()
    try space.putBack("Vault", from: "backup")
    try check(
      space, "vaultOlderThanLog",
      "Vault/ is older than EventLog/, or lost lines: put the matching Vault/ back.")
    // The log alone is sound, and all of it was verified.
    #expect(try space.run("verify").lines.first?.hasPrefix("log    10 facts in ") == true)
  }

  @Test("both put back without LOCK: the log is shortened; if intended, remove LOCK to continue")
  func bothOlder() throws {
    let space = try space()
    try space.putBack("EventLog", "Vault", from: "backup")
    try check(
      space, "shortened",
      "The log ends before the last durable position: put a later backup back. If an older backup "
        + "was put back on purpose, with log and vault of the same copy, remove LOCK and "
        + "Projections/. If no backup has more, `espace repair` continues from there.")
    let reading = try space.run("accounts")
    #expect(reading.errors.contains("remove LOCK and Projections/.") && reading.code == 69)
    try space.remove("LOCK")
    #expect(try space.run("verify").code == 0)
    try space.enrol(1)
    #expect(try space.run("verify").lines.first?.hasPrefix("log    8 facts in ") == true)
  }

  @Test("an invalid space.json is damage that verify reports, with --json too: 69")
  func manifest() throws {
    let space = try AuditedSpace()
    let whole = try space.bytes("space.json")
    for spoiled in [Array(whole.dropLast()), [], Array("\u{feff}".utf8) + whole] {
      try space.put(spoiled, at: "space.json")
      let run = try space.run("verify")
      #expect(
        run.lines == [
          "DAMAGE manifest in space.json at byte 0",
          "       Put space.json back from a backup; the log's first fact contains the same "
            + "values.",
        ])
      #expect(run.code == 69)
      let json = try space.run("verify", "--json")
      let damage = try json.objects[0]["damage"] as? [String: Any]
      #expect(try json.objects.at(0)["intact"] as? Bool == false && json.code == 69)
      #expect(damage?["segment"] as? String == "space.json" && damage?["offset"] as? Int == 0)
      #expect(try space.run("accounts").code == 69)
    }
  }

  @Test("a key that is gone or another is the first damage, and the log is verified all the same")
  func key() throws {
    let space = try AuditedSpace()
    for bytes in [nil, [UInt8](repeating: 0, count: 32), [1]] {
      try? space.remove("Vault/key")
      if let bytes { try space.put(bytes, at: "Vault/key") }
      let run = try space.run("verify")
      #expect(run.lines.first?.hasPrefix("log    6 facts in ") == true)
      #expect(run.lines.contains { $0.hasPrefix("DAMAGE key in Vault/key at byte ") })
      #expect(run.lines.last?.hasSuffix(" Put Vault/key back from a backup.") == true)
      #expect(run.code == 69)
      #expect(try space.run("verify", "--json").objects[0]["facts"] as? Int == 6)
      #expect(try space.run("accounts").code == 69)
      #expect(try space.run("perform").code == 69)
    }
  }

  @Test("kept nodes of the tree: another byte is a difference, 1; more than the log has, 69")
  func keptNodes() throws {
    let space = try AuditedSpace()
    try space.enrol(130)
    let whole = try space.bytes(AuditedSpace.nodes)
    #expect(try space.run("verify").code == 0)
    var changed = whole
    changed[whole.count - 1] ^= 1
    try space.put(changed, at: AuditedSpace.nodes)
    let run = try space.run("verify")
    let start = whole.count - 32
    let place = "\(AuditedSpace.nodes) at byte \(start), position 1"
    #expect(run.lines.contains("DIFFERENT snapshot in \(place)"))
    let advice = "Remove Projections/: nothing is lost, it is made again."
    #expect(run.lines.contains { $0.hasSuffix(advice) })
    #expect(run.lines.last?.hasPrefix("The log verifies. (") == true)
    #expect(run.code == 1)
    let json = try space.run("verify", "--json")
    let snapshots = try json.objects[0]["snapshots"] as? [[String: Any]]
    #expect(snapshots?.count == 1 && snapshots?[0]["offset"] as? Int == start)
    #expect(try json.objects.at(0)["intact"] as? Bool == true && json.code == 1)
    try space.remove("Projections")
    #expect(try space.run("verify").code == 0)
    // The log and LOCK are reset to the sample's six facts. Only the Merkle node file is newer.
    let older = try AuditedSpace()
    try FileManager.default.createDirectory(
      atPath: "\(older.path)/Projections", withIntermediateDirectories: true)
    try older.put(whole, at: AuditedSpace.nodes)
    try older.remove("LOCK")
    let short = try older.run("verify")
    #expect(short.lines.contains("       expected 256"))
    #expect(short.lines.contains { $0.hasPrefix("DAMAGE shortened in ") } && short.code == 69)
    #expect(try older.run("perform").code == 69)
    try older.remove("Projections")
    #expect(try older.run("perform").code == 0)
  }
}
