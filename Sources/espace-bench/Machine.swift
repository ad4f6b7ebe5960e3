import Foundation

/// The properties of the machine that affect the figures, without its name.
enum Machine {
  static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }
  static var memoryBytes: Int { Int(ProcessInfo.processInfo.physicalMemory) }
  static var system: String { ProcessInfo.processInfo.operatingSystemVersionString }

  /// The kernel's release, or `unknown` without the system's file.
  static var kernel: String {
    (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
  }

  /// The processor's name, or `unknown` without the system's file.
  static var processor: String {
    for line in lines(of: "/proc/cpuinfo") where line.hasPrefix("model name") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return "unknown"
  }

  /// The average number of processes that wanted a core in the last minute.
  static var load: String {
    let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
    return text.split(separator: " ").first.map(String.init) ?? "unknown"
  }

  /// Returns the type of the file system of a folder, or `unknown` without the system's file.
  static func fileSystem(of folder: String) -> String {
    let path = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path + "/"
    var best: (folder: String, type: String) = ("", "unknown")
    for line in lines(of: "/proc/mounts") {
      let words: [String] = line.split(separator: " ").map { String($0) }
      guard words.count > 2 else { continue }
      let mounted: String = words[1] == "/" ? "/" : words[1] + "/"
      if path.hasPrefix(mounted), mounted.utf8.count > best.folder.utf8.count {
        best = (mounted, words[2])
      }
    }
    return best.type
  }

  /// The resident bytes of this process, or 0 if they are unknown.
  static var residentBytes: Int { status("VmRSS:") }

  /// The resident bytes without the pages of mapped files, or 0 if they are unknown.
  ///
  /// The kernel reclaims pages of mapped files when another process needs memory.
  static var ownBytes: Int { status("RssAnon:") }

  private static func status(_ name: String) -> Int {
    for line in lines(of: "/proc/self/status") where line.hasPrefix(name) {
      return (Int(line.filter(\.isNumber)) ?? 0) * 1_024
    }
    return 0
  }

  /// The seconds for which this thread has had a core, or `nil` if they are unknown.
  static var threadSeconds: Double? {
    let text = try? String(contentsOfFile: "/proc/thread-self/schedstat", encoding: .utf8)
    return text?.split(separator: " ").first.flatMap { Double($0) }.map { $0 / 1e9 }
  }

  private static func lines(of path: String) -> [String] {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { String($0) }
  }
}
