import Digests
import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership

extension Bench {
  /// Measures rebuild, verification, opening, histories and size of one space.
  mutating func reading() throws {
    for size in [options.facts / 10, options.facts] {
      let folder = try newSpace(facts: size)
      let disk = DiskStorage(root: folder)
      let paths = try files(of: disk)
      var rebuilds: [Double] = []
      var reads: [Double] = []
      for _ in 0..<options.repeats {
        var facts = 0
        let time = try Limits.seconds {
          facts = try Self.open(folder, isResuming: false).position
        }
        check(facts == size, "rebuild: \(size) facts are folded")
        rebuilds.append(Double(size) / time)
        let perFact = Double(try bytes(of: paths, disk)) / Double(size)
        reads.append(try Limits.sequentialRead(on: disk, paths) / perFact)
      }
      add(
        Figure(
          work: "verified rebuild of all projections, \(Figure.text(Double(size))) facts",
          unit: "facts/s", samples: rebuilds,
          limit: ("sequential read of log and vault, cached", reads)
        ).asking(atLeast: 2_000_000, "≥ 2,000,000 facts/s"))
      guard size == options.facts else {
        try FileManager.default.removeItem(atPath: folder)
        continue
      }
      try keeping(folder, size)
      try verifying(folder, size)
      try histories(folder)
      try probing(folder, size)
    }
    try sizes()
  }

  static func open(
    _ folder: String, for access: MemberSpace.Access = .reading, isResuming: Bool = true
  ) throws -> MemberSpace {
    try MemberSpace.open(
      on: DiskStorage(root: folder), for: access, clock: { .usualStart },
      hasher: CheapHasher(), redaction: .whenAsked, isResuming: isResuming)
  }

  /// Writes the snapshot that the next openings use.
  private mutating func keeping(_ folder: String, _ size: Int) throws {
    let space = try Self.open(folder, for: .writing)
    let time = Limits.seconds { check(space.writeSnapshot(), "snapshot: it is written") }
    space.close()
    check(try Self.open(folder).snapshotPosition == size, "snapshot: it is used")
    add(Figure(work: "snapshot, \(Figure.text(Double(size))) facts", unit: "s", samples: [time]))
  }

  /// Measures verification; the limit is the same number of hashes without parsing.
  private mutating func verifying(_ folder: String, _ size: Int) throws {
    let space = try Self.open(folder)
    var rates: [Double] = []
    var hashes: [Double] = []
    for _ in 0..<options.repeats {
      var verification: Verification?
      let time = try Limits.seconds { verification = try space.verify() }
      check(verification?.isIntact ?? false, "verify: the space is intact")
      check(verification?.facts == size, "verify: it has \(size) facts")
      rates.append(Double(size) / time)
      // One leaf and one node per log line, one commitment per vault line.
      let line = [UInt8](repeating: 7, count: (verification?.logBytes ?? 0) / size - 76)
      let secrets = verification?.vaultLines ?? 0
      let secret = [UInt8](
        repeating: 7,
        count: secrets > 0 ? max((verification?.vaultBytes ?? 0) / secrets - 80, 16) : 0)
      var root = Merkle.emptyRoot
      let alone = Limits.seconds {
        for _ in 0..<size { root = Merkle.node(root, line.withUnsafeBytes { Merkle.leaf($0) }) }
        for _ in 0..<secrets { root = Merkle.node(root, SHA256.hash(secret)) }
      }
      check(root != Merkle.emptyRoot, "verify: hashes were made")
      hashes.append(2 * Double(size) / alone)
    }
    add(
      Figure(
        work: "verify, \(Figure.text(Double(size))) facts", unit: "facts/s", samples: rates,
        limit: ("the same hashes alone, on two cores", hashes)
      ).asking(ofLimit: 0.8, "≥ 0.8 × the limit"))
  }

  /// Measures histories of random members in a warm process.
  private mutating func histories(_ folder: String) throws {
    let space = try Self.open(folder)
    // The goal is about histories of about ten facts.
    let members = try space.everyAccount().filter { (8...12).contains($0.counters.facts) }.map(\.id)
    var random = SeededGenerator(seed: 2)
    var p50: [Double] = []
    var p99: [Double] = []
    var lengths = 0
    let asked = options.isQuick ? 20 : 2_000
    for _ in 0..<options.repeats {
      var times: [Double] = []
      for _ in 0..<asked {
        guard let member = members.randomElement(using: &random) else { continue }
        times.append(
          try Limits.seconds { lengths += try space.history(member.description).count } * 1_000_000)
      }
      p50.append(Figure.percentile(50, times))
      p99.append(Figure.percentile(99, times))
    }
    check(lengths >= asked * options.repeats, "history: every member has facts")
    let mean = Figure.text(Double(lengths) / Double(asked * options.repeats))
    add(
      Figure(
        work: "one member's history, warm, p50 (\(mean) facts)", unit: "µs",
        samples: p50
      ).asking(atMost: 15, "≤ 15 µs"))
    add(
      Figure(work: "one member's history, warm, p99", unit: "µs", samples: p99)
        .asking(atMost: 40, "≤ 40 µs"))
  }
}
