import Foundation

/// A process that writes to files, so that what it wrote is there whatever becomes of it.
final class Run {
  /// How it ended.
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

  /// Writes to its standard input.
  func tell(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Sends it `SIGKILL` and waits for its end.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Closes its standard input and waits for its end.
  @discardableResult
  func end() -> End {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? .exited(process.terminationStatus) : .killed(process.terminationStatus)
  }

  /// The whole lines that it has written to standard output so far.
  var lines: [String] {
    let bytes = (try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/out"))) ?? Data()
    let whole = bytes[..<(bytes.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0)]
    return String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// What it wrote to standard error.
  var errors: String { (try? String(contentsOfFile: "\(folder)/err", encoding: .utf8)) ?? "" }

  /// Waits until it has written so many lines, or has ended.
  func wait(forLines count: Int) {
    while process.isRunning, lines.count < count { usleep(500) }
  }
}
