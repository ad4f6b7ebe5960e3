import EspaceAdherent
import Foundation

/// A small file that somebody kept or was sent: a checkpoint, a proof, signatures.
enum KeptFile {
  private static let mostBytes = 16 << 20

  /// All bytes of a file, of standard input for `-`.
  ///
  /// - Throws: `.nothingThere` when it cannot be read, `.badData` when it is over 16 MiB.
  static func bytes(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = try StandardStreams.openFile(path)
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    while true {
      let part = try StandardStreams.read(descriptor, upTo: 1 << 16)
      guard !part.isEmpty else { return bytes }
      bytes += part
      guard bytes.count <= mostBytes else {
        throw Failure(.badData, "\(path.visible) is too long to be what it should be.")
      }
    }
  }

  /// The checkpoint in a file.
  ///
  /// - Throws: `.nothingThere`, and `.badData` saying which line is wrong.
  static func checkpoint(_ path: String) throws(Failure) -> SpaceCheckpoint {
    let bytes = try bytes(path)
    do throws(SpaceError) { return try SpaceCheckpoint(reading: bytes) } catch {
      throw Failure(.badData, "\(path.visible): \(error.message)")
    }
  }
}

extension Context {
  /// Opens the log of the space.
  func openLog() throws -> SpaceLog {
    let progress = console.progress()
    defer { progress.end() }
    do throws(SpaceError) {
      return try SpaceLog.open(folder, progress: { progress.tell($0) })
    } catch {
      throw SpaceFolders(folder).failure(error)
    }
  }
}
