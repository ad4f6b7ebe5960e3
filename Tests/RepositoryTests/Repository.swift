import Foundation

/// The repository as the tests that check it see it: its files and their texts.
enum Repository {
  /// The top folder, symbolic links resolved.
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folders of shipped code.
  static let rooms = ["Sources", "EventLog", "Projections"]

  /// The text of a file.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Whether a file or folder is there.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// The names in a folder.
  static func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      .sorted()
  }

  /// The paths of the files below folders whose names end so.
  static func files(below folders: [String], ending suffix: String) -> [String] {
    folders.flatMap { folder -> [String] in
      let top = root.appendingPathComponent(folder).path
      let below = FileManager.default.enumerator(atPath: top)?.compactMap { $0 as? String } ?? []
      return below.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }
    }.sorted()
  }

  /// The Swift files of shipped code.
  static let shipped = files(below: rooms, ending: ".swift")

  /// All Swift files but the manifest.
  static let swiftFiles = files(below: rooms + ["Tests"], ending: ".swift")

  /// The pages that people read: the documentation and what stands beside the manifest.
  static let pages =
    files(below: ["docs"], ending: ".md") + ["README.md", "CHANGELOG.md"]
}
