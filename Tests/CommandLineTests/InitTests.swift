import Foundation
import Testing

@Suite struct InitTests {
  static let houses = [
    "france-mutuelle", "agents-publics", "unimutuelles", "mcrn-renewal", "mcrn", "recommended",
  ]

  @Test("init makes a space of each house, once", arguments: houses)
  func makes(house: String) throws {
    let folder = try TemporaryFolder()
    let first = try espace("init", "--house", house, "--data", "a/b", in: "\(folder)")
    #expect(first.output == "A space for \(house) is in a/b.\n")
    #expect(first.errors.isEmpty)
    #expect(first.code == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/a/b")
    #expect(names.sorted() == ["EventLog", "LOCK", "Vault", "space.json"])
    let again = try espace("init", "--house", house, "--data", "a/b", in: "\(folder)")
    #expect(again.errors == "There is a space in a/b already; nothing was changed.\n")
    #expect(again.code == 73)
    #expect(try espace("verify", "--data", "a/b", in: "\(folder)").code == 0)
  }

  @Test("init --json prints one object")
  func asJSON() throws {
    let folder = try TemporaryFolder()
    let run = try espace("init", "--house", "mcrn", "--json", in: "\(folder)")
    #expect(run.output == "{\"created\":\"mcrn\",\"position\":1}\n")
    #expect(try folder.names == ["espace-data"])
  }

  @Test("an unknown house and a missing one exit 64 with the choices, and make nothing")
  func withoutHouse() throws {
    let folder = try TemporaryFolder()
    let list = Self.houses.joined(separator: ", ")
    let missing = try espace("init", in: "\(folder)")
    #expect(missing.errors == "Which house? --house takes one of: \(list).\n")
    #expect(missing.code == 64)
    let unknown = try espace("init", "--house", "acme", in: "\(folder)")
    #expect(unknown.errors == "There is no house of that name; there are: \(list).\n")
    #expect(unknown.code == 64)
    #expect(try folder.names.isEmpty)
  }

  @Test("a folder that cannot be made exits 73")
  func beneathFile() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("plain", "text")
    let run = try espace("init", "--house", "mcrn", "--data", "plain/space", in: "\(folder)")
    #expect(
      run.errors == "No space was made in plain/space: make the space's folder: Not a directory.\n")
    #expect(run.code == 73)
  }

  @Test(
    "a folder's name may have anything in it",
    arguments: ["deux mots", "ligne\nsuivante", "été à Nîmes", "-dash", "quote'\"s", "🗂️"])
  func oddFolder(name: String) throws {
    let folder = try TemporaryFolder()
    let run = try espace("init", "--house", "mcrn", "--data=\(name)", in: "\(folder)")
    #expect(run.code == 0)
    #expect(run.lines.count == 1)
    #expect(try folder.names == [name])
    #expect(try espace("accounts", "--data=\(name)", in: "\(folder)").output == "No accounts.\n")
  }
}
