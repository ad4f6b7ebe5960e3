import Foundation
import Testing

/// Symbolic links in place of a space's files.
///
/// Their targets are neither read nor written.
@Suite("Symbolic links in a space")
struct LinkTests {
  /// Replaces a file with a link and returns the target of the link.
  private func link(_ part: String, in space: String, _ folder: TemporaryFolder) throws -> String {
    let target = "\(folder)/target"
    let path = "\(space)/\(part)"
    if FileManager.default.fileExists(atPath: path) {
      try FileManager.default.moveItem(atPath: path, toPath: target)
    } else {
      try Data("precious\n".utf8).write(to: URL(fileURLWithPath: target))
    }
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    return target
  }

  @Test(
    "no writer follows a link, and its target is unchanged",
    arguments: ["LOCK", "space.json", DamageTests.log, DamageTests.vault, "Vault/key"])
  func files(part: String) throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let target = try link(part, in: space, folder)
    let before = try Data(contentsOf: URL(fileURLWithPath: target))
    for command in ["perform", "expire"] {
      let run = try espace(command, "--data", space)
      #expect(run.code == 74 && run.errors.contains("No symbolic link is followed"), "\(run)")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == before)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(space)/\(part)") == target)
  }

  @Test("a link that leads nowhere makes no file elsewhere: LOCK, a new file, a temporary one")
  func dangling() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    for part in ["LOCK", "Projections/merkle.nodes.tmp", "Vault/key.tmp"] {
      let path = "\(space)/\(part)"
      try FileManager.default.createDirectory(
        atPath: "\(space)/Projections", withIntermediateDirectories: true)
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: "\(folder)/elsewhere")
      _ = try espace("perform", "--data", space)
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/elsewhere"), "\(part)")
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  @Test(
    "kind 49: a link in the place of a disposable file is named by verify, and harms no answer",
    arguments: [
      "Projections/snapshot.json", "Projections/log.offsets", "Projections/merkle.nodes",
      "Projections/members.", "Projections/streams.", "Vault/directory.",
    ])
  func disposable(name: String) throws {
    let folder = try TemporaryFolder()
    let space = "\(folder)/space"
    #expect(try espace("generate", "--members", "60", "--data", space).code == 0)
    let part = try #require(
      FileManager.default.subpathsOfDirectory(atPath: space).first { $0.hasPrefix(name) })
    let accounts = try espace("accounts", "--data", space).output
    let target = try link(part, in: space, folder)
    let before = try Data(contentsOf: URL(fileURLWithPath: target))
    let run = try espace("verify", "--data", space)
    #expect(run.code == 1 && run.output.contains("DIFFERENT snapshot in \(part)"), "\(run)")
    #expect(try espace("accounts", "--data", space).output == accounts)
    #expect(try espace("perform", "--data", space).code == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == before)
  }

  @Test("init follows no link either; a folder of the space, and a file of a person's, may be one")
  func folders() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder)/new", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/new/LOCK", withDestinationPath: "\(folder)/elsewhere")
    let made = try espace("init", "--house", "mcrn", "--data", "\(folder)/new")
    #expect(made.code == 73 && !FileManager.default.fileExists(atPath: "\(folder)/elsewhere"))
    let space = try Sample.copy(in: folder)
    try FileManager.default.moveItem(atPath: "\(space)/EventLog", toPath: "\(folder)/log")
    try FileManager.default.createSymbolicLink(
      atPath: "\(space)/EventLog", withDestinationPath: "\(folder)/log")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/space", withDestinationPath: space)
    #expect(try espace("expire", "--data", "\(folder)/space").code == 0)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/segment", withDestinationPath: "\(space)/\(DamageTests.log)")
    #expect(
      try espace("verify", "--segment", "\(folder)/segment", "--data", space).code == 0)
  }
}
