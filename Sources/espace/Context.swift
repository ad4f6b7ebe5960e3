import EspaceAdherent
import Foundation

/// What a command works with: its arguments, the console, the space's folder.
struct Context {
  let arguments: Arguments
  let console: Console

  var isJSON: Bool { arguments.has("json") }

  /// The language, by `--lang`, otherwise English.
  var language: Language {
    get throws(Failure) {
      guard let text = arguments.value("lang") else { return .en }
      guard let language = Language(rawValue: text) else {
        throw Failure(.usage, "--lang takes fr or en.")
      }
      return language
    }
  }

  /// The moment, by `--as-of`, otherwise now.
  var moment: Moment {
    get throws(Failure) {
      guard let text = arguments.value("as-of") else { return .now }
      guard let moment = Moment(text) else {
        throw Failure(
          .usage, "--as-of takes a position, an instant (2026-03-02T09:00:00Z) or a day (2026-03-02).")
      }
      return moment
    }
  }

  /// The folder, by `--data`, otherwise `ESPACE_DATA`, otherwise `./espace-data`.
  var folder: String {
    if let folder = arguments.value("data") { return folder }
    let environment = ProcessInfo.processInfo.environment["ESPACE_DATA"] ?? ""
    return environment.isEmpty ? "./espace-data" : environment
  }

  /// Opens the space.
  func open(for access: MemberSpace.Access = .reading) throws -> MemberSpace {
    do throws(SpaceError) {
      let progress = console.progress()
      let space = try MemberSpace.open(folder, for: access, progress: { progress.tell($0) })
      progress.end()
      if let notice = space.recoveryNotice { console.complain(notice) }
      return space
    } catch {
      guard error.kind == .notFound else { throw error }
      throw Failure(.nothingThere, nothingThere)
    }
  }

  /// What to say when there is no space: the choices, where the folder only holds spaces.
  private var nothingThere: String {
    let folders =
      (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted().filter {
        FileManager.default.fileExists(atPath: "\(folder)/\($0)/space.json")
      } ?? []
    guard !folders.isEmpty else {
      return "There is no space in \(folder). `espace init --house NAME` makes one."
    }
    let choices = folders.map { "  --data \(folder)/\($0)" }.joined(separator: "\n")
    return "\(folder) is no space, but holds spaces. Choose one:\n\(choices)"
  }
}
