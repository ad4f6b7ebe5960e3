import Foundation
import Testing

/// Actions that file permissions deny to another user, tested when the tests run as root.
@Suite(.enabled(if: geteuid() == 0)) struct UnprivilegedTests {
  private static let setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].first(
    where: FileManager.default.isExecutableFile(atPath:))

  /// Runs `espace` as user 65534.
  ///
  /// Returns `nil` and prints a note if that is impossible.
  private func nobody(_ words: String...) throws -> Run? {
    let rights = ["--reuid=65534", "--regid=65534", "--clear-groups", EspaceBinary.path]
    guard let program = Self.setpriv,
      try launch(program, rights + ["--version"], Data(), [:], "/").code == 0
    else {
      print("SKIPPED: nobody cannot run the program here; \(words.first ?? "") was not tried")
      return nil
    }
    return try launch(program, rights + words, Data(), [:], "/")
  }

  /// Makes a copy of the sample with a log readable by all users and a private vault.
  private func space(in folder: TemporaryFolder) throws -> String {
    let space = try Sample.copy(in: folder)
    let modes = [
      "": 0o755, "EventLog": 0o755, "space.json": 0o644, "LOCK": 0o644,
      AuditedSpace.log: 0o644, "Vault": 0o700,
    ]
    for (part, mode) in modes { try setMode(mode, "\(space)/\(part)") }
    return space
  }

  private func setMode(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test("with access to the log only, a user verifies and proves; the unchecked parts are named")
  func logOnly() throws {
    let folder = try TemporaryFolder()
    let space = try space(in: folder)
    guard let verified = try nobody("verify", "--data", space) else { return }
    #expect(verified.lines.first?.hasPrefix("log    6 facts in ") == true && verified.code == 0)
    #expect(
      verified.lines[1]
        == "vault  not read: the commitments to personal values were not checked")
    #expect(try nobody("checkpoint", "--data", space)?.code == 0)
    #expect(try nobody("prove", "3", "--data", space)?.code == 0)
    let accounts = try nobody("accounts", "--data", space)
    #expect(accounts?.output.contains("sealed") == true && accounts?.code == 0)
  }

  @Test("a user without write access gets a message: 73 for init, 74 for a writer")
  func writing() throws {
    let folder = try TemporaryFolder()
    let space = try space(in: folder)
    try setMode(0o755, "\(folder)")
    guard let written = try nobody("perform", "--data", space) else { return }
    #expect(written.errors == "open LOCK: Permission denied. " + PermissionTests.advice)
    #expect(written.code == 74)
    let made = try nobody("init", "--house", "mcrn", "--data", "\(folder)/new")
    #expect(
      made?.errors.hasSuffix(
        "make the space's folder: Permission denied. " + PermissionTests.advice) == true)
    #expect(made?.code == 73)
  }

  @Test("a user without read access gets the file's name: 74 in the log, 66 for a kept file")
  func reading() throws {
    let folder = try TemporaryFolder()
    let space = try space(in: folder)
    let kept = try folder.file("kept", espace("checkpoint", "--data", space).output)
    try setMode(0o600, kept)
    guard let run = try nobody("verify", "--against", kept, "--data", space) else { return }
    #expect(run.errors == "\(kept) cannot be read: Permission denied.\n" && run.code == 66)
    for part in [AuditedSpace.log, "space.json"] {
      try setMode(0o600, "\(space)/\(part)")
      let run = try nobody("verify", "--data", space)
      #expect(run?.errors == "open \(part): Permission denied. " + PermissionTests.advice)
      #expect(run?.code == 74 && run?.output.isEmpty == true)
    }
  }
}
