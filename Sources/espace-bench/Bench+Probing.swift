import EspaceAdherent
import Foundation
import Notation

/// What a fresh process tells of a space that it opened.
struct Probe {
  var seconds = 0.0
  var firstAnswer = 0.0
  var oneAccount = 0
  var allAccounts = 0
  var members = 0

  /// Opens a space, asks for one history, then for every other; writes what it cost.
  static func run(_ folder: String, _ member: String, isWhole: Bool) throws {
    var probe = Probe()
    let start = ContinuousClock.now
    let space = try Bench.open(folder)
    probe.seconds = (ContinuousClock.now - start) / .seconds(1)
    guard try !space.history(member).isEmpty else { throw BenchFault("no history") }
    guard isWhole else { return }
    probe.firstAnswer = (ContinuousClock.now - start) / .seconds(1)
    probe.oneAccount = Machine.residentBytes
    // Not their accounts: in later rounds of facts everyone shares an address with everyone before.
    for id in space.memberIDs where try !space.history(id.description).isEmpty {
      probe.members += 1
    }
    probe.allAccounts = Machine.residentBytes
    print(
      probe.seconds, probe.firstAnswer, probe.oneAccount, probe.allAccounts, probe.members)
  }

  /// Runs it in a process of its own.
  init(of folder: String, _ member: String) throws {
    self.init()
    let text = try Self.spawn(["--probe", folder, member]).text
    let words = text.split { $0 == " " || $0 == "\n" }
    guard words.count == 5, let seconds = Double(words[0]), let first = Double(words[1]),
      let one = Int(words[2]), let all = Int(words[3]), let members = Int(words[4])
    else { throw BenchFault("a process that opened the space said: \(text)") }
    (self.seconds, firstAnswer, oneAccount, allAccounts) = (seconds, first, one, all)
    self.members = members
  }

  private init() {}

  /// Asks for one history in a process of its own; answers the seconds from its start to its end.
  static func coldHistory(in folder: String, _ member: String) throws -> Double {
    try spawn(["--probe-history", folder, member]).seconds
  }

  /// Runs this program; answers what it wrote, and the seconds until it closed its output, which it
  /// does when it ends: Foundation tells of the end itself only now and then.
  private static func spawn(_ arguments: [String]) throws -> (text: String, seconds: Double) {
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = arguments
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
  /// Opening and memory, in processes that did nothing else.
  mutating func probing(_ folder: String, _ size: Int) throws {
    var opening: [Double] = []
    var answer: [Double] = []
    var memory: [Double] = []
    var more: [Double] = []
    let members = try Self.open(folder).memberIDs.map(\.description)
    guard let member = members.last else { throw BenchFault("a space without members") }
    var cold: [Double] = []
    for index in 0..<(options.isQuick ? 3 : 41) {
      cold.append(
        try Probe.coldHistory(in: folder, members[index * 7919 % members.count]) * 1_000)
    }
    for _ in 0..<options.repeats {
      let probe = try Probe(of: folder, member)
      check(probe.members > 0, "a fresh process finds members")
      opening.append(probe.seconds)
      answer.append(probe.firstAnswer)
      memory.append(Double(probe.oneAccount) / 1_048_576)
      more.append(Double(probe.allAccounts) / 1_048_576)
    }
    let facts = Figure.text(Double(size))
    add(
      Figure(work: "one member's history from a cold process, p50", unit: "ms", samples: cold)
        .asking(atMost: 12, "≤ 12 ms"))
    add(
      Figure(work: "opening, \(facts) facts, fresh process", unit: "s", samples: opening)
        .asking(atMost: Double(size) / 10_000_000, "≤ 1 s for 10,000,000, in proportion"))
    add(
      Figure(work: "opening and the first answer, \(facts) facts", unit: "s", samples: answer)
        .asking(atMost: Double(size) / 10_000_000, "the same"))
    add(
      Figure(
        work: "resident memory after one question, \(facts) facts", unit: "MB", samples: memory
      )
      .asking(atMost: 100, "≤ 100 MB for 10,000,000"))
    add(
      Figure(
        work: "resident memory after asking every history, \(facts) facts", unit: "MB",
        samples: more))
  }
}
