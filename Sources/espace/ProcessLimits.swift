import Foundation

/// The least resources that the process needs.
///
/// With less the runtime crashes or hangs.
enum ProcessLimits {
  /// File descriptors: those of the runtime, of the space, and a reserve.
  static let descriptors: UInt64 = 32
  /// Bytes of address space without the space's files: 512 MiB.
  static let addressSpace: UInt64 = 512 << 20

  /// Checks the limits of the process before any file is opened.
  ///
  /// - Throws: `.ioError` with the limit and the least that is needed.
  static func check() throws(Failure) {
    let files = limit(RLIMIT_NOFILE)
    guard files >= descriptors else {
      throw Failure(
        .ioError,
        "Too few file descriptors: the limit is \(files), at least \(descriptors) are needed "
          + "(`ulimit -n`).")
    }
    let probe = open("/dev/null", O_RDONLY | O_CLOEXEC)
    if probe >= 0 { close(probe) }
    guard probe >= 0, UInt64(probe) + descriptors / 2 <= files else {
      throw Failure(.ioError, "Too few file descriptors: nearly all \(files) are taken already.")
    }
    let bytes = limit(RLIMIT_AS)
    guard bytes >= addressSpace else {
      throw Failure(
        .ioError,
        "Too little address space: the limit is \(bytes >> 10) KiB, at least "
          + "\(addressSpace >> 10) are needed, and the size of the log besides (`ulimit -v`).")
    }
    guard canStartThread() else {
      throw Failure(.ioError, "No thread can be started: raise the limit (`ulimit -u`).")
    }
  }

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
    private static func number(_ resource: Resource) -> Int32 { Int32(resource.rawValue) }
  #else
    private typealias Resource = Int32
    private static func number(_ resource: Resource) -> Int32 { resource }
  #endif

  private static func limit(_ resource: Resource) -> UInt64 {
    var limit = rlimit()
    guard getrlimit(number(resource), &limit) == 0 else { return .max }
    return UInt64(limit.rlim_cur)
  }

  private static func canStartThread() -> Bool {
    #if canImport(Darwin)
      var thread: pthread_t?
      guard pthread_create(&thread, nil, { _ in nil }, nil) == 0, let thread else { return false }
    #else
      var thread = pthread_t()
      guard pthread_create(&thread, nil, { _ in nil }, nil) == 0 else { return false }
    #endif
    pthread_join(thread, nil)
    return true
  }
}
