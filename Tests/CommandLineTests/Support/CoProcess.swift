import Foundation

/// A running `espace` process that reads and writes line by line.
final class CoProcess {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var heard: [UInt8] = []

  init(_ words: String...) throws {
    process.executableURL = URL(fileURLWithPath: EspaceBinary.path)
    process.arguments = words
    process.environment = environment()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Writes a text to the standard input.
  func tell(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Waits for the next line.
  ///
  /// Returns `nil` when the process has ended.
  func hear() -> String? {
    while true {
      if let end = heard.firstIndex(of: 0x0a) {
        defer { heard.removeFirst(end + 1) }
        return String(decoding: heard[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { return nil }
      heard += more
    }
  }

  /// Closes the standard input and waits for the end of the process.
  ///
  /// - Returns: The exit code.
  func finish() throws -> Int32 {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Sends a signal and waits at most ten seconds for the end of the process.
  ///
  /// - Returns: Whether the signal ended it.
  func kill(_ signal: Int32) -> Bool {
    Foundation.kill(process.processIdentifier, signal)
    for _ in 0..<1000 where process.isRunning { usleep(10_000) }
    let hasEnded = !process.isRunning
    if !hasEnded { Foundation.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return hasEnded && process.terminationReason == .uncaughtSignal
  }
}
