import Foundation
import Testing

/// The result of a run of `espace`: its exit code and its output.
struct Run {
  let code: Int32
  let output: String
  let errors: String

  /// The lines of standard output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// Each line of standard output as a JSON object.
  var objects: [[String: Any]] {
    get throws {
      try lines.map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }
  }
}

/// Returns the environment of a test, without the tester's variables that change the output.
func environment(_ changes: [String: String] = [:]) -> [String: String] {
  var environment = ProcessInfo.processInfo.environment
  for name in ["ESPACE_DATA", "NO_COLOR", "TERM"] { environment[name] = nil }
  environment["ESPACE"] = EspaceBinary.path
  return environment.merging(changes) { $1 }
}

/// Runs `espace` to its end.
///
/// - Parameters:
///   - words: The command line.
///   - input: The text on standard input.
///   - changes: The changes to the environment.
///   - place: The working folder.
func espace(
  _ words: String..., input: String = "", environment changes: [String: String] = [:],
  in place: String? = nil
) throws -> Run {
  try launch(EspaceBinary.path, words, Data(input.utf8), changes, place)
}

/// Runs a line of the shell, in which `$ESPACE` is the binary.
func shell(_ line: String, in place: String? = nil) throws -> Run {
  try launch("/bin/sh", ["-c", line], Data(), [:], place)
}

func launch(
  _ program: String, _ words: [String], _ input: Data, _ changes: [String: String],
  _ place: String?
) throws -> Run {
  // Files instead of pipes: a pipe that is not read fills up.
  let folder = try TemporaryFolder()
  let (inside, outside, beside) = ("\(folder)/in", "\(folder)/out", "\(folder)/err")
  try input.write(to: URL(fileURLWithPath: inside))
  for path in [outside, beside] { try Data().write(to: URL(fileURLWithPath: path)) }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = words
  process.environment = environment(changes)
  if let place { process.currentDirectoryURL = URL(fileURLWithPath: place) }
  process.standardInput = FileHandle(forReadingAtPath: inside)
  process.standardOutput = FileHandle(forWritingAtPath: outside)
  process.standardError = FileHandle(forWritingAtPath: beside)
  try process.run()
  process.waitUntilExit()
  return Run(
    code: process.terminationReason == .exit ? process.terminationStatus : -1,
    output: try String(contentsOfFile: outside, encoding: .utf8),
    errors: try String(contentsOfFile: beside, encoding: .utf8))
}
