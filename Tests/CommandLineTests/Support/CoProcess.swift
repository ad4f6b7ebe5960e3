import Foundation

/// `espace` kept running, told and heard line by line.
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

  /// Writes bytes to its standard input.
  func tell(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Waits for its next line; `nil` when it has ended.
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

  /// Closes its standard input and waits for its end.
  ///
  /// - Returns: The exit code.
  func finish() throws -> Int32 {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Sends it a signal and waits for its end, ten seconds at most.
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
