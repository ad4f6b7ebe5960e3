import Foundation
import Testing

@Suite struct ExpireTests {
  @Test("expire records what has passed, once")
  func twice() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    #expect(try espace("expire", "--data", space).output == "1 fact recorded.\n")
    #expect(try espace("expire", "--data", space).output == "0 facts recorded.\n")
    let french = try espace("expire", "--lang", "fr", "--data", space)
    #expect(french.output == "0 fait enregistré.\n")
    let none = try espace("expire", "--json", "--data", space).objects
    #expect(none.map { Set($0.keys) } == [["outcome", "events", "public"]])
    #expect((none[0]["events"] as? [Any])?.isEmpty == true)
    #expect(try espace("history", "193592", "--data", space).lines.count == 5)
    #expect(try espace("verify", "--data", space).code == 0)
  }

  @Test("verify and rebuild say what they went through")
  func wholeSpace() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let verified = try espace("verify", "--data", space)
    #expect(verified.lines.count == 4)
    #expect(verified.lines[0].hasPrefix("log    6 facts in 5 appends, 1 segment, "))
    #expect(verified.lines[1].hasPrefix("vault  4 private parts, "))
    #expect(verified.lines[2].wholeMatch(of: /root   [0-9a-f]{64}/) != nil)
    #expect(verified.lines[3].hasPrefix("Everything verifies."))
    let french = try espace("verify", "--lang", "fr", "--data", space)
    #expect(french.lines.count == 4)
    #expect(french.lines[0].hasPrefix("journal  6 faits en 5 écritures, 1 segment, "))
    #expect(french.lines[1].hasPrefix("coffre   4 valeurs scellées, "))
    #expect(french.lines[2].wholeMatch(of: /racine   [0-9a-f]{64}/) != nil)
    #expect(french.lines[3].hasPrefix("Tout est conforme. ("))
    let rebuilt = try espace("rebuild", "--data", space)
    #expect(
      rebuilt.output.wholeMatch(
        of: /6 facts, 2 members, 0 pending \([0-9]+ facts\/s, verified; a snapshot is kept\)\n/)
        != nil)
  }
}
