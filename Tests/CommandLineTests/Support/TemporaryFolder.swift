import Foundation

/// A new folder that is removed with its last reference.
final class TemporaryFolder: CustomStringConvertible, Sendable {
  let description: String

  init() throws {
    description =
      FileManager.default.temporaryDirectory.path + "/espace-command-line-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: description, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: description) }

  /// Writes a file in the folder and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let path = "\(self)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Makes a space in the folder and returns its path.
  func space(_ name: String = "space", house: String = "mcrn") throws -> String {
    let path = "\(self)/\(name)"
    _ = try espace("init", "--house", house, "--data", path)
    return path
  }
}

extension TemporaryFolder {
  /// The sorted names of the folder's entries.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: description).sorted() }
  }
}
