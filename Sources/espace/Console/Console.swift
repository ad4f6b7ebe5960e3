import Foundation

/// Standard output and standard error, and what is known of them.
struct Console: Sendable {
  /// Whether standard output is a terminal that shows styles.
  let isStyled: Bool
  /// Whether standard error is a terminal, so that progress may be shown.
  let showsProgress: Bool

  init() {
    let environment = ProcessInfo.processInfo.environment
    let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    isStyled = isatty(STDOUT_FILENO) == 1 && !isPlain
    showsProgress = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
  }

  /// Writes a line to standard output, at once.
  func print(_ line: String = "") { write(line + "\n", to: .standardOutput) }

  /// Writes a line to standard error.
  func complain(_ line: String) { write(line + "\n", to: .standardError) }

  /// The text in bold, where styles are shown.
  func bold(_ text: String) -> String { isStyled ? "\u{1b}[1m\(text)\u{1b}[0m" : text }

  /// The text dimmed, where styles are shown.
  func dim(_ text: String) -> String { isStyled ? "\u{1b}[2m\(text)\u{1b}[0m" : text }

  /// A line of progress on standard error, for work of some length.
  func progress() -> ProgressLine { ProgressLine(isShown: showsProgress) }

  private func write(_ text: String, to handle: FileHandle) {
    // Nobody is left to tell when standard output is gone; the next write ends the process.
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
