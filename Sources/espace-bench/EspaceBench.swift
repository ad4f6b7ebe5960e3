import Foundation
import Notation

/// Measures the core against the machine's limits; with `--quick`, checks only the invariants.
@main
enum EspaceBench {
  static func main() {
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      complain(Options.usage)
      exit(64)
    }
    do {
      if let probe = options.probe {
        try Probe.run(probe.folder, member: probe.member, depth: probe.depth)
        exit(0)
      }
      exit(try run(options) ? 0 : 1)
    } catch {
      complain("\(error)")
      exit(74)
    }
  }

  /// Runs all parts; returns whether every invariant held.
  private static func run(_ options: Options) throws -> Bool {
    let folder = options.folder + "/espace-bench-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let load = Machine.load
    var bench = try Bench(options, folder: folder)
    let parts = options.only.map { [$0] } ?? Options.Part.allCases.filter { $0 != .curve }
    for part in options.isQuick ? Options.Part.allCases : parts {
      switch part {
      case .hashing: bench.hashing()
      case .appending: try bench.appending()
      case .performing: try bench.performing()
      case .reading: try bench.reading()
      case .curve:
        let points = try bench.curve()
        guard let folder = options.plots else { continue }
        for (name, plot) in Plot.all(of: points) {
          try plot.svg.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
      }
    }
    if options.withPeers { try bench.peers() }
    if options.isJSON {
      print(json(bench, load))
    } else if options.isQuick {
      print("espace-bench --quick: \(bench.checks) checks, \(bench.faults.count) failed")
    } else {
      print(
        """
        \(Machine.processor), \(Machine.cores) cores, \(Machine.memoryBytes >> 30) GB, \
        \(Machine.system), kernel \(Machine.kernel), \(Machine.fileSystem(of: folder)); \
        load before \(load), after \(Machine.load); \(options.repeats) times each

        \(Figure.head)
        \(bench.figures.map(\.row).joined(separator: "\n"))

        \(bench.checks) checks, \(bench.faults.count) failed
        """)
    }
    for fault in bench.faults { complain("does not hold: \(fault)") }
    return bench.faults.isEmpty
  }

  private static func json(_ bench: Bench, _ load: String) -> String {
    JSONWriter.object { fields in
      fields("processor", Machine.processor)
      fields("cores", Machine.cores)
      fields("memory", Machine.memoryBytes)
      fields("system", Machine.system)
      fields("kernel", Machine.kernel)
      fields("fileSystem", Machine.fileSystem(of: bench.folder))
      fields("loadBefore", load)
      fields("loadAfter", Machine.load)
      fields("checks", bench.checks)
      fields("failed", bench.faults)
      fields("figures", bench.figures)
    }
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
