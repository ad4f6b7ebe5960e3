import Foundation

/// The files and texts of the repository, for the tests that check it.
enum Repository {
  /// The top folder, with symbolic links resolved.
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folders of shipped code.
  static let rooms = ["Sources", "EventLog", "Projections"]

  /// Returns the text of a file.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Returns whether a file or folder exists.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// Returns the names in a folder, sorted.
  static func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      .sorted()
  }

  /// Returns the paths of the files below folders that end with a suffix.
  static func files(below folders: [String], ending suffix: String) -> [String] {
    folders.flatMap { folder -> [String] in
      let top = root.appendingPathComponent(folder).path
      let below = FileManager.default.enumerator(atPath: top)?.compactMap { $0 as? String } ?? []
      return below.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }
    }.sorted()
  }

  /// The Swift files of shipped code.
  static let shipped = files(below: rooms, ending: ".swift")

  /// All Swift files except the manifest.
  static let swiftFiles = files(below: rooms + ["Tests"], ending: ".swift")

  /// The pages for readers: the documentation and the pages beside the manifest.
  static let pages =
    files(below: ["docs"], ending: ".md") + ["README.md", "CHANGELOG.md"]
}
