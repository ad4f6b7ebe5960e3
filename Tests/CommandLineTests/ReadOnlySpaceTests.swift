import Foundation
import Testing

/// A space that a user may read but not write.
@Suite("A space that may only be read")
struct ReadOnlySpaceTests {
  private static let setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].first(
    where: FileManager.default.isExecutableFile(atPath:))

  /// Runs `espace` as user 65534, if the tests run as root.
  private func run(_ words: String...) throws -> Run? {
    guard geteuid() == 0 else { return try launch(EspaceBinary.path, words, Data(), [:], "/") }
    let rights = ["--reuid=65534", "--regid=65534", "--clear-groups", EspaceBinary.path]
    guard let program = Self.setpriv,
      try launch(program, rights + ["--version"], Data(), [:], "/").code == 0
    else {
      print("SKIPPED: another user cannot run the program here")
      return nil
    }
    return try launch(program, rights + words, Data(), [:], "/")
  }

  /// Makes the space read-only for all users, or writable again for its owner.
  private func setModes(_ space: String, isReadOnly: Bool) throws {
    let run = try shell("chmod -R \(isReadOnly ? "a-w,a+rX" : "u+rwX") '\(space)'")
    try #require(run.code == 0, "\(run.errors)")
  }

  private func expectRead(_ space: String, _ what: String) throws {
    try setModes(space, isReadOnly: true)
    defer { try? setModes(space, isReadOnly: false) }
    let before = try shell("cd '\(space)' && find . -type f | sort | xargs sha256sum").output
    guard let rebuilt = try run("rebuild", "--data", space) else { return }
    #expect(rebuilt.code == 0, "\(what): \(rebuilt.errors)")
    #expect(rebuilt.output.hasPrefix("6 facts, 2 members, "), "\(what)")
    #expect(rebuilt.output.contains("verified)"), "\(what): no snapshot is kept")
    let json = try run("rebuild", "--json", "--data", space)
    #expect(json?.output.contains(#""snapshot":false"#) == true, "\(what)")
    let repaired = try run("repair", "--data", space)
    #expect(repaired?.code == 0, "\(what): \(repaired?.errors ?? "")")
    #expect(repaired?.output == "Nothing is damaged: there is nothing to repair.\n", "\(what)")
    #expect(try run("verify", "--data", space)?.code == 0, "\(what)")
    for words in [["perform"], ["expire"]] {
      let written = try run(words[0], "--data", space)
      #expect(written?.code == 74 && written?.output.isEmpty == true, "\(what)")
    }
    #expect(
      try shell("cd '\(space)' && find . -type f | sort | xargs sha256sum").output == before)
  }

  @Test("without write access rebuild verifies, repair has no work, writers are refused")
  func whole() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)")
    let space = try Sample.copy(in: folder)
    try expectRead(space, "with LOCK")
  }

  @Test("likewise without LOCK, and with a snapshot")
  func others() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)")
    let space = try Sample.copy(in: folder)
    #expect(try espace("rebuild", "--data", space).output.contains("a snapshot is kept"))
    try expectRead(space, "with a snapshot")
    try FileManager.default.removeItem(atPath: "\(space)/LOCK")
    try expectRead(space, "without LOCK")
  }

  @Test(
    "a folder of which only a part may be written is read too", arguments: ["EventLog", "Vault"])
  func partly(part: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)")
    let space = try Sample.copy(in: folder)
    try setModes(space, isReadOnly: true)
    defer { try? setModes(space, isReadOnly: false) }
    // LOCK is writable, so that opening reaches the part that is read-only.
    _ = try shell("chmod a+rw '\(space)/LOCK'; chmod a+rwX '\(space)'")
    let other = part == "EventLog" ? "Vault" : "EventLog"
    _ = try shell("chmod -R a+rwX '\(space)/\(other)'")
    guard let rebuilt = try run("rebuild", "--data", space) else { return }
    #expect(rebuilt.code == 0 && rebuilt.output.hasPrefix("6 facts"), "\(rebuilt.errors)")
  }
}
