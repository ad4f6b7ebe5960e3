import Foundation

/// A new folder for one test, removed with its last reference.
package final class TemporaryFolder: CustomStringConvertible, Sendable {
  /// The path of the folder.
  package let path: String

  /// Makes a folder.
  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/espace-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path, so that a path in the folder is written `"\(folder)/name"`.
  package var description: String { path }

  /// The sorted names of the folder's entries.
  package var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Writes a file in the folder and returns its path.
  package func file(_ name: String, _ text: String) throws -> String {
    let path = "\(self)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }
}
