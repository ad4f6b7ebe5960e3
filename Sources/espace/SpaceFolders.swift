import Foundation

/// A folder that is a space, or holds spaces, or neither.
struct SpaceFolders {
  let folder: String

  init(_ folder: String) { self.folder = folder }

  /// Whether there is a space in the folder itself.
  var isSpace: Bool { Self.isSpace(folder) }

  /// What to say when there is no space: the choices, where the folder only holds spaces.
  var nothingThere: String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let spaces = names.sorted().map { "\(folder)/\($0)" }.filter(Self.isSpace)
    guard !spaces.isEmpty else {
      return "There is no space in \(folder.visible). `espace init --house NAME` makes one."
    }
    let choices = spaces.map { "  --data \($0.visible)" }.joined(separator: "\n")
    return "\(folder.visible) is no space, but holds spaces. Choose one:\n\(choices)"
  }

  private static func isSpace(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/space.json")
  }
}
