import Foundation

/// `strace`, which makes the system calls of a process fail.
enum Strace {
  /// The path of `strace`, if it is installed and may trace.
  static let path: String? = {
    for path in ["/usr/bin/strace", "/usr/local/bin/strace", "/bin/strace"]
    where FileManager.default.isExecutableFile(atPath: path) {
      let run = try? Run(path, ["-f", "-o", "/dev/null", "-e", "trace=pwrite64", "true"])
      if run?.end() == .exited(0) { return path }
    }
    return nil
  }()

  /// The fault that replaces a system call.
  enum Injection: String, CaseIterable {
    case eio = "error=EIO"
    case full = "error=ENOSPC"
    case interrupted = "error=EINTR"
    /// The call is not made and returns 0 bytes.
    case nothing = "retval=0"
    /// The call is not made and returns four bytes: a disk that lies.
    case lie = "retval=4"
    /// The process is killed at the start of the call.
    case kill = "signal=KILL"

    /// The system calls into which the fault is injected.
    var calls: [String] {
      switch self {
      case .eio, .interrupted: ["pwrite64", "fdatasync", "fsync", "ftruncate", "pread64", "flock"]
      case .full: ["pwrite64", "fdatasync"]
      case .nothing, .lie: ["pwrite64"]
      case .kill: ["pwrite64", "fdatasync", "fsync", "ftruncate"]
      }
    }
  }

  /// Runs `espace` with a fault in one of its system calls.
  static func run(
    _ injection: Injection, into call: String, number: Int, _ words: [String], in folder: String
  ) throws -> Run {
    // Only calls on the space's own files count, not those of the loader or of the output.
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder) + [""]
    let chosen = paths.flatMap { ["-P", $0.isEmpty ? folder : "\(folder)/\($0)"] }
    return try Run(
      path ?? "strace",
      ["-f", "-qq", "-o", "/dev/null"] + chosen + [
        "-e", "trace=\(call)", "-e", "inject=\(call):\(injection.rawValue):when=\(number)",
        EspaceBinary.path,
      ] + words)
  }

  /// Counts the calls of one kind that `espace` makes on the files of a folder.
  static func count(_ call: String, _ words: [String], in folder: String) throws -> Int {
    let output = try TemporaryFolder()
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder) + [""]
    let chosen = paths.flatMap { ["-P", $0.isEmpty ? folder : "\(folder)/\($0)"] }
    let run = try Run(
      path ?? "strace",
      ["-f", "-qq", "-o", "\(output)/calls"] + chosen + ["-e", "trace=\(call)", EspaceBinary.path]
        + words)
    run.end()
    let text = try String(contentsOfFile: "\(output)/calls", encoding: .utf8)
    return text.split(separator: "\n").filter { $0.contains("\(call)(") }.count
  }
}
