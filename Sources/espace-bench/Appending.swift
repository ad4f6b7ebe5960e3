import EventLog
import EventStreamTesting
import Foundation
import Synchronization

extension Bench {
  mutating func appending() throws {
    let many = options.isQuick ? 20 : 600
    try append(
      "append, 1 fact a commit, nothing sealed", of: 1, commits: many, kind: .open
    ) { $0.asking(ofLimit: 0.9, "≥ 0.9 × the limit") }
    try append(
      "append, 1 fact a commit, sealed values", of: 1, commits: many, kind: .sealed
    ) { $0.asking(ofLimit: 0.45, "≥ 0.45 × the limit") }
    let some = options.isQuick ? 3 : 150
    try append("append, 100 facts a commit", of: 100, commits: some, kind: .open) {
      $0.asking(atLeast: 300_000, "≥ 300,000 facts/s")
    }
    try append(
      "append, 1,000 facts a commit", of: 1_000, commits: options.isQuick ? 2 : 60, kind: .open
    ) {
      $0.asking(atLeast: 700_000, "≥ 700,000 facts/s")
    }
    try append(
      "append, 1,000 facts a commit, realistic mix", of: 1_000,
      commits: options.isQuick ? 2 : 60, kind: .mixed
    ) { $0 }
    try concurrentAppending()
  }

  /// Appends facts, and measures raw writes of the same number of bytes as the limit.
  private mutating func append(
    _ work: String, of count: Int, commits: Int, kind: FactSource.Kind,
    judged: (Figure) -> Figure
  ) throws {
    var rates: [Double] = []
    var limits: [Double] = []
    for _ in 0..<options.repeats {
      let (store, disk, folder) = try newStore()
      let appends = (0..<commits).map { _ in facts.append(of: count, kind) }
      let time = try Limits.seconds { for append in appends { try store.append(append) } }
      let counts = disk.takeCounts()
      rates.append(Double(commits * count) / time)
      check(store.durablePosition == commits * count, "\(work): every fact is durable")
      check(counts.logSyncs == commits, "\(work): one sync of the log a commit")
      if kind == .open { check(counts.vaultSyncs == 0, "\(work): the vault is left alone") }
      if kind == .sealed {
        check(counts.vaultSyncs == commits, "\(work): one sync of the vault a commit")
      }
      let root = store.durableHead.root
      store.close()
      let again = try LogStore.open(
        on: DiskStorage(root: folder), for: .reading, checking: .everything, replaying: { _ in })
      check(again.durableHead.root == root, "\(work): read again, the root is the same")
      let bytes = counts.logBytes / commits
      let raw = try Limits.syncedWrites(
        on: DiskStorage(root: folder), bytes: bytes, count: commits)
      limits.append(raw.rate * Double(count))
      try FileManager.default.removeItem(atPath: folder)
    }
    add(
      judged(
        Figure(
          work: work, unit: "facts/s", samples: rates,
          limit: ("raw write + fdatasync of the log's bytes", limits))))
  }

  /// Appends from 64 threads at once, each with its own streams; the limit is one thread.
  private mutating func concurrentAppending() throws {
    let (callers, each) = (64, options.isQuick ? 4 : 100)
    var rates: [Double] = []
    var singles: [Double] = []
    for _ in 0..<options.repeats {
      let (store, disk, folder) = try newStore()
      let alone = (0..<(options.isQuick ? 8 : 500)).map { _ in facts.append(of: 1, .open) }
      let single = try Limits.seconds { for append in alone { try store.append(append) } }
      singles.append(Double(alone.count) / single)
      _ = disk.takeCounts()
      let at = alone.last?.drafts.last?.at ?? FactSource.start
      let work = (0..<callers).map { caller in
        (0..<each).map { number in
          var append = facts.append(of: 1, .open)
          append.drafts[0].stream = "bench/\(caller)"
          append.drafts[0].at = at
          append.expected = ["bench/\(caller)": number]
          return append
        }
      }
      let failures = Atomic(0)
      let time = Limits.seconds {
        atOnce(callers) { caller in
          for append in work[caller] {
            do { try store.append(append) } catch {
              failures.wrappingAdd(1, ordering: .relaxed)
            }
          }
        }
      }
      rates.append(Double(callers * each) / time)
      let syncs = disk.takeCounts().logSyncs
      check(failures.load(ordering: .relaxed) == 0, "64 callers: none fails")
      check(store.durablePosition == alone.count + callers * each, "64 callers: all is durable")
      // The scheduler determines how many appends share a sync. Appends that are queued together
      // always do.
      check(syncs <= callers * each, "64 callers: no append is synced twice")
      var last: Submission?
      for caller in 0..<callers {
        var append = work[caller][0]
        append.expected = ["bench/\(caller)": each]
        last = try store.submit(append)
      }
      if let last { try store.awaitCommit(last) }
      check(disk.takeCounts().logSyncs == 1, "64 queued appends share one sync")
      store.close()
      try FileManager.default.removeItem(atPath: folder)
    }
    var figure = Figure(
      work: "append, 64 callers at once, 1 fact each", unit: "facts/s", samples: rates,
      limit: ("one caller", singles))
    figure = figure.asking(ofLimit: 8, "≥ 8 × one caller")
    add(figure)
  }
}

/// Runs a body on `count` threads at once, and returns when all have ended.
func atOnce(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let all = DispatchGroup()
  for number in 0..<count {
    all.enter()
    let thread = Thread {
      body(number)
      all.leave()
    }
    thread.start()
  }
  all.wait()
}
