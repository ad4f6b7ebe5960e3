import Foundation

extension Terminal {
  /// Runs `espace` with a terminal as its standard input, on which a line has been typed.
  static func run(_ words: String..., typing line: String) throws -> Run {
    let folder = try TemporaryFolder()
    let (ours, theirs) = try pair()
    let (outside, beside) = ("\(folder)/out", "\(folder)/err")
    for path in [outside, beside] { try Data().write(to: URL(fileURLWithPath: path)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: EspaceBinary.path)
    process.arguments = words
    process.environment = environment()
    process.standardInput = theirs
    process.standardOutput = FileHandle(forWritingAtPath: outside)
    process.standardError = FileHandle(forWritingAtPath: beside)
    try ours.write(contentsOf: Data((line + "\n").utf8))
    try process.run()
    process.waitUntilExit()
    return Run(
      code: process.terminationStatus, output: try String(contentsOfFile: outside, encoding: .utf8),
      errors: try String(contentsOfFile: beside, encoding: .utf8))
  }
}
