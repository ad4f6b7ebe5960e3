@_exported public import TestSupport

extension TemporaryFolder {
  /// Makes a space in the folder and returns its path.
  func space(_ name: String = "space", house: String = "mcrn") throws -> String {
    let path = "\(self)/\(name)"
    _ = try espace("init", "--house", house, "--data", path)
    return path
  }
}
