import EventLog
import FoundationEssentials
import Notation
import Testing

@Suite("Drafts and limits")
struct DraftTests {
  private func fault(_ change: (inout RecordDraft) -> Void) throws -> DraftFault? {
    let store = try Fixture.store()
    try Fixture.fill(store)
    var draft = Fixture.draft("s", 10)
    change(&draft)
    do throws(LogError) {
      try store.append(Append(expected: [draft.stream: 0], drafts: [draft]))
      return nil
    } catch {
      #expect(store.queuedPosition == 7)
      guard case .invalidDraft(0, let fault) = error else { throw error }
      return fault
    }
  }

  @Test(
    "a name is of [a-z0-9/._-], begins with a letter or digit, and has 1 to 128 bytes",
    arguments: ["", "/a", "A", "é", "a b", "a\"", "a\n", "-a", String(repeating: "a", count: 129)])
  func names(name: String) throws {
    #expect(try fault { $0.stream = name } == .stream)
    #expect(try fault { $0.type = name } == .type)
    #expect(try fault { $0.actor = name } == .actor)
  }

  @Test(
    "data is one compact JSON object of the strict kind",
    arguments: [
      "", "[]", "1", "null", "{", "{}}", " {}", "{} ", "{\"a\": 1}", "{\"a\":1.0}", "{\"a\":null}",
      "{\"a\":1,\"a\":2}", "{\"a b\":1}", "{\"a\":\"\n\"}", "{\"a\":\"\\ud800\"}", "{\"a\":01}",
      "{\"a\":9007199254740993}",
    ])
  func data(text: String) throws {
    #expect(try fault { $0.data = Array(text.utf8) } == .data)
    #expect(try fault { $0.secret = Array(text.utf8) } == .secret)
  }

  @Test("a private part is flat: no object in it, no array in an array")
  func flat() throws {
    for text in [#"{"a":{}}"#, #"{"a":[[]]}"#, #"{"a":[{}]}"#] {
      #expect(try fault { $0.secret = Array(text.utf8) } == .secret)
      #expect(try fault { $0.data = Array(text.utf8) } == nil)
    }
    for text in ["{}", #"{"a":[1,"x",true],"b":"c","d":-1,"e":false}"#] {
      #expect(try fault { $0.secret = Array(text.utf8) } == nil)
    }
  }

  @Test("time does not go back, causes are earlier, schemas begin at 1, streams are expected")
  func others() throws {
    #expect(try fault { $0.at = Fixture.start } == .time)
    #expect(try fault { $0.at = Fixture.start.advanced(by: 6000) } == nil)
    #expect(try fault { $0.schema = 0 } == .schema)
    #expect(try fault { $0.cause = .position(8) } == .cause)
    #expect(try fault { $0.cause = .position(7) } == nil)
    #expect(try fault { $0.cause = .position(0) } == .cause)
    #expect(try fault { $0.cause = .earlier(0) } == .cause)
    let store = try Fixture.store()
    #expect(throws: LogError.invalidDraft(1, .expectation)) {
      try store.append(
        Append(expected: ["a": 0], drafts: [Fixture.draft("a", 1), Fixture.draft("b", 1)]))
    }
  }

  @Test("an append has 1 to 4,096 records, 16 MiB at most, lines of 1 MiB at most")
  func limits() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    let tiny = Fixture.draft("s", 1, data: "{}")
    #expect(throws: LogError.limit(.records(0))) {
      try store.append(Append(expected: [:], drafts: []))
    }
    #expect(throws: LogError.limit(.records(4097))) {
      try store.append(
        Append(expected: ["s": 0], drafts: Array(repeating: tiny, count: 4097)))
    }
    try store.append(Append(expected: ["s": 0], drafts: Array(repeating: tiny, count: 4096)))
    func draft(_ count: Int) -> RecordDraft {
      Fixture.draft("s", 1, data: "{\"a\":\"" + String(repeating: "x", count: count) + "\"}")
    }
    try store.append(Append(expected: ["s": 4096], drafts: [draft(1000)]))
    let path = try #require(storage.paths.last { $0.hasPrefix("EventLog/") })
    let line = try #require(storage[path: path]?.split(separator: 0x0a).last)
    let longest = 1000 + (1 << 20) - (line.count + 1)
    #expect(throws: LogError.invalidDraft(0, .tooLong)) {
      try store.append(Append(expected: ["s": 4097], drafts: [draft(longest + 1)]))
    }
    try store.append(Append(expected: ["s": 4097], drafts: [draft(longest)]))
    let last = 4098
    #expect(store.queuedPosition == last)
    #expect {
      try store.append(
        Append(expected: ["s": last], drafts: Array(repeating: draft(1_000_000), count: 17)))
    } throws: { error in
      guard case LogError.limit(.bytes(let count)) = error else { return false }
      return count > 16 << 20
    }
    #expect(try store.verify().isIntact)
  }
}
