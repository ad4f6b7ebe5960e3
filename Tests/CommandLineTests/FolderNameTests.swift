import Foundation
import Testing

/// `init` accepts folder names with `.` or `..`, as `mkdir -p` does.
@Suite("Names of folders with dots")
struct FolderNameTests {
  @Test(
    "init creates only the missing folders, with . and .. in the name",
    arguments: [
      ("x/.", "x", ["x"]), ("x/./", "x", ["x"]), ("./x", "x", ["x"]), ("x/y/..", "x", ["x"]),
      ("a/../x", "x", ["a", "x"]), ("x//.//y/.", "x/y", ["x"]), ("a/b/../../x/.", "x", ["a", "x"]),
      ("x/../x/y/./..", "x", ["x"]),
    ])
  func dots(name: String, place: String, made: [String]) throws {
    let folder = try TemporaryFolder()
    let run = try espace("init", "--house", "mcrn", "--data", name, in: "\(folder)")
    #expect(run.code == 0, "\(run.errors)")
    #expect(FileManager.default.fileExists(atPath: "\(folder)/\(place)/space.json"))
    #expect(try folder.names == made)
    #expect(try espace("verify", "--data", place, in: "\(folder)").code == 0)
    #expect(try espace("init", "--house", "mcrn", "--data", name, in: "\(folder)").code == 73)
  }

  @Test("generate, play and ESPACE_DATA take such names too")
  func others() throws {
    let folder = try TemporaryFolder()
    let made = try espace(
      "generate", "--members", "1", "--data", "a/b/./..", in: "\(folder)")
    #expect(made.code == 0, "\(made.errors)")
    let journey = try folder.file("sample.jsonl", Sample.journey)
    let played = try espace("play", journey, "--data", "p/q/.", in: "\(folder)")
    #expect(played.code == 0, "\(played.errors)")
    let named = try espace(
      "init", "--house", "mcrn", environment: ["ESPACE_DATA": "e/f/../g/."], in: "\(folder)")
    #expect(named.code == 0, "\(named.errors)")
    #expect(FileManager.default.fileExists(atPath: "\(folder)/e/g/space.json"))
    #expect(FileManager.default.fileExists(atPath: "\(folder)/p/q/mcrn/space.json"))
  }

  @Test("the parent of the folder keeps its mode, and a file in the way is reported")
  func parent() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: "\(folder)")
    #expect(try espace("init", "--house", "mcrn", "--data", "x/y/../.", in: "\(folder)").code == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)")[.posixPermissions]
    #expect(mode as? Int == 0o711)
    _ = try folder.file("plain", "text")
    for name in ["plain/.", "plain/.."] {
      let run = try espace("init", "--house", "mcrn", "--data", name, in: "\(folder)")
      #expect(run.code == 73 && run.errors.contains("Not a directory"), "\(run.errors)")
    }
  }
}
