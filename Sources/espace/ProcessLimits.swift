import EspaceAdherent
import Foundation

/// The minimum resources that the process needs.
///
/// With less the runtime crashes or hangs.
enum ProcessLimits {
  /// The file descriptors of the runtime and of the space, and a reserve.
  static let descriptors: UInt64 = 32
  /// The bytes of address space without the space's files: 512 MiB.
  static let addressSpace: UInt64 = 512 << 20

  /// Checks the limits of the process before any file is opened.
  ///
  /// - Throws: `.ioError` with the limit and the required minimum.
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

/// A folder that is a space, contains spaces, or neither.
struct SpaceFolders {
  let folder: String

  init(_ folder: String) { self.folder = folder }

  /// Whether the folder itself is a space.
  var isSpace: Bool { Self.isSpace(folder) }

  /// Returns the error of a failed opening; without a space, an error that lists the choices.
  func failure(_ error: SpaceError) -> any Error {
    // An unfinished space has a manifest. Its own message says how to complete it.
    guard error.kind == .notFound, !isSpace else { return error }
    guard !holdsLog else {
      return Failure(
        .damaged,
        "\(folder.visible) holds a log, but its space.json is missing. Put the file back from a "
          + "copy of the space; nothing was changed.")
    }
    return Failure(.nothingThere, nothingThere)
  }

  /// The message that the folder is no space, with the spaces in it, if any.
  var nothingThere: String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let parent = folder.hasSuffix("/") ? folder : folder + "/"
    let spaces = names.sorted().map { parent + $0 }.filter(Self.isSpace)
    guard !spaces.isEmpty else {
      return "There is no space in \(folder.visible). `espace init --house NAME` makes one."
    }
    let choices = spaces.map { "  --data " + Self.word($0) }.joined(separator: "\n")
    return "\(folder.visible) is not a space but contains spaces. Choose one:\n\(choices)"
  }

  /// Whether the folder has log segments.
  ///
  /// It is then a space, even without its manifest.
  private var holdsLog: Bool {
    let names = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/EventLog")
    return names.map { !$0.isEmpty } ?? false
  }

  private static func isSpace(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/space.json")
  }

  /// Returns a path quoted for a shell.
  static func word(_ path: String) -> String {
    let plain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
      default: false
      }
    }
    return plain ? path : "'" + path.visible.replacing("'", with: "'\\''") + "'"
  }
}
