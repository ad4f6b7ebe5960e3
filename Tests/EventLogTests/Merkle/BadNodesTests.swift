import Digests
import EventLog
import EventStreamTesting
import Testing

@Suite("Nodes that are no good")
struct BadNodesTests {
  /// Makes a closed log.
  private static func closedLog(_ size: Int = 1100) throws -> MemoryStorage {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage)
    try log.grow(to: size)
    log.store.close()
    return storage
  }

  /// Returns a reader's proofs, and the faults due to which nodes were not used.
  private static func answers(
    _ reader: LogStore
  ) throws -> (proofs: [SpaceProof], unused: [SnapshotFault]) {
    let inclusion = try #require(try reader.inclusionProof(of: 300))
    let growth = try #require(try reader.consistencyProof(from: 400))
    return (
      [.inclusion(inclusion.proof), .consistency(growth.proof)],
      [inclusion.work.unused, growth.work.unused].compactMap { $0 }
    )
  }

  @Test("never give another answer: every byte of the file changed, one by one")
  func everyByte() throws {
    let storage = try Self.closedLog(520)
    let nodes = try #require(storage[path: NumberedLog.nodes])
    // The nodes are opened for each proof, so one reader sees every change.
    let reader = try Fixture.open(storage, .reading)
    let right = try Self.answers(reader)
    #expect(right.unused.isEmpty)
    #expect(try reader.nodeCacheDamage() == nil)
    var (different, said, missed) = (0, 0, 0)
    for offset in nodes.indices {
      var changed = nodes
      changed[offset] ^= 1 << UInt8(offset % 8)
      storage[path: NumberedLog.nodes] = changed
      let found = try Self.answers(reader)
      if found.proofs != right.proofs { different += 1 }
      if !found.unused.isEmpty { said += 1 }
      guard offset % 16 == 0 else { continue }
      if try !Self.isNamed(reader.nodeCacheDamage(), offset, nodes) { missed += 1 }
    }
    print("\(nodes.count) bytes of kept nodes changed: \(different) other answers, \(said) noticed")
    #expect(different == 0)
    #expect(missed == 0)
    // The header, and the nodes that these proofs need.
    #expect(said > nodes.count / 2)
  }

  /// Returns whether the damage names the header, or the changed node and its first record.
  private static func isNamed(_ damage: Damage?, _ offset: Int, _ nodes: [UInt8]) -> Bool {
    guard let damage, damage.kind == .snapshot, damage.segment == NumberedLog.nodes,
      let start = nodes.firstIndex(of: 0x0a).map({ $0 + 1 })
    else { return false }
    guard offset >= start else { return damage.offset == 0 }
    let number = (offset - start) / 32
    return damage.offset == start + 32 * number && damage.position == [1, 257, 1][number]
      && damage.expected != damage.found
  }

  @Test("are said to be so: cut short, of another version, space or log")
  func said() throws {
    let storage = try Self.closedLog()
    let nodes = try #require(storage[path: NumberedLog.nodes])
    let reader = try Fixture.open(storage, .reading)
    func unused(_ bytes: [UInt8]) throws -> Set<SnapshotFault> {
      storage[path: NumberedLog.nodes] = bytes
      return try Set(Self.answers(reader).unused)
    }
    #expect(try unused(Array(nodes.dropLast())) == [.form])
    #expect(try unused(nodes + [0]) == [.form])
    #expect(try unused([]) == [.form])
    let text = String(decoding: nodes.prefix { $0 != 0x0a }, as: UTF8.self)
    let body = nodes.drop { $0 != 0x0a }
    let newer = text.replacing(#""format":1"#, with: #""format":2"#)
    #expect(try unused(Array(newer.utf8) + body) == [.format(2)])
    let other = text.replacing("000102", with: "ff0102")
    #expect(try unused(Array(other.utf8) + body) == [.space])
    let another = MemoryStorage()
    let store = try Fixture.store(on: another)
    for batch in 0..<2 {
      let drafts = (0..<550).map { Fixture.draft("t", batch * 550 + $0, data: "{}") }
      try store.append(Append(expected: ["t": batch * 550], drafts: drafts))
    }
    store.close()
    #expect(try unused(#require(another[path: NumberedLog.nodes])) == [.otherLog])
    #expect(try reader.nodeCacheDamage()?.position == 1)
    let shorter = MemoryStorage()
    var log = try NumberedLog(on: shorter)
    try log.grow(to: 1000)
    shorter[path: NumberedLog.nodes] = nodes
    #expect(try log.store.nodeCacheDamage()?.found == "1024")
  }

  @Test("a log shorter than its nodes has lost its end: refused, and not continued")
  func shortened() throws {
    let storage = try Self.closedLog()
    let shorter = MemoryStorage()
    var log = try NumberedLog(on: shorter)
    try log.grow(to: 1000)
    log.store.close()
    shorter[path: NumberedLog.nodes] = storage[path: NumberedLog.nodes]
    // Only the nodes show the loss, because the writer's note is removed too.
    shorter[path: SpaceLayout.lock] = nil
    let reader = try Fixture.open(shorter, .reading)
    for damage in [reader.recovery.damage, try reader.verify().damage] {
      #expect(damage?.kind == .shortened && damage?.position == 1001)
      #expect(damage?.expected == "1024" && damage?.found == "1000")
    }
    #expect(reader.durablePosition == 1000)
    for _ in 0..<2 { #expect(throws: LogError.self) { try Fixture.open(shorter) } }
    #expect(throws: LogError.self) { try reader.checkpoint() }
    shorter[path: NumberedLog.nodes] = nil
    #expect(try Fixture.open(shorter).durablePosition == 1000)
  }

  @Test("are replaced by the next writer that has a block more")
  func healed() throws {
    let storage = try Self.closedLog()
    let nodes = try #require(storage[path: NumberedLog.nodes])
    for offset in [0, 60, nodes.count - 300, nodes.count - 1] {
      let image = storage.copy()
      var changed = nodes
      changed[offset] ^= 1
      image[path: NumberedLog.nodes] = changed
      let writer = try Fixture.open(image)
      let drafts = (1100..<1300).map { Fixture.draft("s", $0, data: "{}") }
      try writer.append(Append(expected: ["s": 1100], drafts: drafts))
      writer.close()
      let healed = try #require(image[path: NumberedLog.nodes])
      image[path: NumberedLog.nodes] = nil
      try Fixture.open(image).close()
      #expect(image[path: NumberedLog.nodes] == healed)
    }
  }

  @Test("a failure of any call while they are written is no failure of the log")
  func failures() throws {
    let storage = try Self.closedLog()
    storage[path: NumberedLog.nodes] = nil
    let whole = SimulatedDisk(DiskImage(storage))
    let counting = try Fixture.open(whole)
    let before = whole.calls.count
    counting.cacheNodes()
    for failing in before + 1...whole.calls.count {
      let disk = SimulatedDisk(DiskImage(storage))
      let writer = try Fixture.open(disk)
      disk.set(.error(at: failing))
      writer.cacheNodes()
      disk.set(.none)
      try writer.append(Append(expected: ["s": 1100], drafts: [Fixture.draft("s", 1100)]))
      #expect(writer.latch == nil)
      writer.close()
      let reader = try Fixture.open(disk, .reading)
      #expect(reader.durablePosition == 1101)
      #expect(try reader.inclusionProof(of: 1101)?.proof.fault == nil)
      #expect(disk[path: NumberedLog.nodes] != nil)
    }
  }

  @Test("a power cut while they are written leaves the old ones, the new ones or none")
  func powerLoss() throws {
    let disk = SimulatedDisk(keepsImages: true)
    var log = try NumberedLog(on: disk)
    try log.grow(to: 600)
    let before = disk.calls.count
    log.store.cacheNodes()
    var outcomes: Set<Int> = []
    let ways = [Fate.kept, .dropped] + Fate.Garbling.allCases.map { Fate.garbled($0) }
    for image in disk.images[before...] + [disk.image] {
      for fate in ways {
        let left = SimulatedDisk(image.afterPowerLoss(image.unsynced.map { _ in fate }))
        let reader = try Fixture.open(left, .reading)
        let (proof, work) = try #require(try reader.inclusionProof(of: 400))
        #expect(proof.fault == nil)
        #expect(work.unused == nil)
        outcomes.insert(work.nodes)
      }
    }
    #expect(outcomes.count > 1)
  }

  @Test("of another log are not used: the next writer makes all of them again")
  func otherLogs() throws {
    let another = MemoryStorage()
    let store = try Fixture.store(on: another)
    let others = (0..<1100).map { Fixture.draft("t", $0, data: "{}") }
    try store.append(Append(expected: ["t": 0], drafts: others))
    store.close()
    let storage = try Self.closedLog()
    storage[path: NumberedLog.nodes] = another[path: NumberedLog.nodes]
    let writer = try Fixture.open(storage)
    let drafts = (1100..<1300).map { Fixture.draft("s", $0, data: "{}") }
    try writer.append(Append(expected: ["s": 1100], drafts: drafts))
    writer.close()
    let reader = try Fixture.open(storage, .reading)
    #expect(try Self.answers(reader).unused.isEmpty)
    #expect(try reader.nodeCacheDamage() == nil)
  }
}
