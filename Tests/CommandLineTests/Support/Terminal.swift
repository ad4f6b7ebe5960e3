import Foundation

/// A pseudo-terminal to run `espace` on.
enum Terminal {
  static let isThere = (try? pair()) != nil

  /// Returns the terminal output of `espace`, or of a program that runs it.
  static func run(
    _ words: [String], _ changes: [String: String], through program: String = EspaceBinary.path
  ) throws -> String {
    let (ours, theirs) = try pair()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    process.environment = environment(changes)
    process.standardOutput = theirs
    process.standardError = theirs
    try process.run()
    process.waitUntilExit()
    // The output is small. The terminal holds it until it is read in pieces.
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var request = pollfd(fd: ours.fileDescriptor, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, 200) > 0 {
      let count = read(ours.fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      shown += buffer[..<count]
    }
    return String(decoding: shown, as: UTF8.self)
  }

  static func pair() throws -> (ours: FileHandle, theirs: FileHandle) {
    let ours = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    let theirs = name(of: ours).map { open($0, O_RDWR | O_NOCTTY | O_CLOEXEC) } ?? -1
    guard theirs >= 0 else { throw CocoaError(.fileReadUnknown) }
    return (
      FileHandle(fileDescriptor: ours, closeOnDealloc: true),
      FileHandle(fileDescriptor: theirs, closeOnDealloc: true)
    )
  }

  #if canImport(Darwin)
    private static func name(of ours: Int32) -> String? {
      guard grantpt(ours) == 0, unlockpt(ours) == 0 else { return nil }
      return ptsname(ours).map { String(cString: $0) }
    }
  #else
    /// Returns the name of the terminal by `ioctl`, because Glibc hides `ptsname` from Swift.
    private static func name(of ours: Int32) -> String? {
      let (unlock, number) = (UInt(0x4004_5431), UInt(0x8004_5430))
      var value: Int32 = 0
      guard ioctl(ours, unlock, &value) == 0, ioctl(ours, number, &value) == 0 else { return nil }
      return "/dev/pts/\(value)"
    }
  #endif
}
