import EspaceAdherent
import Foundation

/// What a fresh process tells of a space that it opened.
struct Probe {
  /// How much it asks.
  enum Depth: String {
    /// One history, and then it ends.
    case once
    /// One history, then what it cost.
    case opening
    /// Then every other history.
    case every
    /// Nothing: it folds the whole log anew.
    case rebuild
  }

  /// The seconds until it was open, and until the first answer.
  var opening = 0.0
  var firstAnswer = 0.0
  /// Bytes resident after the first answer, or after a rebuild; and those of them that are its own.
  var resident = 0
  var own = 0
  /// The same after the history of every member.
  var residentAfterAll = 0
  var ownAfterAll = 0
  var members = 0

  /// Opens a space and asks; writes what it cost.
  static func run(_ folder: String, _ member: String, _ depth: Depth) throws {
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
      // Not their accounts: in later rounds of facts everyone shares an address with everyone before.
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

  /// Runs it in a process of its own.
  init(of folder: String, _ member: String, _ depth: Depth) throws {
    let text = try Self.spawn(folder, member, depth).text
    let words = text.split { $0 == " " || $0 == "\n" }
    let numbers = words.dropFirst(2).compactMap { Int($0) }
    guard numbers.count == 5, let opening = Double(words[0]), let first = Double(words[1]) else {
      throw BenchFault("a process that opened the space said: \(text)")
    }
    (self.opening, firstAnswer) = (opening, first)
    (resident, own, members) = (numbers[0], numbers[1], numbers[4])
    (residentAfterAll, ownAfterAll) = (numbers[2], numbers[3])
  }

  /// Asks for one history in a process of its own; answers the seconds from its start to its end.
  static func coldHistory(in folder: String, _ member: String) throws -> Double {
    try spawn(folder, member, .once).seconds
  }

  /// Runs this program; answers what it wrote, and the seconds until it closed its output, which it
  /// does when it ends: Foundation tells of the end itself only now and then.
  private static func spawn(
    _ folder: String, _ member: String, _ depth: Depth
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
