import EventLog
import Testing

@Suite("Rows in the order of their keys")
struct SortedRowsTests {
  private static let path = "Projections/test.rows"
  private static let space = String(repeating: "a", count: 32)
  private static let about = Array(#"{"of":"tests"}"#.utf8)

  /// Rows whose keys spread evenly, some of them with the key, or half the key, of the one before.
  private static func rows(_ count: Int) -> [Row] {
    var random = SeededRandomness(seed: UInt64(count) + 1)
    var rows: [Row] = []
    for index in 0..<count {
      var key = RowKey(high: random.next(), low: random.next())
      if let last = rows.last, index % 5 == 1 { key = last.key }
      if let last = rows.last, index % 7 == 2 { key = RowKey(high: last.key.high, low: key.low) }
      rows.append(Row(key: key, first: UInt64(index), second: random.next()))
    }
    return rows.sorted()
  }

  private static func write(_ rows: [Row], on storage: MemoryStorage) throws {
    if try !storage.exists("Projections") { try storage.makeFolder("Projections", mode: .folder) }
    try RowFile.write(path, on: storage, mode: .file, kind: "test", space: space, about: about) {
      (sink) throws(StorageFault) in
      for row in rows { try sink.append(row) }
    }
  }

  private static func open(
    _ storage: MemoryStorage, kind: String = "test", space: String = space
  ) throws(SnapshotFault) -> SortedRows? {
    try SortedRows(path, on: storage, kind: kind, space: space)
  }

  @Test(
    "every key is found with all its rows, and no other is", arguments: [0, 1, 31, 32, 33, 700])
  func found(count: Int) throws {
    let storage = MemoryStorage()
    let rows = Self.rows(count)
    try Self.write(rows, on: storage)
    let kept = try #require(try Self.open(storage))
    #expect(kept.count == count && kept.about == Self.about)
    var all: [Row] = []
    try kept.forEach { all.append($0) == () }
    #expect(all == rows)
    // Twice: a block is checked when it is first read.
    for _ in 0..<2 {
      for row in rows {
        let same = rows.filter { $0.key == row.key }
        #expect(try kept.rows(of: row.key) == same)
        let next = RowKey(high: row.key.high, low: row.key.low &+ 1)
        #expect(try kept.rows(of: next) == rows.filter { $0.key == next })
      }
    }
    #expect(try kept.rows(of: RowKey(high: 0)).isEmpty)
    #expect(try kept.rows(of: RowKey(high: .max, low: .max)).isEmpty)
  }

  @Test("a file with any bit changed answers what it held, or refuses")
  func flips() throws {
    let storage = MemoryStorage()
    let rows = Self.rows(70)
    try Self.write(rows, on: storage)
    let whole = try #require(storage[path: Self.path])
    var refused = 0
    for place in whole.indices where place < 256 || place >= 4_000 {
      var changed = whole
      changed[place] ^= 1 << (place % 8)
      storage[path: Self.path] = changed
      do throws(SnapshotFault) {
        guard let kept = try Self.open(storage) else { continue }
        for row in rows {
          #expect(try kept.rows(of: row.key) == rows.filter { $0.key == row.key })
        }
      } catch { refused += 1 }
    }
    #expect(refused > 70 * 32)
  }

  @Test("rows of another kind or space, another version, and a file cut short are refused")
  func others() throws {
    let storage = MemoryStorage()
    #expect(try Self.open(storage) == nil)
    try Self.write(Self.rows(40), on: storage)
    #expect(throws: SnapshotFault.form) { try Self.open(storage, kind: "other") }
    let other = String(repeating: "b", count: 32)
    #expect(throws: SnapshotFault.space) { try Self.open(storage, space: other) }
    let whole = try #require(storage[path: Self.path])
    for count in [0, 100, 4_096, whole.count - 1] {
      storage[path: Self.path] = Array(whole.prefix(count))
      #expect(throws: SnapshotFault.form) { try Self.open(storage) }
    }
    let header = String(decoding: whole.prefix(4_095), as: UTF8.self)
    let huge = header.replacing(#""count":40"#, with: #""count":9007199254740992"#)
    storage[path: Self.path] = Array(huge.utf8.prefix(4_095)) + [0x0a] + whole.dropFirst(4_096)
    #expect(throws: SnapshotFault.form) { try Self.open(storage) }
    var text = String(decoding: whole.prefix(30), as: UTF8.self)
    text = text.replacing(#""format":1"#, with: #""format":2"#)
    storage[path: Self.path] = Array(text.utf8) + whole.dropFirst(30)
    #expect(throws: SnapshotFault.format(2)) { try Self.open(storage) }
  }
}
