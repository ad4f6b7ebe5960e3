import Foundation

/// The built `espace`, which is in the folder of the test bundle in every configuration.
package enum EspaceBinary {
  /// The path of the program.
  package static let path: String = {
    // On Linux the bundle is the process itself. On macOS a helper receives its path.
    for word in CommandLine.arguments + [Bundle.main.bundlePath] {
      var url = URL(fileURLWithPath: word)
      while url.pathExtension != "xctest", url.path != "/" { url.deleteLastPathComponent() }
      let candidate = url.deletingLastPathComponent().appendingPathComponent("espace").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    return "espace was not found beside the test bundle"
  }()
}
