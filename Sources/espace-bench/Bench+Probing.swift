import EspaceAdherent

extension Bench {
  /// Opening and memory, in processes that did nothing else.
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

  /// What is resident: after one question, after every history, after a rebuild.
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
