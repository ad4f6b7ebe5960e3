import Foundation

/// Standard output and standard error, with their properties.
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

  /// Writes a line to standard output, without buffering.
  ///
  /// - Throws: `.ioError`. The message is empty when the reader closed the pipe, as `| head` does.
  func print(_ line: String = "") throws(Failure) {
    guard let error = StandardStreams.write(line + "\n", to: STDOUT_FILENO) else { return }
    guard error != EPIPE else { throw Failure(.ioError, "") }
    let words = StandardStreams.words(for: error)
    throw Failure(.ioError, "The output cannot be written: \(words).")
  }

  /// Writes lines to standard output.
  ///
  /// Many lines are written at once, because each call of the system costs more than a line.
  func print(_ lines: [String]) throws(Failure) {
    var together: [String] = []
    var count = 0
    for line in lines {
      if count > Self.bytesAtOnce {
        try print(together.joined(separator: "\n"))
        (together, count) = ([], 0)
      }
      together.append(line)
      count += line.utf8.count
    }
    if !together.isEmpty { try print(together.joined(separator: "\n")) }
  }

  private static let bytesAtOnce = 1 << 16

  /// Writes a line to standard error.
  func complain(_ line: String) {
    // If standard error is closed, the error cannot be printed; the exit code still reports it.
    _ = StandardStreams.write(line + "\n", to: STDERR_FILENO)
  }

  /// Writes a question to standard error, without a newline, so that the answer follows it.
  func ask(_ question: String) { _ = StandardStreams.write(question, to: STDERR_FILENO) }

  /// Returns the text in bold, if styles are shown.
  func bold(_ text: String) -> String { isStyled ? "\u{1b}[1m\(text)\u{1b}[0m" : text }

  /// Returns the text dimmed, if styles are shown.
  func dim(_ text: String) -> String { isStyled ? "\u{1b}[2m\(text)\u{1b}[0m" : text }

  /// Returns a progress line on standard error, for long work.
  func progress() -> ProgressLine { ProgressLine(isShown: showsProgress) }
}

/// The three standard streams, by their descriptors.
///
/// Only this file reads and writes them.
enum StandardStreams {
  /// Makes the streams safe before any other file is opened.
  ///
  /// The number of a closed stream would be reused by the next opened file, perhaps by the log.
  /// Output would then be written into that file. A closed stream is therefore replaced by one that
  /// can be neither read nor written.
  ///
  /// A closed pipe is reported as a write error and not by a signal. All other signals have their
  /// default effect. A crash prints no backtrace and writes no core dump, because memory contains
  /// personal values and secrets.
  static func prepare() {
    let usesThatFail = [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ]
    for (descriptor, use) in usesThatFail where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", use)
    }
    signal(SIGPIPE, SIG_IGN)
    for crash in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT] {
      signal(crash, SIG_DFL)
    }
    #if canImport(Glibc)
      let core = Int32(RLIMIT_CORE.rawValue)
    #else
      let core = RLIMIT_CORE
    #endif
    var nothing = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(core, &nothing)
    // A host's thread may have blocked signals. A termination request must not be blocked.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
  }

  /// Writes a whole text; returns the system's error number on failure.
  static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest)
        let count = Foundation.write(descriptor, piece.baseAddress, piece.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          wait(for: descriptor, to: POLLOUT)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }

  /// Opens a file by its path for reading; `-` is standard input.
  ///
  /// - Throws: `.nothingThere` with the system's message; a folder is no file.
  static func openFile(_ path: String) throws(Failure) -> Int32 {
    guard path != "-" else { return STDIN_FILENO }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    let error =
      if descriptor < 0 || fstat(descriptor, &status) != 0 {
        errno
      } else {
        status.st_mode & S_IFMT == S_IFDIR ? EISDIR : 0
      }
    guard error != 0 else { return descriptor }
    if descriptor >= 0 { close(descriptor) }
    throw Failure(.nothingThere, "\(path.visible) cannot be read: \(words(for: error)).")
  }

  /// Reads the available bytes, and waits for at least one; returns no bytes at the end.
  ///
  /// - Throws: `.ioError` with the system's message.
  static func read(_ descriptor: Int32, upTo limit: Int) throws(Failure) -> [UInt8] {
    while true {
      var error: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
        let count = Foundation.read(descriptor, buffer.baseAddress, limit)
        if count < 0 { error = errno }
        filled = max(count, 0)
      }
      switch error {
      case 0: return bytes
      case EINTR: continue
      case EAGAIN: wait(for: descriptor, to: POLLIN)
      default: throw Failure(.ioError, "The input cannot be read: \(words(for: error)).")
      }
    }
  }

  /// Returns the system's message for an error number.
  static func words(for error: Int32) -> String { String(cString: strerror(error)) }

  private static func wait(for descriptor: Int32, to use: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(use), revents: 0)
    poll(&request, 1, -1)
  }
}
