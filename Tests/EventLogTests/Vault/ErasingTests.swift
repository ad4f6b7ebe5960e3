import EventLog
import EventStreamTesting
import Testing

/// Erasing private parts: the lines that change, and the refused orders.
@Suite("Erasing")
struct ErasingTests {
  /// Returns the vault line of a position.
  private static func line(_ storage: MemoryStorage, _ position: Int) -> String? {
    for path in storage.paths where path.hasPrefix("Vault/0") {
      let text = String(decoding: storage[path: path] ?? [], as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      if let line = lines.first(where: { $0.hasPrefix("{\"position\":\(position),") }) {
        return String(line)
      }
    }
    return nil
  }

  @Test("overwrites the ordered lines in place, and nothing else", arguments: [1 << 20, 1])
  func inPlace(segmentBytes: Int) throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage, maximumSegmentBytes: segmentBytes)
    try Fixture.fill(store)
    let before = Dictionary(uniqueKeysWithValues: storage.paths.map { ($0, storage[path: $0]) })
    let old = try [2, 3, 5, 7].map { try #require(Self.line(storage, $0)) }
    let orders = [Erasure(position: 5, fact: 7), Erasure(position: 2, fact: 6)]
    #expect(try store.unerased(orders) == orders.reversed())
    #expect(try store.erase(orders) == 2)
    let new = try [2, 3, 5, 7].map { try #require(Self.line(storage, $0)) }
    #expect(new.map(\.utf8.count) == old.map(\.utf8.count))
    try #require(new.count > 3)
    #expect(try new.at(0).hasPrefix(#"{"position":2,"stream":"member/one","erased":6 "#))
    #expect(try new.at(2).hasPrefix(#"{"position":5,"stream":"member/one","erased":7 "#))
    try #require(old.count > 3)
    #expect(try new.at(0).hasSuffix(" }") && new.at(1) == old.at(1) && new.at(3) == old.at(3))
    for (path, bytes) in before where !path.hasPrefix("Vault/0") && path != "LOCK" {
      #expect(storage[path: path] == bytes, "\(path)")
    }
    let parts = try Fixture.records(store).map { try store.sealedPayload(of: $0) }
    try #require(parts.count > 4)
    #expect(try parts.at(1) == .erased(by: 6) && parts.at(4) == .erased(by: 7))
    #expect(
      try parts.at(2) == .value(Array(#"{"phone":"0612345678"}"#.utf8)) && parts.at(0) == .none)
    #expect(try store.unerased(orders).isEmpty)
    let report = try store.verify(erasures: { orders })
    #expect(report.isIntact && report.erasedValues == 2 && report.awaitingErasure == 0)
  }

  @Test("erasing again has no effect: no write and no sync, for any later order too")
  func idempotence() throws {
    let disk = SimulatedDisk()
    let store = try Fixture.store(on: disk)
    try Fixture.fill(store)
    #expect(try store.erase([Erasure(position: 2, fact: 4), Erasure(position: 2, fact: 5)]) == 1)
    let (calls, image) = (disk.calls.count, disk.image)
    #expect(try store.erase([Erasure(position: 2, fact: 4)]) == 0)
    #expect(try store.erase([Erasure(position: 2, fact: 7)]) == 0)
    #expect(try store.erase([]) == 0)
    #expect(!disk.calls[calls...].contains { $0.isChange })
    #expect(disk.image == image)
    let record = try #require(try store.record(at: 2))
    #expect(try store.sealedPayload(of: record) == .erased(by: 4))
  }

  @Test("one sync for each segment of the vault, and no sync of the log")
  func syncs() throws {
    // Two of the three positions belong to the same append, and thus to the same segment.
    for (segmentBytes, expected) in [(1 << 20, 1), (1, 2)] {
      let disk = SimulatedDisk()
      let store = try Fixture.store(on: disk, maximumSegmentBytes: segmentBytes)
      try Fixture.fill(store)
      let before = disk.syncs.count
      let orders = [2, 3, 5].map { Erasure(position: $0, fact: 7) }
      #expect(try store.erase(orders) == 3)
      let syncs = disk.syncs[before...]
      #expect(syncs.count == expected, "\(syncs)")
      #expect(syncs.allSatisfy { $0.hasPrefix("Vault/") })
      #expect(disk.image.unsynced.allSatisfy { $0.path == "LOCK" })
    }
  }

  @Test("a line in neither form is filled, and synced, before it is overwritten")
  func filled() throws {
    let whole = SimulatedDisk()
    let store = try Fixture.store(on: whole)
    try Fixture.fill(store)
    let old = try #require(whole[path: vaultPath()])
    try store.erase([Erasure(position: 3, fact: 6)])
    let new = try #require(whole[path: vaultPath()])
    store.close()
    let middle = try #require(old.indices.last { old[$0] != new[$0] }) - 20
    let disk = SimulatedDisk(whole.image, keepsImages: true)
    disk[path: vaultPath()] = Array(new[..<middle] + old[middle...])
    let again = try Fixture.open(disk)
    let calls = disk.calls.count
    #expect(try again.erase([2, 3].map { Erasure(position: $0, fact: 7) }) == 2)
    let steps = zip(disk.calls, disk.images).dropFirst(calls).filter { $0.0.isChange }
    #expect(steps.map(\.0.operation) == [.write, .write, .sync, .write, .sync])
    let lines = steps.map { _, image in
      let text = String(decoding: image[path: vaultPath()] ?? [], as: UTF8.self)
      return text.split(separator: "\n").dropFirst(2).first ?? ""
    }
    try #require(lines.count > 4)
    let beginning = #"{"position":3,"stream":"member/two",""#
    let filler = beginning + String(repeating: "x", count: lines[0].utf8.count - beginning.count)
    #expect(try lines.at(2) == filler && lines.at(3) == filler)
    #expect(try lines.at(4).hasPrefix(beginning + #"erased":7 "#) && lines.at(4).hasSuffix(" }"))
    #expect(disk.image.unsynced.allSatisfy { $0.path == "LOCK" })
  }

  @Test("an order before its fact is durable, or by an earlier fact, is refused with all others")
  func refusals() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try Fixture.fill(store)
    let good = Erasure(position: 2, fact: 4)
    let queued = try store.submit(
      Append(expected: ["house": 1], drafts: [Fixture.draft("house", 8, secret: #"{"x":1}"#)]))
    let image = storage[path: vaultPath()]
    for bad in [(2, 2), (5, 4), (0, 4), (-1, 4), (2, 8), (8, 8), (8, 9), (2, .max)] {
      let order = Erasure(position: bad.0, fact: bad.1)
      #expect(throws: LogError.invalidDraft(1, .erasure), "\(bad)") {
        try store.erase([good, order])
      }
    }
    #expect(storage[path: vaultPath()] == image)
    #expect(try store.unerased([Erasure(position: 8, fact: 9)]).isEmpty)
    try store.awaitCommit(queued)
    #expect(try store.erase([good, Erasure(position: 5, fact: 8)]) == 2)
  }

  @Test("a record that seals nothing is passed over")
  func unsealed() throws {
    let store = try Fixture.store()
    try Fixture.fill(store)
    let orders = [1, 4, 6].map { Erasure(position: $0, fact: 7) }
    #expect(try store.unerased(orders).isEmpty)
    #expect(try store.erase(orders) == 0)
  }

  @Test("readers and closed stores erase nothing; a reader can look")
  func access() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try Fixture.fill(store)
    let order = Erasure(position: 2, fact: 7)
    let reader = try Fixture.open(storage, .reading)
    #expect(throws: LogError.readOnly) { try reader.erase([order]) }
    #expect(throws: LogError.readOnly) { try reader.removeAside(ofStreams: ["member/one"]) }
    #expect(try reader.unerased([order]) == [order])
    try store.erase([order])
    #expect(try reader.unerased([order]).isEmpty)
    let record = try #require(try reader.record(at: 2))
    #expect(try reader.sealedPayload(of: record) == .erased(by: 7))
    store.close()
    #expect(throws: LogError.readOnly) { try store.erase([order]) }
  }

  @Test("files moved aside by repairs are removed whole with any of their streams, or without one")
  func aside() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    let salt = String(repeating: "0", count: 32)
    let line = #"{"position":9,"stream":"member/one","salt":"\#(salt)","private":{"x":1}}"# + "\n"
    storage[path: "Vault/aside-9.jsonl"] = Array(line.utf8)
    storage[path: "Vault/aside-12.jsonl"] = Array("half a line".utf8)
    #expect(try store.removeAside(ofStreams: ["member/two"]) == 1)
    #expect(storage[path: "Vault/aside-12.jsonl"] == nil)
    #expect(try store.removeAside(ofStreams: ["member/two"]) == 0)
    #expect(try store.removeAside(ofStreams: ["member/two", "member/one"]) == 1)
    #expect(storage[path: "Vault/aside-9.jsonl"] == nil && store.latch == nil)
  }

  @Test("one order that cannot be carried out does not keep the others from it")
  func obstacles() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try Fixture.fill(store)
    let text = String(decoding: try #require(storage[path: vaultPath()]), as: UTF8.self)
    // The line of position 3 gets another stream name of the same length.
    let other = text.replacing(#"3,"stream":"member/two""#, with: #"3,"stream":"member/owt""#)
    storage[path: vaultPath()] = Array(other.utf8)
    let orders = [2, 3, 5].map { Erasure(position: $0, fact: 7) }
    let lineOf3 = try #require(Self.line(storage, 3))
    #expect {
      try store.erase(orders)
    } throws: { error in
      guard case LogError.damaged(let damage) = error else { return false }
      return damage.kind == .vaultOwner && damage.position == 3 && damage.segment == vaultPath()
    }
    #expect(Self.line(storage, 3) == lineOf3 && store.latch == nil)
    try #require(orders.count > 1)
    #expect(try store.unerased(orders) == [orders.at(1)])
  }

  @Test("a line with a lost newline is not overwritten together with the next line")
  func lostNewline() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try Fixture.fill(store)
    store.close()
    var bytes = try #require(storage[path: vaultPath()])
    let newlines = bytes.indices.filter { bytes[$0] == 0x0a }
    bytes[newlines[1]] = 0x20
    storage[path: vaultPath()] = bytes
    let again = try Fixture.open(storage)
    #expect {
      try again.erase([Erasure(position: 2, fact: 7)])
    } throws: { error in
      if case LogError.vaultOlderThanLog(let damage) = error { return damage.position == 3 }
      return false
    }
    #expect(storage[path: vaultPath()] == bytes && again.latch == nil)
  }

  @Test("bytes moved aside by a repair are overwritten and synced before their file is removed")
  func asideOverwritten() throws {
    let disk = SimulatedDisk(keepsImages: true)
    let store = try Fixture.store(on: disk)
    let path = "Vault/aside-9.jsonl"
    disk[path: path] = Array("half a line".utf8)
    let before = disk.calls.count
    try store.removeAside(ofStreams: ["member/one"])
    let steps = zip(disk.calls, disk.images).dropFirst(before).filter { $0.0.isChange }
    #expect(steps.map(\.0.operation) == [.write, .sync, .remove, .syncFolder])
    let last = try #require(steps.first { $0.0.operation == .remove }).1
    #expect(last[path: path] == [UInt8](repeating: 0x20, count: 11))
  }
}
