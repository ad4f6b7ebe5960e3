import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Synchronization

extension Bench {
  /// Measures whole actions: decision, vault, log and read models, with a hasher without cost.
  mutating func performing() throws {
    let count = options.isQuick ? 20 : 500
    var p50: [Double] = []
    var p99: [Double] = []
    var limit50: [Double] = []
    var limit99: [Double] = []
    var rates: [Double] = []
    var batches: [Double] = []
    for _ in 0..<options.repeats {
      let (space, folder) = try newActiveSpace()
      let requests = try enrolments(count, from: 1)
      var times: [Double] = []
      for request in requests {
        times.append(
          try Limits.seconds {
            let result = try space.perform(request).result
            guard result == .accepted else { throw BenchFault("an enrolment was \(result)") }
          } * 1_000_000)
      }
      p50.append(Figure.percentile(50, times))
      p99.append(Figure.percentile(99, times))
      let raw = try Limits.syncedWrites(on: DiskStorage(root: folder), bytes: 500, count: count)
      limit50.append(Figure.percentile(50, raw.latencies) * 1_000_000)
      limit99.append(Figure.percentile(99, raw.latencies) * 1_000_000)
      rates.append(try together(space, after: count))
      batches.append(try inBatches(space, after: count + 4_000))
      let verification = try space.verify()
      check(verification.isIntact, "actions: the space verifies")
      check(verification.facts == space.position, "actions: every fact is there")
      space.close()
      try FileManager.default.removeItem(atPath: folder)
    }
    add(
      Figure(
        work: "perform, one action at a time (enrolment, sealed), p50", unit: "µs", samples: p50,
        limit: ("one fdatasync, p50", limit50)))
    let figure = Figure(
      work: "perform, one action at a time (enrolment, sealed), p99", unit: "µs", samples: p99,
      limit: ("one fdatasync, p99", limit99))
    add(figure.asking(atMost: 3 * (figure.medianOfLimit ?? 0), "≤ 3 × fdatasync"))
    add(Figure(work: "perform, 100 callers at once", unit: "actions/s", samples: rates))
    add(
      Figure(work: "perform, in batches of 100", unit: "actions/s", samples: batches)
        .asking(atLeast: 100_000, "≥ 100,000 actions/s"))
  }

  /// Performs batches from one caller, 100 actions per call.
  private mutating func inBatches(_ space: MemberSpace, after enrolled: Int) throws -> Double {
    let count = options.isQuick ? 2 : 100
    let work = try (0..<count).map { try enrolments(100, from: 1 + enrolled + $0 * 100) }
    var refused = 0
    let time = Limits.seconds {
      for requests in work {
        for result in space.perform(requests) {
          guard case .success(let outcome) = result, outcome.result == .accepted else {
            refused += 1
            continue
          }
        }
      }
    }
    check(refused == 0, "batches: every action is accepted")
    return Double(count * 100) / time
  }

  private mutating func newActiveSpace() throws -> (MemberSpace, String) {
    let folder = newFolder()
    let space = try MemberSpace.create(
      on: DiskStorage(root: folder), house: "mcrn", clock: { .usualStart },
      hasher: CheapHasher(), randomness: SeededGenerator(seed: 1), redaction: .whenAsked)
    return (space, folder)
  }

  /// Returns requests to enrol members with unused numbers.
  private func enrolments(_ count: Int, from first: Int) throws -> [ActionRequest] {
    try (first..<first + count).map { number in
      let json = """
        {"do":"enrolMember","by":"mutuelle","number":"\(1_000_000 + number)","name":"Camille Martin \(number)",\
        "email":"camille.\(number)@example.org"}
        """
      return try Array(json.utf8).withUnsafeBufferPointer { bytes in
        try ActionRequest(json: bytes) {
          UUID(high: 0x6265_6e63_6800_8000, low: 1 << 63 | UInt64(number))
        }
      }
    }
  }

  /// Performs actions from 100 callers at once, each with its own actions.
  private mutating func together(_ space: MemberSpace, after enrolled: Int) throws -> Double {
    let (callers, each) = (100, options.isQuick ? 2 : 40)
    let work = try (0..<callers).map { try enrolments(each, from: 1 + enrolled + $0 * each) }
    let failures = Atomic(0)
    let before = space.position
    let time = Limits.seconds {
      atOnce(callers) { caller in
        for request in work[caller] {
          let outcome = try? space.perform(request)
          if outcome?.result != .accepted { failures.wrappingAdd(1, ordering: .relaxed) }
        }
      }
    }
    check(failures.load(ordering: .relaxed) == 0, "100 callers: every action is accepted")
    check(space.position >= before + callers * each, "100 callers: every action has its fact")
    return Double(callers * each) / time
  }
}
