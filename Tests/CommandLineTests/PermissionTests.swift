import Foundation
import Testing

/// Actions that file permissions deny to a user.
///
/// Root is exempt from permissions.
@Suite(.enabled(if: geteuid() != 0)) struct PermissionTests {
  private func setMode(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  static let advice = "This user may not; look at the owner and the modes of the space.\n"

  @Test("a folder that cannot be written exits 73 for init, 74 for a writer, and can be read")
  func readOnlyFolder() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    try setMode(0o500, "\(folder)")
    try setMode(0o400, "\(space)/LOCK")
    defer { try? setMode(0o700, "\(folder)") }
    let made = try espace("init", "--house", "mcrn", "--data", "\(folder)/new")
    #expect(made.errors.hasSuffix("make the space's folder: Permission denied. " + Self.advice))
    #expect(made.code == 73)
    let written = try espace("perform", "--data", space)
    #expect(written.errors == "open LOCK: Permission denied. " + Self.advice)
    #expect(written.code == 74)
    #expect(try espace("accounts", "--data", space).code == 0)
  }

  @Test("a vault that cannot be read leaves the values sealed")
  func closedVault() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    try setMode(0, "\(space)/Vault")
    defer { try? setMode(0o700, "\(space)/Vault") }
    let run = try espace("accounts", "--data", space)
    #expect(run.output.contains("sealed"))
    #expect(!run.output.contains("193592"))
    #expect(run.code == 0)
  }
}
