import Dispatch
import EventLog
import EventStreamTesting
import Synchronization
import Testing

/// A snapshot's tables consist of levels, which answer as one table in any order of writes.
@Suite("Tables of snapshots")
struct SnapshotTableTests {
  private static let newest = TableDescription("newest", isReplacing: true)
  private static let every = TableDescription("every", isSecret: true, isReplacing: false)
  private static let about = Array(#"{"of":"tests"}"#.utf8)

  /// A store with a log that grows by one fact before each snapshot.
  private struct Keeper {
    let storage: MemoryStorage
    let store: LogStore
    init(_ storage: MemoryStorage = MemoryStorage()) throws {
      self.storage = storage
      store = try Fixture.store(on: storage)
    }

    /// Returns the levels of a table, `nil` without a snapshot.
    func rows(_ table: TableDescription) throws(SnapshotFault) -> TableLevels? {
      guard let index = try LogSnapshot(on: storage, space: store.manifest.id) else { return nil }
      return try index.manifest.rows(of: table, on: storage, space: store.manifest.id)
    }

    func keep(
      _ newer: [TableDescription: [TableRow]],
      without isUnwanted: (@Sendable (TableRow) -> Bool)? = nil
    ) throws {
      let (count, sequence) = (store.durablePosition, try store.streamHead("a")?.sequence ?? 0)
      try store.append(
        Append(expected: ["a": sequence], drafts: [Fixture.draft("a", count + 1)]))
      let changes = try [newest, every].map { table in
        Compaction(
          table, of: try rows(table), (newer[table] ?? []).sorted(), without: isUnwanted)
      }
      let kept = try store.writeSnapshot(store.indexImage(), about: about, changes)
      #expect(kept?.position == count + 1)
      for table in [newest, every] {
        #expect(
          try kept?[table].map(SnapshotTableTests.all) == rows(table).map(SnapshotTableTests.all))
      }
      #expect(try LogSnapshot(on: storage, space: store.manifest.id)?.manifest.about == about)
    }

    func files(_ table: TableDescription) -> [String] {
      storage.paths.filter { $0.hasSuffix(".rows") && $0.contains("/\(table.name).") }.sorted()
    }
  }

  /// Returns rows with evenly spread keys.
  ///
  /// Some share the previous key, or its high half.
  private static func rows(_ count: Int, seed: UInt64 = 1) -> [TableRow] {
    var random = SeededGenerator(seed: UInt64(count) + seed)
    var rows: [TableRow] = []
    for index in 0..<count {
      var key = RowKey(high: random.next(), low: random.next())
      if let last = rows.last, index % 5 == 1 { key = last.key }
      if let last = rows.last, index % 7 == 2 { key = RowKey(high: last.key.high, low: key.low) }
      rows.append(TableRow(key: key, first: UInt64(index), second: random.next()))
    }
    return rows.sorted()
  }

  private static func all(_ rows: TableLevels) throws -> [TableRow] {
    var all: [TableRow] = []
    try rows.forEach { row in
      all.append(row)
      return true
    }
    return all
  }

  @Test(
    "every key is found with all its rows, and no other is", arguments: [0, 1, 31, 32, 33, 700])
  func found(count: Int) throws {
    let keeper = try Keeper()
    let rows = Self.rows(count)
    try keeper.keep([Self.every: rows])
    let kept = try #require(try keeper.rows(Self.every))
    #expect(try Self.all(kept) == rows)
    try kept.check()
    // Each row is read twice, because a block is checked when it is first read.
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
    #expect(throws: SnapshotFault.form) {
      try keeper.rows(TableDescription("absent", isReplacing: true))
    }
  }

  @Test("the few levels answer as one table, and older rows are seldom written again")
  func levels() throws {
    let keeper = try Keeper()
    var random = SeededGenerator(seed: 5)
    var newest: [RowKey: TableRow] = [:]
    var every: [TableRow] = []
    var (most, written, least) = (0, 0, Int.max)
    let total = 1_000
    for round in 0..<60 {
      let size = round == 0 ? total : Int(random.next() % 12)
      let keys = (0..<size).map { _ in
        RowKey(high: random.next() % 1_500 &* 0x9e37_79b9_7f4a_7c15)
      }
      let changed = Set(keys).map { TableRow(key: $0, first: UInt64(round), second: random.next()) }
      for row in changed { newest[row.key] = row }
      every += changed
      let before = Set(keeper.storage.paths)
      try keeper.keep([Self.newest: changed, Self.every: changed])
      let new = Set(keeper.storage.paths).subtracting(before).filter { $0.contains("newest.") }
      let bytes = new.reduce(0) { $0 + (keeper.storage[path: $1]?.count ?? 0) }
      if round > 0 { (written, least) = (written + bytes, min(least, bytes)) }
      most = max(most, keeper.files(Self.newest).count)
      let kept = try #require(try keeper.rows(Self.newest))
      #expect(try Self.all(kept) == newest.values.sorted())
      let secret = try #require(try keeper.rows(Self.every))
      #expect(
        try Self.all(secret)
          == every.sorted { ($0.key, $0.first) < ($1.key, $1.first) })
      for row in newest.values.prefix(50) {
        #expect(try kept.rows(of: row.key) == [row])
        #expect(
          try secret.rows(of: row.key)
            == every.filter { $0.key == row.key }.sorted { $0.first < $1.first })
      }
    }
    // Each level is more than four times as large as all newer levels together.
    #expect(most > 1 && most <= 5)
    #expect(least == 0)
    #expect(written / 59 < 4_096 + total * 32 / 2)
  }

  @Test("each snapshot has a new vault file, even an empty one, which reveals an older vault")
  func witness() throws {
    let keeper = try Keeper()
    try keeper.keep([Self.every: Self.rows(40), Self.newest: Self.rows(40)])
    let (before, plain) = (keeper.files(Self.every), keeper.files(Self.newest))
    try keeper.keep([:])
    #expect(keeper.files(Self.newest) == plain)
    #expect(Set(keeper.files(Self.every)).isStrictSuperset(of: before))
    let (storage, number) = (keeper.storage, keeper.files(Self.every))
    try keeper.keep([:])
    // One empty file represents all snapshots since.
    #expect(keeper.files(Self.every).count == number.count && keeper.files(Self.every) != number)
    storage[path: try #require(Set(keeper.files(Self.every)).subtracting(before).first)] = nil
    #expect(throws: SnapshotFault.self) { try keeper.rows(Self.every) }
  }

  @Test("removed rows are in no file afterwards, in whichever level they were")
  func unwanted() throws {
    let keeper = try Keeper()
    let rows = (0..<3).map { Self.rows([4_000, 300, 20][$0], seed: UInt64($0) * 100) }
    for level in rows { try keeper.keep([Self.every: level]) }
    #expect(keeper.files(Self.every).count == 3)
    let oldest = keeper.files(Self.every)
    // Only the middle level changes.
    let target = rows[1][7].second
    let kept = try #require(try keeper.rows(Self.every))
    let change = Compaction(Self.every, of: kept, []) { $0.second == target }
    #expect(try keeper.store.keepTable(change)?.position == 3)
    // A table is written again only for rows of a newer snapshot.
    #expect(throws: SnapshotFault.otherLog) {
      try keeper.store.keepTable(Compaction(Self.every, of: kept, []))
    }
    #expect(Set(keeper.files(Self.every)).intersection(oldest).count == 2)
    let left = try Self.all(try #require(try keeper.rows(Self.every)))
    try #require(rows.count > 2)
    #expect(
      try left == (rows.at(0) + rows.at(1) + rows.at(2)).filter { $0.second != target }.sorted())
    // The next snapshot continues from there.
    try keeper.keep([:], without: { $0.second % 2 == 0 })
    #expect(
      try Self.all(try #require(try keeper.rows(Self.every))) == left.filter { $0.second % 2 == 1 })
  }

  @Test("files that were removed are written again by the writer that had them open")
  func removed() throws {
    let keeper = try Keeper()
    try keeper.keep([Self.newest: Self.rows(2_000)])
    let base = try #require(try keeper.rows(Self.newest))
    for path in keeper.storage.paths where path.hasPrefix("Projections/") {
      keeper.storage[path: path] = nil
    }
    #expect(try keeper.rows(Self.newest) == nil)
    let more = Self.rows(3, seed: 77)
    let kept = try keeper.store.writeSnapshot(
      keeper.store.indexImage(), about: Self.about, [Compaction(Self.newest, of: base, more)])
    #expect(kept != nil)
    let again = try #require(try keeper.rows(Self.newest))
    try #require(more.count > 0)
    #expect(try again.rows(of: more.at(0).key).isEmpty == false)
    #expect(try Self.all(again).count >= 1_500)
    try keeper.store.dropSnapshot()
    #expect(keeper.files(Self.newest) == [])
    #expect(try keeper.rows(Self.newest) == nil)
  }

  @Test("a file with any bit changed returns its content, or refuses")
  func flips() throws {
    let keeper = try Keeper()
    let rows = Self.rows(70)
    try keeper.keep([Self.every: rows])
    let path = try #require(keeper.files(Self.every).first)
    for path in [path, "Projections/snapshot.json"] {
      let whole = try #require(keeper.storage[path: path])
      var refused = 0
      for place in whole.indices where place < 1_024 || place >= 4_000 {
        var changed = whole
        changed[place] ^= 1 << (place % 8)
        keeper.storage[path: path] = changed
        do throws(SnapshotFault) {
          guard let kept = try keeper.rows(Self.every) else { continue }
          for row in rows {
            #expect(try kept.rows(of: row.key) == rows.filter { $0.key == row.key })
          }
        } catch { refused += 1 }
      }
      #expect(whole.count < 1_024 || path.hasSuffix(".rows"))
      #expect(path.hasSuffix(".json") ? refused == whole.count : refused > 70 * 32)
      keeper.storage[path: path] = whole
    }
  }

  @Test("files of another table, space or moment, another version, and one cut short are refused")
  func others() throws {
    let keeper = try Keeper()
    #expect(try keeper.rows(Self.every) == nil)
    try keeper.keep([Self.every: Self.rows(40)])
    let path = try #require(keeper.files(Self.every).first)
    let whole = try #require(keeper.storage[path: path])
    func refusal(_ bytes: [UInt8]?) -> SnapshotFault? {
      keeper.storage[path: path] = bytes
      do throws(SnapshotFault) { _ = try keeper.rows(Self.every) } catch { return error }
      return nil
    }
    func with(_ text: String, _ other: String) -> [UInt8] {
      let header = String(decoding: whole.prefix(4_096), as: UTF8.self)
      return Array(header.replacing(text, with: other).utf8) + whole.dropFirst(4_096)
    }
    #expect(refusal(whole) == nil)
    #expect(refusal(nil) != nil)
    for count in [0, 100, 4_096, whole.count - 1] {
      #expect(refusal(Array(whole.prefix(count))) == .form)
    }
    #expect(refusal(with(#""format":3"#, #""format":4"#)) == .format(4))
    #expect(refusal(with(#""table":"every""#, #""table":"other""#)) == .form)
    #expect(refusal(with(keeper.store.manifest.id, String(repeating: "b", count: 32))) == .space)
    #expect(refusal(with(#""count":40,"#, #""count":41,"#)) == .otherLog)
    // The same rows with the same number in another log are a different file.
    let other = try Keeper()
    try other.store.append(Append(expected: ["b": 0], drafts: [Fixture.draft("b", 1)]))
    try other.keep([Self.every: Self.rows(40)])
    #expect(other.storage[path: path]?.count == whole.count)
    #expect(refusal(other.storage[path: path]) == .otherLog)
    keeper.storage[path: path] = whole
    let manifest = "Projections/snapshot.json"
    let text = String(decoding: try #require(keeper.storage[path: manifest]), as: UTF8.self)
    for (part, replaced, fault) in [
      (#""format":1"#, #""format":2"#, SnapshotFault.format(2)),
      (keeper.store.manifest.id, String(repeating: "b", count: 32), .space),
      (#""number":"#, #""number":1"#, .form), ("\n", "", .form),
    ] {
      keeper.storage[path: manifest] = Array(text.replacing(part, with: replaced).utf8)
      #expect(throws: fault) { try keeper.rows(Self.every) }
    }
  }

  @Test("a writer of a table waits while nodes are written, and does not skip the table")
  func beside() throws {
    let storage = ObservedStorage(MemoryStorage())
    let store = try LogStore.create(
      on: storage, manifest: try Fixture.manifest(), randomness: SeededGenerator(seed: 1))
    try store.append(
      Append(expected: ["a": 0], drafts: (1...300).map { Fixture.draft("a", $0) }))
    #expect(
      try store.writeSnapshot(
        store.indexImage(), about: Self.about, [Compaction(Self.every, of: nil, [])]) != nil)
    let index = try #require(try LogSnapshot(on: storage, space: store.manifest.id))
    let base = try index.manifest.rows(of: Self.every, on: storage, space: store.manifest.id)
    let (begun, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let kept = Mutex(0)
    storage.beforeSync { path in
      guard path.contains("merkle") else { return true }
      DispatchQueue.global().async {
        let change = Compaction(Self.every, of: base, Self.rows(3))
        begun.signal()
        let position = (try? store.keepTable(change))?.position ?? -1
        kept.withLock { $0 = position }
        done.signal()
      }
      _ = begun.wait(timeout: .now() + .seconds(30))
      _ = done.wait(timeout: .now() + .milliseconds(200))
      return true
    }
    store.cacheNodes()
    _ = done.wait(timeout: .now() + .seconds(60))
    storage.beforeSync(nil)
    #expect(kept.withLock(\.self) == 300)
  }

  @Test("a writer chooses its index only when no other writer can write")
  func underLock() throws {
    let storage = MemoryStorage()
    try Fixture.store(on: storage).close()
    var asked = 0
    func open(_ index: () -> LogSnapshot?) throws(LogError) -> LogStore {
      try LogStore.open(
        on: storage, for: .writing, resuming: index, randomness: SeededGenerator(seed: 3),
        replaying: { _ in })
    }
    _ = try open {
      asked += 1
      #expect(throws: LogError.self) { try open { nil } }
      return nil
    }
    #expect(asked == 1)
  }
}
