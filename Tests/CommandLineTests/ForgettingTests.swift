import Foundation
import Testing

@Suite struct ForgettingTests {
  /// Returns the bytes of all files of a space as text, to be searched.
  private func bytes(of space: String) throws -> String {
    try shell("cat EventLog/* Vault/0* space.json LOCK", in: space).output
  }

  @Test("erase reports the erased and overwritten values, and no file contains them afterwards")
  func erase() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    #expect(try bytes(of: space).contains("regine@example.org"))
    let run = try espace("erase", "193592", "--ground", "objection", "--data", space)
    #expect(
      run.output.hasPrefix("Erased, member ") && run.output.contains("identity")
        && run.output.contains("contact details") && run.output.contains("Backups of the vault"))
    #expect(run.code == 0 && run.errors.isEmpty)
    let after = try bytes(of: space)
    for value in ["regine@example.org", "193592", "Thibaud"] { #expect(!after.contains(value)) }
    #expect(after.contains("193600") && after.contains("Paul Adam"))
    let verified = try espace("verify", "--data", space)
    #expect(verified.code == 0 && verified.output.contains("by order of facts"))
    #expect(try espace("account", "193592", "--data", space).code == 66)
  }

  @Test("erase in French, as JSON, refused, and with a wrong command line")
  func eraseOtherwise() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let refused = try espace("erase", "193592", "--ground", "memberRequest", "--data", space)
    #expect(refused.code == 1 && refused.output.hasPrefix("Refused: "))
    let kept = try espace(
      "erase", "193600", "--ground", "retentionOver", "--data", space, "--lang", "fr")
    #expect(kept.output.contains("Conservé") && kept.output.contains("contrat en cours"))
    let json = try espace(
      "erase", "193600", "--ground", "legalObligation", "--data", space, "--json"
    ).objects
    #expect(json.first?["overwritten"] as? Int == 1)
    for ground in ["--ground=whim", "--ground=MemberRequest"] {
      let run = try espace("erase", "193592", ground, "--data", space)
      #expect(run.code == 64 && run.errors.hasPrefix("--ground takes one of: "))
    }
    #expect(try espace("erase", "193592", "--data", space).code == 64)
    let by = try espace(
      "erase", "193592", "--ground", "objection", "--by", "visitor", "--data", space)
    #expect(by.code == 64 && by.errors.contains("administrator/NAME"))
  }

  @Test("pages and tables show only « effacé » for an erased person")
  func erasedPage() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let erased = try espace(
      "erase", "193592", "--ground", "unlawfulProcessing", "--lang", "fr", "--data", space)
    let id = try #require(erased.output.firstMatch(of: /adhérent ([a-z0-9]{12})/)?.output.1)
    let page = try espace("account", String(id), "--lang", "fr", "--data", space)
    #expect(page.lines.dropFirst().map { $0.prefix(7) } == ["  état ", "  faits"])
    #expect(try page.lines.at(1) == "  état   effacé")
    let table = try espace("accounts", "--data", space)
    let row = try #require(table.lines.first { $0.hasPrefix(id) })
    #expect(row.split(separator: " ") == [id, "–", "–", "erased", "–", "–", "–", "–", "5"])
    let account = try espace("account", "193600", "--lang", "fr", "--data", space)
    #expect(account.lines.count { $0.contains("Paul Adam") } == 1)
  }

  @Test("export is JSON to read, one fact a line, with class and legal ground of each value")
  func export() throws {
    let run = try espace("export", "--member", "193592", "--data", try Sample.space())
    let parsed = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let facts = try #require(parsed?["facts"] as? [[String: Any]])
    #expect(run.lines.filter { $0.hasPrefix("{\"position\"") }.count == facts.count)
    let fields = try #require(facts.first?["fields"] as? [[String: Any]])
    let number = try #require(fields.first { $0["name"] as? String == "number" })
    #expect(
      number["about"] as? String == "identity" && number["class"] as? String == "P2"
        && number["value"] as? String == "193592")
    #expect((number["ground"] as? String)?.hasPrefix("RGPD") == true)
    #expect(run.output.contains(#""withheld":true"#) && !run.output.contains("\"salt\""))
    let line = try espace("export", "--member", "193592", "--data", try Sample.space(), "--json")
    #expect(try line.lines.count == 1 && line.objects.count == 1)
    #expect(try espace("export", "--data", try Sample.space()).code == 64)
  }

  @Test("--purpose records the reading first; a process that cannot record shows nothing")
  func purpose() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let plain = try espace("history", "193592", "--data", space)
    #expect(!plain.output.contains("Thibaud"))
    let run = try espace(
      "history", "193592", "--data", space, "--purpose", "litige 12", "--by", "auditor/u-3")
    #expect(run.output.contains("Thibaud") && run.code == 0)
    let after = try espace("history", "193592", "--data", space)
    #expect(after.output.contains("Auditor u-3 consulted the history"))
    #expect(!after.output.contains("litige"))
    let holder = try CoProcess("perform", "--data", space)
    try holder.tell(#"{"do":"sweep","by":"clock"}"# + "\n")
    #expect(holder.hear() != nil)
    let locked = try espace("account", "193592", "--data", space, "--purpose", "litige 13")
    #expect(locked.code == 75 && locked.output.isEmpty)
    #expect(try holder.finish() == 0)
  }

  @Test("the member’s view names no member of staff; a wrong view, --by alone: 64")
  func view() throws {
    let space = try Sample.space()
    let run = try espace("history", "193592", "--data", space, "--view", "member", "--lang", "fr")
    #expect(run.output.contains("regine@example.org") && run.code == 0)
    #expect(try espace("history", "193592", "--data", space, "--view", "boss").code == 64)
    let alone = try espace("account", "193592", "--data", space, "--by", "auditor/u-3")
    #expect(alone.code == 64 && alone.errors.contains("--purpose"))
  }

  @Test("a vault that others may read is reported by every command that opens it")
  func openToOthers() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    #expect(try espace("accounts", "--data", space).errors.isEmpty)
    _ = try shell("chmod 755 Vault; chmod 644 Vault/key", in: space)
    for command in ["accounts", "verify"] {
      let run = try espace(command, "--data", space)
      #expect(
        run.errors == "Open to other users: Vault has mode 0755, at most 0700 is safe; Vault/key "
          + "has mode 0644, at most 0600 is safe. Change it with chmod.\n")
      #expect(run.code == 0)
    }
  }
}
