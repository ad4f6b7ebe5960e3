import Foundation

extension Bench {
  /// SQLite with the same facts and commits, through Python's standard library where it is there.
  mutating func peers() throws {
    let bytes = 330
    for (count, commits) in [(1, 600), (100, 150), (1_000, 60)] {
      var rates: [Double] = []
      for _ in 0..<options.repeats {
        let file = newFolder()
        guard let rate = Self.sqlite(file, bytes, count, commits) else {
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

  private static func sqlite(_ file: String, _ bytes: Int, _ count: Int, _ commits: Int) -> Double?
  {
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
