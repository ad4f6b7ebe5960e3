import Foundation
import Testing

@Suite struct ExpireTests {
  @Test("expire records each passed deadline once")
  func twice() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    #expect(try espace("expire", "--data", space).output == "1 fact recorded.\n")
    #expect(try espace("expire", "--data", space).output == "0 facts recorded.\n")
    let french = try espace("expire", "--lang", "fr", "--data", space)
    #expect(french.output == "0 fait enregistré.\n")
    let none = try espace("expire", "--json", "--data", space).objects
    #expect(none.map { Set($0.keys) } == [["outcome", "events", "public"]])
    #expect(try (none.at(0)["events"] as? [Any])?.isEmpty == true)
    #expect(try espace("history", "193592", "--data", space).lines.count == 5)
    #expect(try espace("verify", "--data", space).code == 0)
  }

  @Test("verify and rebuild report the facts that they read")
  func wholeSpace() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let verified = try espace("verify", "--data", space)
    #expect(verified.lines.count == 4)
    #expect(try verified.lines.at(0).hasPrefix("log    6 facts in 5 appends, 1 segment, "))
    #expect(try verified.lines.at(1).hasPrefix("vault  4 private parts, "))
    #expect(try verified.lines.at(2).wholeMatch(of: /root   [0-9a-f]{64}/) != nil)
    #expect(try verified.lines.at(3).hasPrefix("Everything verifies."))
    let french = try espace("verify", "--lang", "fr", "--data", space)
    #expect(french.lines.count == 4)
    #expect(try french.lines.at(0).hasPrefix("journal  6 faits en 5 écritures, 1 segment, "))
    #expect(try french.lines.at(1).hasPrefix("coffre   4 valeurs scellées, "))
    #expect(try french.lines.at(2).wholeMatch(of: /racine   [0-9a-f]{64}/) != nil)
    #expect(try french.lines.at(3).hasPrefix("Tout est conforme. ("))
    let rebuilt = try espace("rebuild", "--data", space)
    #expect(
      rebuilt.output.wholeMatch(
        of: /6 facts, 2 members, 0 pending \([0-9]+ facts\/s, verified; a snapshot is kept\)\n/)
        != nil)
  }
}

@Suite struct ExpireClockTests {
  /// Makes a space with an account closed in 2016.
  ///
  /// Its retention period has ended.
  private func closed(in folder: TemporaryFolder) throws -> String {
    let journey = """
      {"journey":"closed","house":"mcrn","starts":"2016-03-02T09:00:00Z","title":{"fr":"Clos","en":"Closed"}}
      {"after":"PT0S","do":"enrolMember","by":"mutuelle","number":"193592","name":"Régine Thibaud","expect":"accepted"}
      {"after":"PT0S","do":"closeAccount","by":"mutuelle","member":"193592","reason":"contractEnded","expect":"accepted"}

      """
    let file = try folder.file("closed.jsonl", journey)
    #expect(try espace("play", file, "--data", "\(folder)/data").code == 0)
    return "\(folder)/data/mcrn"
  }

  @Test("expire years after the last fact names the accounts and erases them only with --yes")
  func confirmed() throws {
    let folder = try TemporaryFolder()
    let space = try closed(in: folder)
    let account = try espace("account", "193592", "--data", space, "--json").objects.first
    let member = try #require(account?["member"] as? String)
    for words in [["expire"], ["expire", "--json"]] {
      let run = try launch(EspaceBinary.path, words + ["--data", space], Data(), [:], nil)
      #expect(run.code == 1 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("The clock says "))
      #expect(run.errors.contains("\nNothing was erased. ") && run.errors.contains(member))
    }
    let line = #"{"do":"sweep","by":"clock"}"#
    let swept = try espace("perform", "--data", space, input: line)
    #expect(swept.code == 65 && swept.output.contains(member))
    let verified = try espace("verify", "--data", space)
    #expect(verified.output.contains(" 3 facts ") && !verified.output.contains("erased "))
    #expect(try espace("expire", "--yes", "--data", space).output == "2 facts recorded.\n")
    #expect(try espace("account", "193592", "--data", space).code == 66)
  }
}
