import EventLog
import Testing

@Suite("Appending and reading")
struct AppendingTests {
  @Test("appended records are read back by position, by scan, by history and after reopening")
  func roundTrip() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try Fixture.fill(store)
    #expect(store.durablePosition == 7)
    let records = try Fixture.records(store)
    #expect(records.map(\.position) == Array(1...7))
    #expect(records.map(\.until) == [1, 4, 4, 4, 5, 7, 7])
    #expect(records.map(\.sequence) == [1, 1, 1, 2, 3, 2, 3])
    #expect(records.map(\.previous) == [nil, nil, nil, 2, 4, 3, 6])
    #expect(records.map(\.cause) == [nil, nil, 2, 1, nil, nil, nil])
    for record in records { #expect(try store.record(at: record.position) == record) }
    #expect(try store.record(at: 0) == nil)
    #expect(try store.record(at: 8) == nil)
    var history: [Int] = []
    try store.history(of: "member/one", upTo: 4) { (record) throws(LogError) in
      history.append(record.position)
      return true
    }
    #expect(history == [4, 2])
    let head = store.durableHead
    store.close()
    for access in [LogStore.Access.reading, .writing] {
      let again = try Fixture.open(storage, access, checking: .everything)
      #expect(again.recovery == RecoveryReport())
      #expect(try Fixture.records(again) == records)
      #expect(again.durableHead == head)
      #expect(try again.streamHead("member/one") == StreamHead(position: 5, sequence: 3))
      #expect(try again.streamHead("member/three") == nil)
    }
  }

  @Test("private parts are read back from the vault, and a record without one has none")
  func secrets() throws {
    let store = try Fixture.store()
    try Fixture.fill(store)
    let parts = try Fixture.records(store).map { try store.sealedPayload(of: $0) }
    try #require(parts.count > 6)
    #expect(try parts.at(0) == .none)
    #expect(try parts.at(1) == .value(Array(#"{"address":"a@example.org"}"#.utf8)))
    #expect(try parts.at(2) == .value(Array(#"{"phone":"0612345678"}"#.utf8)))
    #expect(try parts.at(3) == .none)
    try #require(parts.count > 4)
    #expect(try parts.at(4) == .value(Array(#"{"digit":7}"#.utf8)))
    #expect(try parts.at(6) == .value(Array(#"{"list":["é","x"],"flag":true}"#.utf8)))
    #expect(try store.vaultKey()?.count == 32)
  }

  @Test("queued records are visible to the writer's decisions but not to its scans")
  func queued() throws {
    let store = try Fixture.store()
    let submission = try store.submit(
      Append(
        expected: ["a": 0],
        drafts: [Fixture.draft("a", 1, secret: #"{"x":1}"#), Fixture.draft("a", 1)]))
    #expect(store.queuedPosition == 2)
    #expect(store.durablePosition == 0)
    try #require(submission.records.count > 0)
    #expect(try store.record(at: 1) == submission.records.at(0))
    #expect(
      try store.sealedPayload(of: submission.records.at(0)) == .value(Array(#"{"x":1}"#.utf8)))
    #expect(try store.streamHead("a") == StreamHead(position: 2, sequence: 2))
    #expect(try Fixture.records(store).isEmpty)
    try store.awaitCommit(submission)
    #expect(try Fixture.records(store) == submission.records)
    try #require(submission.records.count > 0)
    #expect(
      try store.sealedPayload(of: submission.records.at(0)) == .value(Array(#"{"x":1}"#.utf8)))
  }

  @Test("an append with another sequence than the stream's is refused and changes nothing")
  func conflict() throws {
    let store = try Fixture.store()
    try Fixture.fill(store)
    #expect(throws: LogError.conflict(stream: "member/one", expected: 2, found: 3)) {
      try store.append(
        Append(expected: ["member/one": 2], drafts: [Fixture.draft("member/one", 9)]))
    }
    // A stream that is only checked is refused too.
    #expect(throws: LogError.conflict(stream: "house", expected: 0, found: 1)) {
      try store.append(
        Append(expected: ["b": 0, "house": 0], drafts: [Fixture.draft("b", 9)]))
    }
    #expect(store.queuedPosition == 7)
  }

  @Test("segments rotate between appends, seal the old one and read on across it")
  func rotation() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 2000)
    for number in 0..<40 {
      try store.append(
        Append(
          expected: ["s": number * 2],
          drafts: [
            Fixture.draft("s", number, secret: "{\"n\":\(number)}"), Fixture.draft("s", number),
          ]))
    }
    let log = storage.paths.filter { $0.hasPrefix("EventLog/") }
    #expect(log.count > 10)
    #expect(storage.paths.filter { $0.hasPrefix("Vault/0") }.count > 1)
    for path in log.dropLast() { #expect(try storage.mode(of: path) == .sealedFile) }
    #expect(try storage.mode(of: log[log.count - 1]) == .file)
    let records = try Fixture.records(store)
    #expect(records.map(\.position) == Array(1...80))
    let image = storage.copy()
    let again = try Fixture.open(image, checking: .everything)
    #expect(try Fixture.records(again) == records)
    for record in records where record.sealed != nil {
      #expect(
        try again.sealedPayload(of: record) == .value(Array("{\"n\":\(record.position / 2)}".utf8)))
    }
    #expect(again.durableHead == store.durableHead)
    let report = try again.verify()
    #expect(report.isIntact && report.facts == 80 && report.vaultLines == 40)
    #expect(report.logSegments == log.count)
  }
}
