import EventLog
import Foundation
import Testing

@Suite("Spaces")
struct SpaceTests {
  @Test("a second writer is refused with the first one's process id; readers are not")
  func twoWriters() throws {
    let folder = try TemporaryFolder()
    let storage = DiskStorage(root: folder.path + "/a/b/space")
    let store = try Fixture.store(on: storage)
    let pid = Int(ProcessInfo.processInfo.processIdentifier)
    #expect(throws: LogError.locked(byProcess: pid)) { try Fixture.open(storage) }
    try Fixture.fill(store)
    let reader = try Fixture.open(storage, .reading)
    #expect(reader.durablePosition == 7)
    #expect(throws: LogError.readOnly) {
      try reader.append(Append(expected: ["x": 0], drafts: [Fixture.draft("x", 9)]))
    }
    store.close()
    #expect(throws: LogError.readOnly) {
      try store.append(Append(expected: ["x": 0], drafts: [Fixture.draft("x", 9)]))
    }
    let second = try Fixture.open(storage)
    #expect(!second.recovery.lastWriterDied)
    #expect(throws: LogError.alreadyASpace) {
      second.close()
      _ = try Fixture.store(on: storage)
    }
  }

  @Test("modes are the design's, for any umask")
  func modes() throws {
    let folder = try TemporaryFolder()
    let storage = DiskStorage(root: folder.path + "/space")
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 1000)
    try Fixture.fill(store)
    func mode(_ path: String) throws -> UInt16 { try storage.mode(of: path).bits }
    #expect(try mode("") == 0o750)
    #expect(try mode("EventLog") == 0o750)
    #expect(try mode("Vault") == 0o700)
    #expect(try mode("Vault/key") == 0o600)
    #expect(try mode(vaultPath()) == 0o600)
    #expect(try mode("space.json") == 0o640)
    #expect(try mode("LOCK") == 0o640)
    let segments = try storage.names(in: "EventLog").sorted()
    #expect(segments.count > 1)
    for (index, name) in segments.enumerated() {
      #expect(try mode("EventLog/" + name) == (index == segments.count - 1 ? 0o640 : 0o440))
    }
  }

  @Test("a reader sees whole appends only, and sees more when it looks again")
  func refresh() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 1200)
    try Fixture.fill(store)
    let reader = try Fixture.open(storage, .reading)
    var seen: [Int] = []
    for number in 0..<10 {
      try store.append(
        Append(
          expected: ["r": number * 2],
          drafts: [
            Fixture.draft("r", 10, secret: "{\"n\":\(number)}"), Fixture.draft("r", 10),
          ]))
      if number % 3 == 0 {
        try reader.refresh { (batch) throws(LogError) in seen += batch.map(\.position) }
        let record = try #require(try reader.record(at: reader.durablePosition - 1))
        #expect(try reader.sealedPayload(of: record) == .value(Array("{\"n\":\(number)}".utf8)))
      }
    }
    try reader.refresh { (batch) throws(LogError) in seen += batch.map(\.position) }
    #expect(seen == Array(8...27))
    #expect(reader.durableHead == store.durableHead)
    #expect(try Fixture.records(reader) == Fixture.records(store))
    try reader.confirmDurable()
    // A half-written append is not shown.
    let path = try #require(storage.paths.last { $0.hasPrefix("EventLog/") })
    let bytes = try #require(storage[path: path])
    storage[path: path] = bytes + Array(#"{"position":28,"until":28,"#.utf8)
    try reader.refresh()
    #expect(reader.durablePosition == 27)
  }

  @Test("without the vault the log reads on and private parts are unavailable")
  func withoutVault() throws {
    let folder = try TemporaryFolder()
    let root = folder.path + "/space"
    let storage = DiskStorage(root: root)
    let store = try Fixture.store(on: storage)
    try Fixture.fill(store)
    store.close()
    try FileManager.default.removeItem(atPath: root + "/Vault")
    let reader = try Fixture.open(storage, .reading)
    let record = try #require(try reader.record(at: 2))
    #expect(try reader.sealedPayload(of: record) == .unavailable)
    #expect(try reader.vaultKey() == nil)
    let report = try reader.verify()
    #expect(report.isIntact && !report.isVaultReadable && report.facts == 7)
    #expect {
      _ = try Fixture.open(storage)
    } throws: { error in
      guard case LogError.vaultOlderThanLog = error else { return false }
      return true
    }
  }

  @Test("erased lines read as erased, and verify asks whether their fact orders it")
  func erased() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try Fixture.fill(store)
    let vault = String(decoding: try #require(storage[path: vaultPath()]), as: UTF8.self)
    var lines = vault.split(separator: "\n").map(String.init)
    let line = #"{"position":2,"stream":"member/one","erased":7"#
    lines[1] = line + String(repeating: " ", count: lines[1].utf8.count - line.utf8.count - 1) + "}"
    storage[path: vaultPath()] = Array((lines.joined(separator: "\n") + "\n").utf8)
    let record = try #require(try store.record(at: 2))
    #expect(try store.sealedPayload(of: record) == .erased(by: 7))
    #expect(try store.verify().erasedValues == 1)
    let report = try store.verify(erasures: { [Erasure(position: 2, fact: 6)] })
    try #require(lines.count > 0)
    #expect(
      report.damage
        == Damage(
          .erasedWithoutFact, segment: vaultPath(), offset: lines[0].utf8.count + 1, position: 2,
          found: "7"))
    #expect(try store.verify(key: { _ in false }).damage?.kind == .key)
  }

  @Test("an unknown format is said to be one")
  func unknownFormat() throws {
    let image = try Fixture.killedSpace()
    let text = String(decoding: try #require(image[path: "space.json"]), as: UTF8.self)
    image[path: "space.json"] = Array(
      text.replacing(#""format":1"#, with: #""format":2"#).utf8)
    #expect(throws: LogError.unsupportedFormat(2)) { try Fixture.open(image, .reading) }
    image[path: "space.json"] = nil
    #expect(throws: LogError.notASpace) { try Fixture.open(image, .reading) }
  }

  @Test("a reader keeps nothing in mind of a vault line that is ahead of the log")
  func vaultLineAhead() throws {
    let storage = try Fixture.killedSpace()
    let orphan = #"{"position":8,"stream":"house","salt":"\#(String(repeating: "0", count: 32))","#
    storage[path: vaultPath()]? += Array((orphan + #""private":{}}"# + "\n").utf8)
    let reader = try Fixture.open(storage, .reading)
    let record = try #require(try reader.record(at: 7))
    let value = try reader.sealedPayload(of: record)
    // The next writer cuts the line and writes a longer one at the same place.
    let writer = try Fixture.open(storage)
    let secret = #"{"address":"rue de la Gare"}"#
    try writer.append(
      Append(expected: ["house": 1], drafts: [Fixture.draft("house", 8, secret: secret)]))
    try reader.refresh()
    #expect(try reader.sealedPayload(of: record) == value)
    let later = try #require(try reader.record(at: 8))
    #expect(try reader.sealedPayload(of: later) == .value(Array(secret.utf8)))
  }

  @Test("a vault line with another stream's name is damage, with any private part")
  func otherStream() throws {
    let storage = try Fixture.killedSpace()
    let text = String(decoding: try #require(storage[path: vaultPath()]), as: UTF8.self)
    let other = text.replacing(#"3,"stream":"member/two""#, with: #"3,"stream":"member/owt""#)
    storage[path: vaultPath()] = Array(other.utf8)
    let reader = try Fixture.open(storage, .reading)
    let record = try #require(try reader.record(at: 3))
    #expect {
      _ = try reader.sealedPayload(of: record)
    } throws: { error in
      guard case LogError.damaged(let damage) = error else { return false }
      return damage.kind == .commitment && damage.position == 3
    }
  }
}
