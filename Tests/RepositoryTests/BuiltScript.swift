import Foundation

/// Compiles a script against the modules that were just built, and runs it.
///
/// Without a debugger, this is the closest to a REPL.
enum BuiltScript {
  /// The folder of the build products, or `nil` if it is unknown.
  static let products: URL? = {
    let bundles = [Bundle.main] + Bundle.allBundles
    let folders = bundles.flatMap { [$0.executableURL, $0.bundleURL] }.compactMap {
      $0?.deletingLastPathComponent()
    }
    return folders.first {
      FileManager.default.fileExists(
        atPath: $0.appendingPathComponent("Modules/EspaceAdherent.swiftmodule").path)
    }
  }()

  /// The compiler in the search path.
  static let compiler: URL? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { URL(fileURLWithPath: "\($0)/swiftc") }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
  }()

  /// The objects that this test program was linked from.
  ///
  /// The folder may contain older ones too.
  static let objects: [String] = {
    guard let products else { return [] }
    let list = products.appendingPathComponent(
      "EspaceAdherentPackageTests.product/Objects.LinkFileList")
    let lines = (try? String(contentsOf: list, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.map { $0.filter { $0 != "'" && $0 != "\"" } }.filter { path in
      targets.contains { path.contains("/\($0).build/") }
    }
  }()

  /// Whether scripts can be compiled on this machine.
  static var isPossible: Bool { compiler != nil && !objects.isEmpty }

  private static let targets = [
    "SHAInstructions", "Digests", "Notation", "EventLog", "Membership", "Projections",
    "EspaceAdherent", "EventStreamTesting",
  ]

  /// The output of a process and its exit status.
  struct Result {
    let output: String
    let errors: String
    let status: Int32
  }

  /// The reason why a script cannot be run.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Compiles a script and runs it in a folder that it may write to.
  static func run(_ script: String, in folder: URL) throws -> Result {
    guard let products, let compiler else {
      throw Failure(description: "no compiler, or no modules")
    }
    let source = folder.appendingPathComponent("main.swift")
    let program = folder.appendingPathComponent("script")
    try script.write(to: source, atomically: true, encoding: .utf8)
    let modules = products.appendingPathComponent("Modules").path
    let headers = Repository.root.appendingPathComponent("Sources/SHAInstructions/include").path
    let compiled = try execute(
      compiler, ["-I", modules, "-I", headers, source.path, "-o", program.path] + objects,
      in: folder)
    guard compiled.status == 0 else { throw Failure(description: compiled.errors) }
    return try execute(program, [], in: folder)
  }

  private static func execute(
    _ program: URL, _ arguments: [String], in folder: URL
  ) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    // Reading two pipes one after the other may block. Files do not.
    let output = folder.appendingPathComponent("output")
    let errors = folder.appendingPathComponent("errors")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Result(
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8), status: process.terminationStatus)
  }
}
