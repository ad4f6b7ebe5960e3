import EspaceAdherent
import Foundation

/// A folder that is a space, or holds spaces, or neither.
struct SpaceFolders {
  let folder: String

  init(_ folder: String) { self.folder = folder }

  /// Whether there is a space in the folder itself.
  var isSpace: Bool { Self.isSpace(folder) }

  /// Returns the error of an opening that failed; where there is no space, one that tells the choices.
  func failure(_ error: SpaceError) -> any Error {
    // A space that was never finished has a manifest; its own words tell how it is completed.
    guard error.kind == .notFound, !isSpace else { return error }
    guard !holdsLog else {
      return Failure(
        .damaged,
        "\(folder.visible) holds a log, but its space.json is missing. Put the file back from a "
          + "copy of the space; nothing was changed.")
    }
    return Failure(.nothingThere, nothingThere)
  }

  /// What to say when there is no space: the choices, where the folder only holds spaces.
  var nothingThere: String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let parent = folder.hasSuffix("/") ? folder : folder + "/"
    let spaces = names.sorted().map { parent + $0 }.filter(Self.isSpace)
    guard !spaces.isEmpty else {
      return "There is no space in \(folder.visible). `espace init --house NAME` makes one."
    }
    let choices = spaces.map { "  --data " + Self.word($0) }.joined(separator: "\n")
    return "\(folder.visible) is no space, but holds spaces. Choose one:\n\(choices)"
  }

  /// Whether the folder has segments of a log: a space, then, even if its manifest was lost.
  private var holdsLog: Bool {
    let names = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/EventLog")
    return names.map { !$0.isEmpty } ?? false
  }

  private static func isSpace(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/space.json")
  }

  /// A path as a shell takes it.
  static func word(_ path: String) -> String {
    let plain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
      default: false
      }
    }
    return plain ? path : "'" + path.visible.replacing("'", with: "'\\''") + "'"
  }
}
