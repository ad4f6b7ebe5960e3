import Digests
import Foundation

extension Bench {
  /// Measures SQLite with as many facts and commits, through Python's standard library if
  /// available.
  mutating func peers() throws {
    let bytes = 330
    for (count, commits) in [(1, 600), (100, 150), (1_000, 60)] {
      var rates: [Double] = []
      for _ in 0..<options.repeats {
        let file = newFolder()
        guard let rate = Self.sqlite(file, bytes: bytes, count: count, commits: commits) else {
          FileHandle.standardError.write(Data("no python3 with sqlite3: no peer\n".utf8))
          return
        }
        rates.append(rate)
      }
      add(
        Figure(
          work: "SQLite through Python (WAL, synchronous=FULL), \(count) a commit",
          unit: "facts/s", samples: rates))
    }
  }

  private static func sqlite(_ file: String, bytes: Int, count: Int, commits: Int) -> Double? {
    let script = """
      import sqlite3, sys, time
      file, size, count, commits = sys.argv[1], *map(int, sys.argv[2:])
      db = sqlite3.connect(file, isolation_level=None)
      db.execute("pragma journal_mode=wal")
      db.execute("pragma synchronous=full")
      db.execute("create table facts(position integer primary key, stream text, sequence integer,"
                 " type text, at text, data blob, unique(stream, sequence))")
      data = b"x" * (size - 60)
      rows = [("member/%012d" % (i % 5000), i // 5000, "contact.changed",
               "2026-03-02T09:00:00.000Z", data) for i in range(count * commits)]
      start = time.perf_counter()
      for n in range(commits):
          db.execute("begin")
          db.executemany("insert into facts(stream, sequence, type, at, data)"
                         " values(?,?,?,?,?)", rows[n * count:(n + 1) * count])
          db.execute("commit")
      print(count * commits / (time.perf_counter() - start))
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, file, "\(bytes)", "\(count)", "\(commits)"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}

extension Bench {
  /// Measures the speed of memory, SHA-256 and PBKDF2.
  mutating func hashing() {
    let megabytes = options.isQuick ? 1 : 256
    let copies = (0..<options.repeats).map { _ in Limits.copying(megabytes: megabytes) / 1e9 }
    add(Figure(work: "memory copied, one core", unit: "GB/s", samples: copies))
    var digests: Set<Digest> = []
    var keys: Set<[UInt8]> = []
    let message = [UInt8](repeating: 7, count: megabytes << 20)
    for engine in SHA256.Engine.available {
      let name = engine == .portable ? "portable Swift" : "the processor's instructions"
      let gigabytes = Double(megabytes << 20) / 1e9
      let hashes = timed { digests.insert(SHA256.hash(message, engine: engine)) }
      let figure = Figure(
        work: "SHA-256, one message, one core, \(name)", unit: "GB/s",
        samples: hashes.map { gigabytes / $0.wall },
        limit: ("while it has the core", hashes.map { gigabytes / $0.core }))
      add(engine == .portable ? figure : figure.asking(atLeast: 1.8, "≥ 1.8 GB/s"))
      let iterations = options.isQuick ? 1_000 : 600_000
      let keyed = timed {
        keys.insert(
          PBKDF2.deriveKey(
            password: [1, 2, 3], salt: [UInt8](0...15), iterations: iterations, length: 32,
            engine: engine))
      }
      let goal = engine == .portable ? 400.0 : 80.0
      add(
        Figure(
          work: "PBKDF2, \(Figure.text(Double(iterations))) iterations, \(name)", unit: "ms",
          samples: keyed.map { $0.wall * 1_000 },
          limit: ("while it has the core", keyed.map { $0.core * 1_000 })
        ).asking(atMost: goal, "≤ \(Int(goal)) ms"))
    }
    check(digests.count == 1, "SHA-256: the engines agree")
    check(keys.count == 1, "PBKDF2: the engines agree")
  }

  /// Returns the elapsed time of a body, and the part of it for which this thread had a core.
  ///
  /// Other processes on the machine affect the first, and hardly the second.
  private func timed(_ body: () -> Void) -> [(wall: Double, core: Double)] {
    (0..<options.repeats).map { _ in
      let before = Machine.threadSeconds
      let wall = Limits.seconds(body)
      guard let before, let after = Machine.threadSeconds, after > before else {
        return (wall, wall)
      }
      return (wall, after - before)
    }
  }
}
