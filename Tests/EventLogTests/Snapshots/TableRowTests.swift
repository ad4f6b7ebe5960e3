import EventLog
import EventStreamTesting
import Testing

/// Records have any number of bytes, and are found and visited like rows.
@Suite("Tables of records in snapshots")
struct RecordTableTests {
  private static let table = TableDescription("records", isReplacing: true)

  private static func record(_ key: UInt64, _ round: Int) -> TableRecord {
    var random = SeededGenerator(seed: key &+ UInt64(round))
    let count = [0, 1, 20, 300, 5_000][Int(random.next() % 5)]
    return TableRecord(high: key, (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) })
  }

  @Test("the newest record of every key is found, in any levels and any range of keys")
  func newest() throws {
    let store = try Fixture.store(on: MemoryStorage())
    var random = SeededGenerator(seed: 7)
    var all: [UInt64: TableRecord] = [:]
    var levels: TableLevels?
    for (round, count) in [0, 1, 900, 200, 40, 3].enumerated() {
      let known = Array(all.keys.sorted().prefix(count / 2))
      let keys = Set(
        (0..<count - known.count).map { _ in random.next() } + known + (count > 0 ? [0, .max] : []))
      let records = keys.sorted().map { Self.record($0, round) }
      for record in records { all[record.key.high] = record }
      let sequence = try store.streamHead("a")?.sequence ?? 0
      try store.append(
        Append(
          expected: ["a": sequence], drafts: [Fixture.draft("a", store.durablePosition + 1)]))
      levels = try store.writeSnapshot(
        store.indexImage(), about: Array("{}".utf8),
        [Compaction(Self.table, of: levels, records: records)])?[Self.table]
      let levels = try #require(levels)
      try levels.check()
      for (key, record) in all { #expect(try levels.record(of: key) == record) }
      #expect(try levels.record(of: 12) == nil)
      var parts: [TableRecord] = []
      let cuts: [UInt64] = [0, 1 << 62, 1 << 63, .max]
      for (from, to) in zip(cuts, cuts.dropFirst()) {
        try levels.forEachRecord(in: from...(to == .max ? to : to - 1)) { key, bytes in
          parts.append(TableRecord(high: key, Array(bytes)))
          return true
        }
      }
      #expect(parts == all.values.sorted { $0.key < $1.key })
    }
  }

  @Test("a record that does not end in its block is refused")
  func form() {
    var bytes: [UInt8] = []
    Self.record(3, 2).append(to: &bytes)
    bytes.withUnsafeBytes { bytes in
      for end in 0..<bytes.count {
        var offset = 0
        #expect(TableRecord(in: bytes, at: &offset, before: end) == nil)
      }
      var offset = 0
      #expect(TableRecord(in: bytes, at: &offset, before: bytes.count) == Self.record(3, 2))
      #expect(offset == bytes.count)
    }
  }
}
