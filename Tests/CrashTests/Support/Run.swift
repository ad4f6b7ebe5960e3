import Foundation

/// A process that writes to files, so that its output survives a kill.
final class Run {
  /// The end of a process: its exit code or the signal that killed it.
  enum End: Equatable {
    case exited(Int32)
    case killed(Int32)
  }

  private let process = Process()
  private let input = Pipe()
  private let folder: TemporaryFolder

  init(_ program: String, _ words: [String]) throws {
    folder = try TemporaryFolder()
    for name in ["out", "err"] { _ = try folder.file(name, "") }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    var environment = ProcessInfo.processInfo.environment
    environment["ESPACE_DATA"] = nil
    process.environment = environment
    process.standardInput = input
    process.standardOutput = FileHandle(forWritingAtPath: "\(folder)/out")
    process.standardError = FileHandle(forWritingAtPath: "\(folder)/err")
    try process.run()
  }

  deinit {
    if process.isRunning { kill() }
  }

  var identifier: Int { Int(process.processIdentifier) }
  var isRunning: Bool { process.isRunning }

  /// Writes a text to the standard input.
  func tell(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Sends `SIGKILL` and waits for the end of the process.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Closes the standard input and waits for the end of the process.
  @discardableResult
  func end() -> End {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? .exited(process.terminationStatus) : .killed(process.terminationStatus)
  }

  /// The complete lines on standard output so far.
  var lines: [String] {
    let bytes = (try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/out"))) ?? Data()
    let whole = bytes[..<(bytes.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0)]
    return String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The text on standard error.
  var errors: String { (try? String(contentsOfFile: "\(folder)/err", encoding: .utf8)) ?? "" }

  /// Waits until the process has written a number of lines, or has ended.
  func wait(forLines count: Int) {
    while process.isRunning, lines.count < count { usleep(500) }
  }
}
