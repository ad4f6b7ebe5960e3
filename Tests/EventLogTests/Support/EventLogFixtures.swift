import Digests
import EventLog
@_exported public import EventStreamTesting
import FoundationEssentials
import Notation
@_exported public import TestSupport
import Testing

/// The values and drafts that the tests of the log begin with.
enum Fixture {
  static let start = Instant(milliseconds: 1_772_442_000_000)

  static func manifest() throws -> SpaceManifest {
    try #require(
      SpaceManifest(
        origin: "example.org/espace", id: "000102030405060708090a0b0c0d0e0f", house: "mcrn",
        createdAt: start))
  }

  static func store(
    on storage: any Storage = MemoryStorage(), maximumSegmentBytes: Int = 1 << 20
  ) throws -> LogStore {
    try LogStore.create(
      on: storage, manifest: manifest(), maximumSegmentBytes: maximumSegmentBytes,
      randomness: SeededGenerator(seed: 1))
  }

  static func draft(
    _ stream: String, _ number: Int, type: String = "thing.done", data: String? = nil,
    secret: String? = nil, cause: Cause? = nil
  ) -> RecordDraft {
    RecordDraft(
      stream: stream, type: type, at: start.advanced(by: Int64(number) * 1000), actor: "visitor",
      action: UUID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 + UInt64(number)),
      correlation: UUID(high: 0x0198_0000_0000_7000, low: 0x9000_0000_0000_0000 + UInt64(number)),
      cause: cause, data: Array((data ?? "{\"number\":\(number)}").utf8),
      secret: secret.map { Array($0.utf8) })
  }

  /// Seven records in four appends on three streams, four of them sealed.
  static func fill(_ store: LogStore) throws {
    try store.append(
      Append(expected: ["house": 0], drafts: [draft("house", 1, type: "house.rules-set")]))
    try store.append(
      Append(
        expected: ["member/one": 0, "member/two": 0],
        drafts: [
          draft("member/one", 2, secret: #"{"address":"a@example.org"}"#),
          draft("member/two", 3, secret: #"{"phone":"0612345678"}"#, cause: .earlier(0)),
          draft("member/one", 3, cause: .position(1)),
        ]))
    try store.append(
      Append(
        expected: ["member/one": 2], drafts: [draft("member/one", 4, secret: #"{"digit":7}"#)]))
    try store.append(
      Append(
        expected: ["member/two": 1],
        drafts: [
          draft("member/two", 5),
          draft("member/two", 6, secret: #"{"list":["é","x"],"flag":true}"#),
        ]))
  }

  /// Makes a filled space with a killed writer: the note in LOCK does not say `closed`.
  static func killedSpace(maximumSegmentBytes: Int = 1 << 20) throws -> MemoryStorage {
    let storage = MemoryStorage()
    let store = try store(on: storage, maximumSegmentBytes: maximumSegmentBytes)
    try fill(store)
    return storage.copy()
  }

  /// Makes a filled space without LOCK, as after a power cut.
  ///
  /// The durable position is then unknown. A torn tail may be the result of the power cut.
  static func spaceAfterPowerCut() throws -> MemoryStorage {
    let storage = try killedSpace()
    storage[path: SpaceLayout.lock] = nil
    return storage
  }

  static func open(
    _ storage: any Storage, _ access: LogStore.Access = .writing,
    checking: LogStore.Checking = .lastSegment, maximumSegmentBytes: Int = 1 << 20
  ) throws(LogError) -> LogStore {
    try LogStore.open(
      on: storage, for: access, checking: checking, maximumSegmentBytes: maximumSegmentBytes,
      randomness: SeededGenerator(seed: 2), replaying: { _ in })
  }

  static func records(_ store: LogStore) throws(LogError) -> [Record] {
    var records: [Record] = []
    try store.scan(1...(.max - 1)) { (view) throws(LogError) in
      records.append(view.copied())
      return true
    }
    return records
  }
}

/// Returns the path of the log's segment that begins at a position.
func logPath(_ from: Int = 1) -> String { segmentPath("EventLog", from) }

/// Returns the path of the vault's segment that begins at a position.
func vaultPath(_ from: Int = 1) -> String { segmentPath("Vault", from) }

private func segmentPath(_ folder: String, _ from: Int) -> String {
  let digits = String(from)
  return folder + "/" + String(repeating: "0", count: 20 - digits.count) + digits + ".jsonl"
}
