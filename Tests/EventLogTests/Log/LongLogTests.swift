import Digests
import Testing

@testable import EventLog

/// A log longer than one read: lines of 512 KiB, windows of 4 MiB.
///
/// The longest append is longer than a window.
@Suite("A log longer than one read")
struct LongLogTests {
  /// Makes appends of one record, several records, and the maximum.
  ///
  /// Returns their end positions.
  private static func fill(_ store: LogStore) throws -> Set<Int> {
    var random = SeededGenerator(seed: 9)
    var ends: Set<Int> = []
    var number = 0
    var sequences: [String: Int] = [:]
    for count in [1, 3, 400, 1, 2_000, 4_096, 7, 1, 900, 1, 1] {
      var expected: [String: Int] = [:]
      let drafts = (0..<count).map { _ in
        number += 1
        let stream = "member/\(random.next() % 40)"
        expected[stream] = expected[stream] ?? sequences[stream] ?? 0
        sequences[stream, default: 0] += 1
        let text = String(repeating: "x", count: Int(random.next() % (count == 4_096 ? 1_900 : 90)))
        return Fixture.draft(
          stream, number, data: #"{"text":"\#(text)"}"#,
          secret: number % 3 == 0 ? #"{"value":"\#(number)\#(text)"}"# : nil)
      }
      ends.insert(try store.append(Append(expected: expected, drafts: drafts)).positions.upperBound)
    }
    return ends
  }

  private static func filled() throws -> (MemoryStorage, LogStore, ends: Set<Int>) {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 64 << 20)
    let ends = try fill(store)
    return (storage, store, ends)
  }

  @Test("is read whole, append by append, in batches that end with an append")
  func whole() throws {
    let (storage, store, ends) = try Self.filled()
    #expect(try #require(storage[path: logPath()]).count > 6 << 20)
    var seen = 0
    var batches = 0
    var order = StreamOrder()
    let reader = try LogStore.open(on: storage, for: .reading, checking: .everything) { batch in
      #expect(batch.map(\.position) == Array(seen + 1...seen + batch.count))
      seen += batch.count
      batches += 1
      #expect(ends.contains(seen))
      order.note(batch)
    }
    #expect(batches > 3 && seen == store.durablePosition)
    #expect(reader.durableHead == store.durableHead)
    let records = try Fixture.records(store)
    for record in records { #expect(try reader.record(at: record.position) == record) }
    let streams = reader.streams(in: order)
    for index in 0..<streams.count {
      var found: [Record] = []
      try streams.replay(index) { found.append($0.copied()) }
      #expect(found == records.filter { $0.stream == streams.name(at: index) })
    }
  }

  @Test("is verified, including its vault and its nodes")
  func verified() throws {
    let (_, store, _) = try Self.filled()
    let report = try store.verify()
    let head = Head(position: report.facts, at: report.lastInstant, root: report.root)
    #expect(report.isIntact && head == store.durableHead)
    #expect(report.vaultLines == store.durablePosition / 3)
    store.cacheNodes()
    #expect(try store.nodeCacheDamage() == nil)
    #expect(try store.nodeCacheDamage(report.blocks) == nil)
    let blocks = store.durablePosition / 256
    let roots = try #require(report.blocks.roots(of: 0..<blocks))
    for (block, root) in roots.enumerated() {
      var tree = MerkleFrontier()
      for position in block * 256 + 1...block * 256 + 256 {
        tree.append(try #require(try store.record(at: position)).hash)
      }
      #expect(tree.root == root)
    }
    #expect(report.blocks.roots(of: 0..<blocks + 1) == nil)
  }

  @Test("of which a byte is changed anywhere is read up to the append before, its place is named")
  func damaged() throws {
    let (storage, store, ends) = try Self.filled()
    let whole = try #require(storage[path: logPath()])
    let last = store.durablePosition
    for position in [1, 2, 4, 404, 405, 900, 2_405, 4_000, 6_501, 6_502, 7_000, last - 1, last] {
      let line = try #require(whole.range(ofLine: position))
      var changed = whole
      changed[line.lowerBound + 200] ^= 1
      storage[path: logPath()] = changed
      var seen = 0
      let reader = try LogStore.open(on: storage, for: .reading, checking: .everything) {
        seen += $0.count
      }
      let damage = try #require(reader.recovery.damage)
      #expect(damage.position == position && damage.offset >= line.lowerBound)
      #expect(damage.offset <= line.upperBound)
      #expect(seen == ends.filter { $0 < position }.max() ?? 0)
      #expect(reader.durablePosition == seen)
    }
  }

  @Test("with any byte of its vault changed does not verify, and the line is named")
  func damagedVault() throws {
    let (storage, store, _) = try Self.filled()
    let whole = try #require(storage[path: vaultPath()])
    let lines = whole.split(separator: 0x0a).dropFirst()
    for number in [1, 2, 3, 64, 500, 1_500, 2_000, lines.count] {
      let line = lines[lines.startIndex + number - 1]
      var changed = whole
      // A digit of the salt, or a sealed byte.
      changed[number % 2 == 0 ? line.startIndex + 60 : line.endIndex - 4] ^= 1
      storage[path: vaultPath()] = changed
      let report = try store.verify()
      #expect(report.damage?.position == number * 3, "\(number)")
      #expect(report.damage?.offset == line.startIndex, "\(number)")
    }
  }

  @Test("on a disk is mapped, and released pages are read again")
  func mapped() throws {
    let folder = try TemporaryFolder()
    let disk = DiskStorage(root: folder.path + "/space")
    let store = try Fixture.store(on: disk, maximumSegmentBytes: 64 << 20)
    try Fixture.fill(store)
    let file = try disk.open(logPath(), for: .reading)
    defer { disk.close(file) }
    let mapped = try disk.map(file, count: try disk.size(of: file))
    let before = mapped.withBytes { SHA256.hash(UnsafeRawBufferPointer($0)) }
    mapped.releasePages()
    #expect(mapped.withBytes { SHA256.hash(UnsafeRawBufferPointer($0)) } == before)
  }
}
