import EventLog
import Testing

/// Reads of one stream among many, from mapped memory, a growing file or an indexed segment.
@Suite("Replaying one stream")
struct StreamReplayTests {
  private static let streams = (0..<12).map { "member/\($0)" } + ["house"]

  /// Appends facts to randomly chosen streams.
  ///
  /// Each of `sizes` is the size of one append.
  private static func append(_ sizes: [Int], to store: LogStore, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for size in sizes {
      var expected: [String: Int] = [:]
      let first = store.queuedPosition
      let drafts = try (1...size).map { index in
        let stream = streams[Int(random.next() % UInt64(streams.count))]
        if expected[stream] == nil {
          expected[stream] = try store.streamHead(stream)?.sequence ?? 0
        }
        return Fixture.draft(stream, first + index)
      }
      try store.append(Append(expected: expected, drafts: drafts))
    }
  }

  private static func expectSame(_ store: LogStore, as records: [Record]) throws {
    for stream in streams + ["member/nobody"] {
      for last in [0, 1, 77, records.count / 2, records.count, Int.max] {
        var found: [Record] = []
        try store.replay(stream, upTo: last) { found.append($0.copied()) }
        #expect(found == records.filter { $0.stream == stream && $0.position <= last })
      }
    }
    var all: [Record] = []
    var order = StreamOrder()
    let read = try LogStore.open(
      on: store.storage, for: .reading, checking: .everything, replaying: { order.note($0) }
    ).streams(in: order)
    for index in 0..<read.count {
      try read.replay(index) { all.append($0.copied()) }
    }
    let known = Set(all.map(\.stream))
    #expect(
      all.sorted { $0.position < $1.position } == records.filter { known.contains($0.stream) })
  }

  @Test("a writer, a reader and a store resumed from an index read the same records")
  func everywhere() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 30_000)
    // Large appends are hashed on two cores, small ones on one.
    try Self.append([1, 2, 255, 256, 257, 400, 1], to: store, seed: 1)
    try Self.expectSame(store, as: try Fixture.records(store))
    let image = store.indexImage()
    #expect(try store.writeSnapshot(image, about: Array("{}".utf8), []) != nil)
    try Self.append([5, 90, 1], to: store, seed: 2)
    let records = try Fixture.records(store)
    #expect(records.count == 1_268)
    try Self.expectSame(store, as: records)
    store.close()
    try Self.expectSame(
      try Fixture.open(storage, .reading, checking: .everything), as: records)
    for access in [LogStore.Access.reading, .writing] {
      let index = try LogSnapshot(on: storage, space: store.manifest.id)
      let resumed = try LogStore.open(
        on: storage, for: access, checking: .everything,
        resuming: { index }, maximumSegmentBytes: 30_000,
        randomness: SeededGenerator(seed: 3), replaying: { _ in })
      #expect(resumed.indexedPosition == image.end.position)
      try Self.expectSame(resumed, as: records)
    }
  }

  @Test("a record that was changed on the way is reported, not skipped")
  func damage() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try Self.append([40], to: store, seed: 4)
    let last = try #require(try Fixture.records(store).last { $0.stream == "house" })
    var bytes = try #require(storage[path: logPath()])
    let line = try #require(bytes.range(ofLine: last.position))
    bytes[line.upperBound - 80] ^= 1
    storage[path: logPath()] = bytes
    #expect(throws: LogError.self) { try store.replay("house") { _ in } }
  }

  @Test(
    "no question about a stream is answered short because a link leads nowhere, or past a record")
  func links() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try Self.append([60, 60], to: store, seed: 6)
    let house = try Fixture.records(store).filter { $0.stream == "house" }
    #expect(house.count > 4)
    let whole = try #require(storage[path: logPath()])
    let third = house[2]
    let previous = try #require(third.previous)
    for (text, other) in [
      (#","previous":\#(previous),"#, #","previous"_\#(previous),"#),
      (#","previous":\#(previous),"#, #","previour":\#(previous),"#),
      (#","sequence":3,"#, #","sequence":1,"#),
      (#","previous":\#(previous),"#, #","previous":\#(house[0].position),"#),
    ] {
      let line = try #require(whole.range(ofLine: third.position))
      let changed = String(decoding: whole[line], as: UTF8.self).replacing(text, with: other)
      #expect(changed.utf8.elementsEqual(whole[line]) == false)
      storage[path: logPath()] =
        whole[..<line.lowerBound] + Array(changed.utf8) + whole[line.upperBound...]
      for last in [house[0].position, house[1].position, Int.max] {
        var found: [Int] = []
        do throws(LogError) {
          try store.replay("house", upTo: last) { found.append($0.position) }
          // An error in a record after `last` may be missed. A wrong link that was followed may
          // not.
          #expect(last < third.position)
          #expect(found == house.map(\.position).filter { $0 <= last })
        } catch { #expect(found.isEmpty || last > third.position) }
      }
    }
  }

  @Test("the private parts of a long append are its own, queued and durable")
  func secrets() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try store.append(
      Append(expected: ["a": 0], drafts: [Fixture.draft("a", 1, secret: #"{"x":0}"#)]))
    let drafts = (2...600).map { number in
      Fixture.draft("a", number, secret: number % 3 == 0 ? nil : #"{"x":\#(number)}"#)
    }
    let submission = try store.submit(Append(expected: ["a": 1], drafts: drafts))
    func check(_ records: [Record]) throws {
      for (record, draft) in zip(records, drafts) {
        let secret = draft.secret.map { SealedPayload.value($0) } ?? .none
        #expect(try store.sealedPayload(of: record) == secret)
      }
    }
    try check(submission.records)
    try store.awaitCommit(submission)
    let records = try Fixture.records(store)
    #expect(records.count == 600 && Array(records.dropFirst()) == submission.records)
    try check(submission.records)
    #expect(try store.verify().isIntact)
  }

  @Test("an index that leads to another stream is found out")
  func misled() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 2_000)
    try Self.append([40], to: store, seed: 5)
    // A last segment of the house's facts only. All other streams end in a mapped segment.
    let house = try store.streamHead("house")?.sequence ?? 0
    try store.append(
      Append(expected: ["house": house], drafts: (41...45).map { Fixture.draft("house", $0) }))
    #expect(try store.writeSnapshot(store.indexImage(), about: Array("{}".utf8), []) != nil)
    let space = store.manifest.id
    let table = TableDescription("streams", isReplacing: true)
    let kept = try #require(try LogSnapshot(on: storage, space: space)?.manifest)
    let streams = try kept.rows(of: table, on: storage, space: space)
    var rows: [TableRow] = []
    try streams.forEach { row in
      rows.append(row)
      return true
    }
    let mapped = rows.filter { $0.first <= 40 }
    let other = TableRow(key: mapped[0].key, first: mapped[1].first, second: mapped[1].second)
    #expect(try store.keepTable(Compaction(table, of: streams, [other])) != nil)
    store.close()
    let index = try LogSnapshot(on: storage, space: space)
    let reader = try LogStore.open(
      on: storage, for: .reading, checking: .everything, resuming: { index },
      randomness: SeededGenerator(seed: 3),
      replaying: { _ in })
    #expect(reader.indexedPosition == 45)
    var found = 0
    for stream in Self.streams {
      do throws(LogError) { try reader.replay(stream) { _ in } } catch {
        guard case .damaged(let damage) = error else { throw error }
        #expect(damage.kind == .snapshot)
        found += 1
      }
    }
    #expect(found == 1)
  }
}

extension [UInt8] {
  /// Returns the byte range of a position's line.
  func range(ofLine position: Int) -> Range<Int>? {
    var start = 0
    while let end = self[start...].firstIndex(of: 0x0a) {
      if self[start...].starts(with: Array("{\"position\":\(position),".utf8)) {
        return start..<end
      }
      start = end + 1
    }
    return nil
  }
}
