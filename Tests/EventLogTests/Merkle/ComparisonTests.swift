import Digests
import EventLog
import Testing

@Suite("A log beside an earlier checkpoint")
struct ComparisonTests {
  /// Makes a log of 700 records in segments, and the checkpoints of some sizes.
  private static func log() throws -> (MemoryStorage, [SpaceCheckpoint]) {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage, maximumSegmentBytes: 1 << 16)
    var checkpoints: [SpaceCheckpoint] = []
    for size in [0, 1, 255, 256, 300, 512, 699, 700] {
      try log.grow(to: size)
      checkpoints.append(try #require(try log.store.checkpoint()).checkpoint)
    }
    log.store.close()
    return (storage, checkpoints)
  }

  private static func compare(
    _ storage: MemoryStorage, _ checkpoint: SpaceCheckpoint
  ) throws -> SpaceComparison {
    let comparisons = try [LogStore.Checking.lastSegment, .everything].map { checking in
      try Fixture.open(storage, .reading, checking: checking).compare(with: checkpoint)
    }
    try #require(comparisons.count > 1)
    #expect(try comparisons.at(0) == comparisons.at(1))
    return comparisons[0]
  }

  @Test("continues every checkpoint that was made of it")
  func same() throws {
    let (storage, checkpoints) = try Self.log()
    for checkpoint in checkpoints {
      let found = try Self.compare(storage, checkpoint)
      #expect(found.finding == .same)
      #expect(found.facts == 700)
      #expect((found.checkpointInstant == nil) == (checkpoint.size == 0))
    }
  }

  @Test("that was cut off at any record is shorter than the checkpoints behind the cut")
  func cut() throws {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage)
    var checkpoints: [SpaceCheckpoint] = []
    for size in 0...40 {
      try log.grow(to: size)
      checkpoints.append(try #require(try log.store.checkpoint()).checkpoint)
    }
    let lines = try #require(storage[path: logPath()]).split(separator: 0x0a).map { $0 + [0x0a] }
    let last = try Fixture.records(log.store).map(\.at)
    for size in 1..<40 {
      let image = storage.copy()
      image[path: logPath()] = Array(lines.prefix(size + 1).joined())
      for checkpoint in checkpoints {
        let found = try Self.compare(image, checkpoint)
        #expect(found.finding == (checkpoint.size <= size ? .same : .shorter))
        #expect(found.facts == size)
        #expect(found.lastInstant == last[size - 1])
      }
    }
  }

  @Test("of which an older backup was put back is shorter; once written on, rewritten")
  func backup() throws {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage)
    try log.grow(to: 300)
    let backup = storage.copy()
    let early = try #require(try log.store.checkpoint()).checkpoint
    try log.grow(to: 500)
    let late = try #require(try log.store.checkpoint()).checkpoint
    // The nodes of the longer log are still there, and must not mislead.
    log.store.close()
    backup[path: NumberedLog.nodes] = storage[path: NumberedLog.nodes]
    #expect(try Self.compare(backup, early).finding == .same)
    #expect(try Self.compare(backup, late).finding == .shorter)
    let writer = try Fixture.open(backup)
    let drafts = (0..<300).map { Fixture.draft("other", 300 + $0, data: "{}") }
    try writer.append(Append(expected: ["other": 0], drafts: drafts))
    writer.close()
    #expect(try Self.compare(backup, early).finding == .same)
    let found = try Self.compare(backup, late)
    #expect(found.finding == .rewritten)
    #expect(found.facts == 600)
  }

  @Test("that was rewritten with one changed record is rewritten, at any position")
  func rewritten() throws {
    func written(_ changed: Int) throws -> MemoryStorage {
      let storage = MemoryStorage()
      let store = try Fixture.store(on: storage)
      let drafts = (1...30).map { number in
        Fixture.draft("s", number, data: number == changed ? #"{"amount":1}"# : "{}")
      }
      try store.append(Append(expected: ["s": 0], drafts: drafts))
      store.close()
      return storage
    }
    let honest = try Fixture.open(written(0), .reading)
    for changed in 1...30 {
      let image = try written(changed)
      #expect(try Fixture.open(image, .reading).verify().isIntact)
      for size in 1...30 {
        let kept = try #require(try honest.checkpoint(of: size)).checkpoint
        let found = try Self.compare(image, kept)
        #expect(found.finding == (size < changed ? .same : .rewritten))
      }
    }
  }

  @Test("of another origin, or damaged before the checkpoint's end, is said to be so")
  func other() throws {
    let (storage, checkpoints) = try Self.log()
    let last = try #require(checkpoints.last)
    let other = SpaceCheckpoint(origin: "example.org/other", size: last.size, root: last.root)
    #expect(try Self.compare(storage, other).finding == .otherSpace)
    let segments = storage.paths.filter { $0.hasPrefix("EventLog/") }
    #expect(segments.count > 2)
    for segment in segments {
      let image = storage.copy()
      var bytes = try #require(storage[path: segment])
      bytes[bytes.count - 10] ^= 1
      image[path: segment] = bytes
      let reader = try Fixture.open(image, .reading, checking: .everything)
      let damage = try #require(reader.recovery.damage?.position)
      for checkpoint in checkpoints {
        let found = try reader.compare(with: checkpoint)
        #expect(found.finding == (checkpoint.size < damage ? .same : .unreadable))
      }
    }
  }
}
