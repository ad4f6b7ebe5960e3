import Foundation
import Testing

@Suite struct NothingThereTests {
  static let readers = ["accounts", "pending", "verify", "rebuild", "expire", "perform"]

  @Test("a missing space exits 66 with the command that makes one", arguments: readers)
  func noSpace(command: String) throws {
    let folder = try TemporaryFolder()
    let run = try espace(command, "--data", "nowhere", in: "\(folder)")
    #expect(run.errors == "There is no space in nowhere. `espace init --house NAME` makes one.\n")
    #expect(run.output.isEmpty)
    #expect(run.code == 66)
    #expect(try folder.names.isEmpty)
  }

  @Test("a folder that only holds spaces exits 66 with the choices", arguments: readers)
  func onlySpaces(command: String) throws {
    let folder = try TemporaryFolder()
    for name in ["mcrn", "agents publics"] { _ = try folder.space("data/\(name)") }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/data/other", withIntermediateDirectories: false)
    let run = try espace(command, "--data", "data/", in: "\(folder)")
    #expect(
      run.errors == """
        data/ is not a space but contains spaces. Choose one:
          --data 'data/agents publics'
          --data data/mcrn

        """)
    #expect(run.code == 66)
  }

  @Test(
    "a log without its space.json exits 69, not 66", arguments: readers)
  func lostManifest(command: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.space("s")
    let space = "\(folder)/s"
    try FileManager.default.removeItem(atPath: "\(space)/space.json")
    let before = try FileManager.default.subpathsOfDirectory(atPath: space).sorted()
    let run = try espace(command, "--data", "s", in: "\(folder)")
    #expect(run.errors.hasPrefix("s holds a log, but its space.json is missing."))
    #expect(run.output.isEmpty && run.code == 69)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: space).sorted() == before)
  }

  @Test("an unknown member exits 66, and is not repeated", arguments: ["account", "history"])
  func unknownMember(command: String) throws {
    for member in ["404404", "nobody@example.org", "k7wk7wk7wk7w", "", "\u{202e}🗂️\n"] {
      let run = try espace(command, member, "--data", try Sample.space())
      #expect(
        run.errors
          == "There is no such member. Give a member number, an identifier or a member id.\n")
      #expect(run.output.isEmpty)
      #expect(run.code == 66)
    }
  }

  @Test("a member before enrolment exits 66")
  func beforeEnrolment() throws {
    let space = try Sample.space()
    let run = try espace("account", "193600", "--as-of", "5", "--data", space)
    #expect(
      run.errors == "There was no such member at that moment; `espace history` shows since when.\n")
    #expect(run.code == 66)
  }

  @Test(
    "a position beyond the log exits 64 with the existing positions",
    arguments: ["0", "7", "99999"])
  func beyondTheLog(position: String) throws {
    for words in [["accounts"], ["pending"], ["account", "193592"], ["history", "193592"]] {
      let run = try launch(
        EspaceBinary.path, words + ["--as-of", position, "--data", try Sample.space()], Data(), [:],
        nil)
      #expect(run.errors == "The log has positions 1 to 6.\n")
      #expect(run.code == 64)
    }
  }

  @Test("an empty space answers that it is empty")
  func emptySpace() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    #expect(try espace("accounts", "--data", space).output == "No accounts.\n")
    #expect(try espace("accounts", "--lang", "fr", "--data", space).output == "Aucun compte.\n")
    #expect(try espace("accounts", "--json", "--data", space).output.isEmpty)
    #expect(try espace("pending", "--data", space).output == "Nothing is pending.\n")
  }
}
