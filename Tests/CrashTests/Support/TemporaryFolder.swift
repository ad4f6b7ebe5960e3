import Foundation

/// A folder for one test, removed with it.
final class TemporaryFolder: CustomStringConvertible, Sendable {
  let description: String

  init() throws {
    description =
      FileManager.default.temporaryDirectory.path + "/espace-crash-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: description, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: description) }

  /// Makes a space in the folder and returns its path.
  func space(_ name: String = "space") throws -> String {
    let path = "\(self)/\(name)"
    let run = try Run(EspaceBinary.path, ["init", "--house", "mcrn", "--data", path])
    guard run.end() == .exited(0) else { throw CocoaError(.fileWriteUnknown) }
    return path
  }

  /// Writes a file in the folder and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let path = "\(self)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Copies a space within the folder and returns the path of the copy.
  func copy(of space: String, as name: String) throws -> String {
    let path = "\(self)/\(name)"
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(atPath: space, toPath: path)
    return path
  }
}
