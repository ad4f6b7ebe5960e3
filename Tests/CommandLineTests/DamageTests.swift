import Foundation
import Testing

@Suite struct DamageTests {
  static let log = "EventLog/00000000000000000001.jsonl"
  static let vault = "Vault/00000000000000000001.jsonl"

  /// Changes the last byte of the first occurrence of a text in a file.
  ///
  /// Returns the offset at which the changed line begins.
  private func spoil(_ path: String, after text: String) throws -> Int {
    let url = URL(fileURLWithPath: path)
    var bytes = try Data(contentsOf: url)
    let place = try #require(bytes.range(of: Data(text.utf8)))
    bytes[place.upperBound - 1] ^= 1
    try bytes.write(to: url)
    return (bytes[..<place.lowerBound].lastIndex(of: 0x0a) ?? -1) + 1
  }

  @Test("a changed byte in the log: segment, offset and position are named, the end is 69")
  func logIsDamaged() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let offset = try spoil("\(space)/\(Self.log)", after: #""reason":"mismatch"#)
    let run = try espace("verify", "--data", space)
    #expect(run.lines.contains("DAMAGE hash in \(Self.log) at byte \(offset), position 5"))
    #expect(
      run.lines.last
        == "       Everything before it verifies. Put \(Self.log) back from a backup that "
        + "`espace verify --segment FILE` accepts; without one, `espace repair` moves damage at the "
        + "log's end aside.")
    #expect(run.code == 69)
    let json = try espace("verify", "--json", "--data", space)
    let damage = try #require(try json.objects.first?["damage"] as? [String: Any])
    #expect(Set(damage.keys) == ["kind", "segment", "offset", "position", "expected", "found"])
    #expect(damage["offset"] as? Int == offset)
    #expect(json.code == 69)
  }

  @Test("readers of a damaged log answer up to the last good record, say so, and end with 69")
  func readersOfDamagedLog() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    _ = try spoil("\(space)/\(Self.log)", after: #""reason":"mismatch"#)
    for words in [
      ["accounts"], ["account", "193592"], ["history", "193592"], ["pending"], ["rebuild"],
    ] {
      let run = try launch(EspaceBinary.path, words + ["--data", space], Data(), [:], nil)
      #expect(run.errors.hasPrefix("Damaged: hash in \(Self.log) at byte "))
      #expect(run.errors.contains("Only the facts before it were read."))
      #expect(!run.output.isEmpty)
      #expect(run.code == 69)
    }
    for position in ["5", "6", "99"] {
      // The position may exist after the damage. The error must not say that it is absent.
      let run = try espace("accounts", "--as-of", position, "--data", space)
      #expect(run.code == 69 && run.output.isEmpty && !run.errors.contains("has positions"))
    }
    #expect(try espace("history", "193592", "--data", space).lines.count == 3)
    for command in ["perform", "expire"] {
      let run = try espace(command, "--data", space)
      #expect(run.errors.hasPrefix("damaged: hash in \(Self.log) at byte "))
      #expect(run.errors.hasSuffix("Reading is possible; `espace verify` says more.\n"))
      #expect(run.code == 69)
    }
  }

  @Test("kind 48: a newline that was lost hides no fact: readers say so, the next writer adds it")
  func lostNewline() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let url = URL(fileURLWithPath: "\(space)/\(Self.log)")
    let whole = try Data(contentsOf: url)
    try whole.dropLast().write(to: url)
    for words in [["account", "193600"], ["accounts"], ["checkpoint"], ["history", "193600"]] {
      let run = try launch(EspaceBinary.path, words + ["--data", space], Data(), [:], nil)
      #expect(run.code == 69 && run.errors.contains("lineEnd in \(Self.log)"), "\(words): \(run)")
    }
    let verified = try espace("verify", "--data", space)
    #expect(verified.output.contains("DAMAGE lineEnd in \(Self.log) at byte \(whole.count - 1)"))
    #expect(verified.output.contains("Nothing is lost") && verified.code == 69)
    let written = try espace("expire", "--data", space)
    #expect(written.code == 0 && written.errors.contains("the newline of 6 was added"))
    #expect(try Data(contentsOf: url).prefix(whole.count) == whole)
    #expect(try espace("verify", "--data", space).code == 0)
    #expect(try espace("account", "193600", "--data", space).code == 0)
  }

  @Test("a changed byte in the vault: verify names it, readers show it sealed, writers refuse")
  func vaultIsDamaged() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let offset = try spoil("\(space)/\(Self.vault)", after: "regine@example")
    let found = try espace("verify", "--data", space)
    #expect(
      found.lines.contains("DAMAGE commitment in \(Self.vault) at byte \(offset), position 3"))
    #expect(found.code == 69)
    let account = try espace("account", "193592", "--data", space)
    #expect(account.output.contains("  e-mail         sealed  (on file)\n"))
    #expect(account.errors.hasPrefix("Damaged: commitment in \(Self.vault) at byte \(offset)"))
    #expect(account.code == 69)
    #expect(try espace("expire", "--data", space).code == 69)
    #expect(!(found.output + account.output + account.errors).contains("example"))
  }

  @Test("another vault's key: readers say so, writers refuse")
  func wrongKey() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    try Data(count: 32).write(to: URL(fileURLWithPath: "\(space)/Vault/key"))
    let reading = try espace("accounts", "--data", space)
    #expect(reading.errors.hasPrefix("Damaged: key in Vault/key at byte 0"))
    #expect(reading.code == 69)
    #expect(try espace("verify", "--data", space).code == 69)
    let writing = try espace("expire", "--data", space)
    #expect(
      writing.errors
        == "The vault's key is not this space's; writing is refused. Put Vault/key back.\n")
    #expect(writing.code == 69)
  }

  @Test("without the vault an auditor reads all but the personal values, by member id")
  func withoutVault() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    try FileManager.default.removeItem(atPath: "\(space)/Vault")
    let accounts = try espace("accounts", "--data", space)
    #expect(accounts.lines.allSatisfy { !$0.contains("193592") })
    #expect(accounts.code == 0)
    let byNumber = try espace("account", "193592", "--data", space)
    #expect(
      byNumber.errors.hasPrefix("There is no such member. Without the vault, give a member id;"))
    #expect(byNumber.code == 66)
    let id = try #require(accounts.lines.dropFirst().first?.split(separator: " ").first)
    let history = try espace("history", String(id), "--data", space)
    #expect(
      history.output == (try espace("history", "193592", "--data", try Sample.space()).output))
    #expect(try espace("verify", "--data", space).code == 0)
    #expect(try espace("perform", "--data", space).code == 69)
  }

  @Test("a torn tail is reported by verify, then cut and reported by the next writer")
  func tornEnd() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let url = URL(fileURLWithPath: "\(space)/\(Self.log)")
    let bytes = try Data(contentsOf: url)
    try bytes.dropLast(100).write(to: url)
    // The note in LOCK says that a writer died after position 5.
    try Data("1 5 5\n".utf8).write(to: URL(fileURLWithPath: "\(space)/LOCK"))
    let before = try espace("verify", "--data", space)
    #expect(before.output.contains("; the next writer cuts it\nEverything verifies."))
    #expect(before.code == 0)
    let cut = try espace("perform", "--data", space)
    #expect(cut.errors.hasPrefix("Recovered: "))
    #expect(
      cut.errors.contains(" bytes of an unfinished append were cut, kept as \(Self.log).torn-"))
    #expect(cut.code == 0)
    #expect(try espace("perform", "--data", space).errors.isEmpty)
  }

  @Test("a log that lost a part acknowledged by its last writer is damaged, not torn")
  func shortened() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let url = URL(fileURLWithPath: "\(space)/\(Self.log)")
    try Data(contentsOf: url).dropLast(100).write(to: url)
    #expect(try espace("verify", "--data", space).code == 69)
    #expect(try espace("perform", "--data", space).code == 69)
  }

  @Test("an invalid space.json: the message says how to continue")
  func manifest() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    try Data("{}\n".utf8).write(to: URL(fileURLWithPath: "\(space)/space.json"))
    let run = try espace("accounts", "--data", space)
    #expect(run.errors.hasPrefix("damaged: manifest in space.json at byte "))
    #expect(run.errors.contains("Put space.json back from a backup;"))
    #expect(run.code == 69)
  }
}
