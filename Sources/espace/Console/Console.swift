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
  ///
  /// - Throws: `.ioError`; without words when the reader went away, as `| head` does.
  func print(_ line: String = "") throws(Failure) {
    guard let error = StandardStreams.write(line + "\n", to: STDOUT_FILENO) else { return }
    guard error != EPIPE else { throw Failure(.ioError, "") }
    let words = StandardStreams.words(for: error)
    throw Failure(.ioError, "The output cannot be written: \(words).")
  }

  /// Writes lines to standard output.
  func print(_ lines: [String]) throws(Failure) {
    for line in lines { try print(line) }
  }

  /// Writes a line to standard error.
  func complain(_ line: String) {
    // Nobody is left to tell when standard error is gone; the exit code still tells.
    _ = StandardStreams.write(line + "\n", to: STDERR_FILENO)
  }

  /// Writes a question to standard error; the answer stands behind it.
  func ask(_ question: String) { _ = StandardStreams.write(question, to: STDERR_FILENO) }

  /// The text in bold, where styles are shown.
  func bold(_ text: String) -> String { isStyled ? "\u{1b}[1m\(text)\u{1b}[0m" : text }

  /// The text dimmed, where styles are shown.
  func dim(_ text: String) -> String { isStyled ? "\u{1b}[2m\(text)\u{1b}[0m" : text }

  /// A line of progress on standard error, for work of some length.
  func progress() -> ProgressLine { ProgressLine(isShown: showsProgress) }
}
