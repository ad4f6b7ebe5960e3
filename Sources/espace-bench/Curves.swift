import EspaceAdherent
import EventLog
import Foundation

/// The cost of one size of space.
struct CurvePoint {
  let facts: Int
  /// Seconds to verify and fold all facts.
  var rebuild = 0.0
  /// Seconds to open from a snapshot, in a fresh process.
  var opening = 0.0
  /// Seconds from the start of a fresh process to its end, with one history in between.
  var history = 0.0
  /// The resident bytes of a fresh process after one history, while the space is open.
  var resident = 0
  /// The memory figures: after one history, after all histories, after a rebuild.
  var memory: [Figure] = []
}

extension Bench {
  /// Measures cost against size, from 10,000 facts to `options.facts`, in powers of ten.
  mutating func curve() throws -> [CurvePoint] {
    var points: [CurvePoint] = []
    var size = options.isQuick ? 1_000 : 10_000
    while size <= options.facts {
      points.append(try point(size))
      size *= 10
    }
    for point in points {
      let facts = Figure.text(Double(point.facts))
      add(
        Figure(
          work: "curve, \(facts) facts: verified rebuild", unit: "facts/s",
          samples: [Double(point.facts) / point.rebuild]))
      add(
        Figure(work: "curve, \(facts) facts: opening", unit: "ms", samples: [point.opening * 1000]))
      add(
        Figure(
          work: "curve, \(facts) facts: one history, cold process", unit: "ms",
          samples: [point.history * 1000]))
      for figure in point.memory { add(figure) }
    }
    return points
  }

  private mutating func point(_ size: Int) throws -> CurvePoint {
    let folder = try newSpace(facts: size)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var point = CurvePoint(facts: size)
    var member = ""
    point.rebuild = try Limits.seconds {
      let space = try Self.open(folder, isResuming: false)
      check(space.position == size, "curve: \(size) facts are folded")
      member = (try space.memberIDs).last?.description ?? ""
    }
    let writer = try Self.open(folder, for: .writing, isResuming: false)
    check(writer.writeSnapshot(), "curve: a snapshot is kept")
    writer.close()
    let probes = try (0..<5).map { _ in try Probe(of: folder, member, .opening) }
    point.opening = Figure.median(probes.map(\.opening))
    point.resident = Int(Figure.median(probes.map { Double($0.resident) }))
    point.history = Figure.median(
      try (0..<11).map { _ in try Probe.coldHistory(in: folder, member) })
    point.memory = Self.memory(
      of: [try Probe(of: folder, member, .every)], [try Probe(of: folder, member, .rebuild)], size)
    return point
  }
}

extension Bench {
  /// Measures the bytes on disk against the same facts as plain lines of JSON.
  mutating func sizes() throws {
    try size("nothing sealed", kind: .open) {
      $0.asking(atMost: 1.35 * ($0.medianOfLimit ?? 0), "≤ × 1.35")
    }
    try size("each with a private part", kind: .sealed) {
      $0.asking(atMost: 1.9 * ($0.medianOfLimit ?? 0), "≤ × 1.9")
    }
    try size("realistic mix", kind: .mixed) { $0 }
  }

  private mutating func size(
    _ what: String, kind: FactSource.Kind, judged: (Figure) -> Figure
  ) throws {
    let count = options.isQuick ? 2_000 : 100_000
    let (store, disk, _) = try newStore()
    var plain = 0
    while store.durablePosition < count {
      let append = facts.append(of: 1_000, kind)
      for draft in append.drafts { plain += draft.secret?.count ?? 0 }
      try store.append(append)
    }
    try store.scan(1...count) { view in
      plain += PlainLine.count(view)
      return true
    }
    store.close()
    let stored = try files(of: disk).reduce(0) { try $0 + bytes(of: [$1], disk) }
    add(
      judged(
        Figure(
          work: "bytes on disk, log and vault, \(what)", unit: "bytes/fact",
          samples: [Double(stored) / Double(count)],
          limit: (
            "the same facts as plain NDJSON, with their positions", [Double(plain) / Double(count)]
          ))))
  }

  /// Returns the paths of the segments of log and vault.
  func files(of disk: some Storage) throws -> [String] {
    try [SpaceLayout.log, SpaceLayout.vault].flatMap { folder in
      try disk.names(in: folder).filter { $0.hasSuffix(".jsonl") }.map { "\(folder)/\($0)" }
    }
  }

  func bytes(of paths: [String], _ disk: some Storage) throws -> Int {
    try paths.reduce(0) { sum, path in
      let file = try disk.open(path, for: .reading)
      defer { disk.close(file) }
      return try sum + disk.size(of: file)
    }
  }
}

/// A fact as a plain log without proofs would store it.
///
/// It has its position, which causes refer to, but no chain, hash and seal.
enum PlainLine {
  static func count(_ view: RecordView) -> Int {
    let record = view.copied()
    let chain = #","previous":,"until":"#.utf8.count
    let digits = [record.previous ?? 0, record.until].reduce(0) { $0 + String($1).utf8.count }
    let sealed = record.sealed == nil ? 0 : #","sealed":"""#.utf8.count + 64
    return view.line.count + 1 - 75 - chain - digits - sealed
  }
}
