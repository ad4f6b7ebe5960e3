import EspaceAdherent
import EventLog
import Foundation

/// What one size of space costs.
struct CurvePoint {
  let facts: Int
  /// Seconds to verify and fold everything.
  var rebuild = 0.0
  /// Seconds to open from a snapshot, in a process of its own.
  var opening = 0.0
  /// Seconds from the start of a process to the end of it, with one history in between.
  var history = 0.0
  /// Bytes that such a process, which stays open, has resident.
  var resident = 0
  /// What memory costs in full: after one question, after all, after a rebuild.
  var memory: [Figure] = []
}

extension Bench {
  /// Cost against size, from 10,000 facts to as many as were asked for, by tens.
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
    check(writer.keepSnapshot(), "curve: a snapshot is kept")
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
