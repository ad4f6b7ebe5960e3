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

/// The three standard streams, by their descriptors; the only file here that reads and writes them.
enum StandardStreams {
  /// Makes the streams safe before any other file is opened.
  ///
  /// A stream that the caller closed would give its number to the next file opened, the log
  /// itself perhaps, and what is printed would go into it. Something is put in its place that can
  /// neither be read nor written. A reader that went away is an error of a write, not a signal;
  /// all other signals do what they do. A crash prints and dumps nothing: personal values and
  /// secrets stand in memory.
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
    // A host's thread may pass its blocked signals on; a request to end must come through.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
  }

  /// Writes all of a text; answers the system's error number when it could not.
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

  /// Opens a file that somebody named, to be read; `-` is standard input.
  ///
  /// - Throws: `.nothingThere` with the system's words; a folder is no file.
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

  /// Reads what is there, waiting for at least one byte; none at the end.
  ///
  /// - Throws: `.ioError` with the system's words.
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

  /// The system's words for an error number.
  static func words(for error: Int32) -> String { String(cString: strerror(error)) }

  private static func wait(for descriptor: Int32, to use: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(use), revents: 0)
    poll(&request, 1, -1)
  }
}
