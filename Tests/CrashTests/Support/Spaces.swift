import Foundation
@_exported public import TestSupport

extension TemporaryFolder {
  /// Makes a space in the folder and returns its path.
  func space(_ name: String = "space") throws -> String {
    let path = "\(self)/\(name)"
    let run = try Run(EspaceBinary.path, ["init", "--house", "mcrn", "--data", path])
    guard run.end() == .exited(0) else { throw CocoaError(.fileWriteUnknown) }
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
