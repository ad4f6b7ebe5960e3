import EspaceAdherent
import Foundation

/// The measurements of a fresh process that opened a space.
struct Probe {
  /// The amount of work.
  enum Depth: String {
    /// Reads one history, and ends without a report.
    case once
    /// Reads one history.
    case opening
    /// Reads one history, then every member's.
    case every
    /// Reads no history: folds the whole log again.
    case rebuild
  }

  /// The seconds until the space was open; `firstAnswer` until the first history was read.
  var opening = 0.0
  var firstAnswer = 0.0
  /// The resident bytes after the first history or the rebuild; `own` without mapped files.
  var resident = 0
  var own = 0
  /// The resident bytes after every history; `ownAfterAll` without mapped files.
  var residentAfterAll = 0
  var ownAfterAll = 0
  var members = 0

  /// Opens a space, reads histories and prints the measurements.
  static func run(_ folder: String, member: String, depth: Depth) throws {
    var probe = Probe()
    let start = ContinuousClock.now
    let space = try Bench.open(folder, isResuming: depth != .rebuild)
    probe.opening = (ContinuousClock.now - start) / .seconds(1)
    if depth != .rebuild {
      guard try !space.history(member).isEmpty else { throw BenchFault("no history") }
      if depth == .once { return }
    }
    probe.firstAnswer = (ContinuousClock.now - start) / .seconds(1)
    (probe.resident, probe.own) = (Machine.residentBytes, Machine.ownBytes)
    if depth == .every {
      // Accounts are not read. In later rounds of facts, members share their addresses with earlier
      // ones.
      for id in try space.memberIDs where try !space.history(id.description).isEmpty {
        probe.members += 1
      }
      (probe.residentAfterAll, probe.ownAfterAll) = (Machine.residentBytes, Machine.ownBytes)
    }
    print(
      probe.opening, probe.firstAnswer, probe.resident, probe.own, probe.residentAfterAll,
      probe.ownAfterAll, probe.members)
  }

  private init() {}

  /// Runs the probe in a fresh process.
  init(of folder: String, _ member: String, _ depth: Depth) throws {
    let text = try Self.spawn(folder, member: member, depth: depth).text
    let words = text.split { $0 == " " || $0 == "\n" }
    let numbers = words.dropFirst(2).compactMap { Int($0) }
    guard numbers.count == 5, let opening = Double(words[0]), let first = Double(words[1]) else {
      throw BenchFault("a process that opened the space said: \(text)")
    }
    (self.opening, firstAnswer) = (opening, first)
    (resident, own, members) = (numbers[0], numbers[1], numbers[4])
    (residentAfterAll, ownAfterAll) = (numbers[2], numbers[3])
  }

  /// Reads one history in a fresh process; returns the seconds from its start to its end.
  static func coldHistory(in folder: String, _ member: String) throws -> Double {
    try spawn(folder, member: member, depth: .once).seconds
  }

  /// Runs this program; returns its output and the seconds until it closed its output.
  ///
  /// It closes its output at its end. Foundation reports the end itself only with a delay.
  private static func spawn(
    _ folder: String, member: String, depth: Depth
  ) throws -> (text: String, seconds: Double) {
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = ["--probe", depth.rawValue, folder, member]
    let output = Pipe()
    process.standardOutput = output
    let start = ContinuousClock.now
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchFault("a process failed: \(text)") }
    return (text, seconds)
  }
}

extension Bench {
  /// Measures opening and memory in fresh processes.
  mutating func probing(_ folder: String, _ size: Int) throws {
    let members = try Self.open(folder).memberIDs.map(\.description)
    guard let member = members.last else { throw BenchFault("a space without members") }
    var cold: [Double] = []
    for index in 0..<(options.isQuick ? 3 : 41) {
      cold.append(
        try Probe.coldHistory(in: folder, members[index * 7919 % members.count]) * 1_000)
    }
    let probes = try (0..<options.repeats).map { _ in try Probe(of: folder, member, .every) }
    let rebuilds = try (0..<options.repeats).map { _ in try Probe(of: folder, member, .rebuild) }
    check(probes.allSatisfy { $0.members == members.count }, "a fresh process finds all members")
    let facts = Figure.text(Double(size))
    add(
      Figure(work: "one member's history from a cold process, p50", unit: "ms", samples: cold)
        .asking(atMost: 12, "≤ 12 ms"))
    add(
      Figure(
        work: "opening, \(facts) facts, fresh process", unit: "s", samples: probes.map(\.opening)
      ).asking(atMost: Double(size) / 10_000_000, "≤ 1 s for 10,000,000, in proportion"))
    add(
      Figure(
        work: "opening and the first answer, \(facts) facts", unit: "s",
        samples: probes.map(\.firstAnswer)
      ).asking(atMost: Double(size) / 10_000_000, "the same"))
    for figure in Self.memory(of: probes, rebuilds, size) { add(figure) }
  }

  /// Returns the figures of resident memory: after one history, after all, after a rebuild.
  static func memory(of probes: [Probe], _ rebuilds: [Probe], _ size: Int) -> [Figure] {
    func figure(_ work: String, _ bytes: [Int]) -> Figure {
      Figure(
        work: "\(work), \(Figure.text(Double(size))) facts", unit: "MB",
        samples: bytes.map { Double($0) / 1_048_576 })
    }
    let members = probes.map(\.members).max() ?? 0
    let allowed = Double(150 * members + size) / 1_048_576
    let text = "≤ 150 bytes a member and 1 a fact more: \(Figure.text(allowed)) MB"
    let one = figure("resident after one question", probes.map(\.resident))
    let own = figure("of it the process's own memory", probes.map(\.own))
    return [
      one.asking(atMost: 100, "≤ 100 MB for 10,000,000"), own,
      figure("resident after every history", probes.map(\.residentAfterAll))
        .asking(atMost: one.median + allowed, text),
      figure("of it the process's own memory", probes.map(\.ownAfterAll))
        .asking(atMost: own.median + allowed, "the same, without the log's mapped pages"),
      figure("the process's own memory after a rebuild", rebuilds.map(\.own)),
    ]
  }
}
