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

  /// Opens a space, asks one question, then every account; writes what it cost.
  static func run(_ folder: String) throws {
    var probe = Probe()
    let start = ContinuousClock.now
    let space = try Bench.open(folder)
    probe.seconds = (ContinuousClock.now - start) / .seconds(1)
    _ = try space.pendingRequests()
    probe.firstAnswer = (ContinuousClock.now - start) / .seconds(1)
    probe.oneAccount = Machine.residentBytes
    probe.members = try space.accounts().count
    probe.allAccounts = Machine.residentBytes
    print(
      probe.seconds, probe.firstAnswer, probe.oneAccount, probe.allAccounts, probe.members)
  }

  /// Runs it in a process of its own.
  init(of folder: String) throws {
    self.init()
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = ["--probe", folder]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let words = text.split { $0 == " " || $0 == "\n" }
    guard words.count == 5, let seconds = Double(words[0]), let first = Double(words[1]),
      let one = Int(words[2]), let all = Int(words[3]), let members = Int(words[4])
    else { throw BenchFault("a process that opened the space said: \(text)") }
    (self.seconds, firstAnswer, oneAccount, allAccounts) = (seconds, first, one, all)
    self.members = members
  }

  private init() {}
}

extension Bench {
  /// Opening and memory, in processes that did nothing else.
  mutating func probing(_ folder: String, _ size: Int) throws {
    var opening: [Double] = []
    var answer: [Double] = []
    var memory: [Double] = []
    var more: [Double] = []
    for _ in 0..<options.repeats {
      let probe = try Probe(of: folder)
      check(probe.members > 0, "a fresh process finds members")
      opening.append(probe.seconds)
      answer.append(probe.firstAnswer)
      memory.append(Double(probe.oneAccount) / 1_048_576)
      more.append(Double(probe.allAccounts) / 1_048_576)
    }
    let facts = Figure.text(Double(size))
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
        work: "resident memory after asking every account, \(facts) facts", unit: "MB",
        samples: more))
  }
}
