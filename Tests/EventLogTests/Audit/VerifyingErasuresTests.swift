import EventLog
import EventStreamTesting
import Testing

/// The verification of erased lines, half-erased lines, and lines that await erasure.
@Suite("Verifying erasures")
struct VerifyingErasuresTests {
  /// Seven records, sealed at 2, 3, 5 and 7, followed by two facts.
  private struct Space {
    let storage = MemoryStorage()
    let store: LogStore

    init(segmentBytes: Int = 1 << 20) throws {
      store = try Fixture.store(on: storage, maximumSegmentBytes: segmentBytes)
      try Fixture.fill(store)
      for sequence in 1...2 {
        try store.append(
          Append(expected: ["house": sequence], drafts: [Fixture.draft("house", 8, data: "{}")]))
      }
    }

    /// Returns the byte range of a position's line in the vault's only segment.
    func line(_ position: Int) throws -> Range<Int> {
      let bytes = try #require(storage[path: vaultPath()])
      let newlines = [-1] + bytes.indices.filter { bytes[$0] == 0x0a }
      let number = try #require([2, 3, 5, 7].firstIndex(of: position)) + 1
      return newlines[number] + 1..<newlines[number + 1]
    }

    /// Leaves a line with only its second or its first half overwritten, as a crash may do.
    func halfErase(_ position: Int, by fact: Int, keepingFirst: Bool = false) throws {
      let old = try #require(storage[path: vaultPath()])
      try store.erase([Erasure(position: position, fact: fact)])
      var mixed = try #require(storage[path: vaultPath()])
      let line = try line(position)
      let middle = line.lowerBound + line.count / 2
      let kept = keepingFirst ? line.lowerBound..<middle : middle..<line.upperBound
      mixed.replaceSubrange(kept, with: old[kept])
      storage[path: vaultPath()] = mixed
    }
  }

  @Test("a half-erased line is no damage if a fact orders it, and is counted as waiting")
  func unfinished() throws {
    let space = try Space()
    try space.halfErase(2, by: 8)
    try space.halfErase(5, by: 9, keepingFirst: true)
    let orders = [Erasure(position: 5, fact: 9), Erasure(position: 2, fact: 8)]
    let report = try space.store.verify(erasures: { orders })
    #expect(report.isIntact && report.awaitingErasure == 2 && report.erasedValues == 0)
    #expect(report.vaultLines == 4 && report.facts == 9)
    try #require(orders.count > 1)
    #expect(try space.store.unerased(orders) == [orders.at(1), orders.at(0)])
    // Opening only checks where lines begin.
    let again = try Fixture.open(space.storage.copy())
    #expect(again.recovery.vaultCuts.isEmpty)
    #expect(try again.erase(orders) == 2)
    let after = try again.verify(erasures: { orders })
    #expect(after.isIntact && after.awaitingErasure == 0 && after.erasedValues == 2)
  }

  @Test(
    "of half-erased lines without an order, the first in the log's order is named"
  )
  func firstDamage() throws {
    let space = try Space()
    try space.halfErase(2, by: 8)
    try space.halfErase(5, by: 9, keepingFirst: true)
    func damage(_ orders: [Erasure]?) throws -> Damage? {
      try space.store.verify(erasures: orders.map { orders in { orders } }).damage
    }
    let lines = try (space.line(2).lowerBound, space.line(5).lowerBound)
    let first = Damage(.vaultForm, segment: vaultPath(), offset: lines.0, position: 2)
    let second = Damage(.vaultForm, segment: vaultPath(), offset: lines.1, position: 5)
    #expect(try damage(nil) == first)
    #expect(try damage([]) == first)
    #expect(try damage([Erasure(position: 2, fact: 8)]) == second)
    #expect(try damage([Erasure(position: 5, fact: 9)]) == first)
    // The line's own position, an earlier one, other facts and a missing one are no orders.
    for fact in [1, 2, 10, 100] {
      #expect(try damage([Erasure(position: 2, fact: fact)]) == first)
    }
    // The log is damaged later. Damage before that place is reported first.
    var log = try #require(space.storage[path: logPath()])
    log[log.count - 200] ^= 1
    space.storage[path: logPath()] = log
    let reader = try Fixture.open(space.storage, .reading)
    let both = [Erasure(position: 2, fact: 8), Erasure(position: 5, fact: 8)]
    try #require(both.count > 0)
    #expect(try reader.verify(erasures: { [both[0]] }).damage == second)
    let report = try reader.verify(erasures: { both })
    #expect(report.damage?.kind == .hash && report.awaitingErasure == 2)
  }

  @Test("an erased line is right only by a fact that orders it and comes later; its place is named")
  func wrongFact() throws {
    let space = try Space(segmentBytes: 1)
    let orders = [2, 3, 7].map { Erasure(position: $0, fact: 8) }
    try space.store.erase(orders)
    func damage(_ orders: [Erasure]) throws -> Damage? {
      try space.store.verify(erasures: { orders }).damage
    }
    #expect(try damage(orders) == nil)
    #expect(try damage(orders + [Erasure(position: 5, fact: 9)]) == nil)
    let header = try #require(space.storage[path: vaultPath(6)]?.firstIndex(of: 0x0a)) + 1
    let wrong = Damage(
      .erasedWithoutFact, segment: vaultPath(6), offset: header, position: 7, found: "8")
    #expect(try damage(Array(orders.dropLast())) == wrong)
    #expect(try damage(orders.dropLast() + [Erasure(position: 7, fact: 9)]) == wrong)
    // Without the list of orders, the line must name an existing later fact.
    #expect(try space.store.verify().isIntact)
    for fact in ["6", "7", "0"] {
      let text = String(decoding: try #require(space.storage[path: vaultPath(6)]), as: UTF8.self)
      let other = text.replacing(#""erased":8"#, with: "\"erased\":\(fact)")
      space.storage[path: vaultPath(6)] = Array(other.utf8)
      #expect(try space.store.verify().damage?.position == 7, "\(fact)")
      space.storage[path: vaultPath(6)] = Array(text.utf8)
    }
  }

  @Test("a line not yet erased awaits erasure too, but not a record without a private part")
  func awaiting() throws {
    let space = try Space()
    let orders = [1, 2, 3, 4, 5].map { Erasure(position: $0, fact: 8) }
    let twice = orders + orders.map { Erasure(position: $0.position, fact: 9) }
    #expect(try space.store.verify(erasures: { twice }).awaitingErasure == 3)
    try space.store.erase([orders[2]])
    let report = try space.store.verify(erasures: { twice })
    #expect(report.isIntact && report.awaitingErasure == 2 && report.erasedValues == 1)
    #expect(try space.store.verify().awaitingErasure == 0)
  }

  @Test("a line erased while the log is read is explained by a fact that is read afterwards")
  func meanwhile() throws {
    let space = try Space(segmentBytes: 1)
    let reader = try Fixture.open(space.storage, .reading)
    var orders: [Erasure] = []
    var facts: [Int] = []
    let report = try reader.verify(erasures: { orders }) { (batch) throws(LogError) in
      facts += batch.map(\.position)
      // The end of the log was read before this. Vault lines are read after it.
      guard batch.first?.position == 1 else { return }
      let draft = Fixture.draft("house", 9, data: "{}")
      let fact = try space.store.append(Append(expected: ["house": 3], drafts: [draft]))
      orders = [Erasure(position: 7, fact: fact.positions.upperBound)]
      try space.store.erase(orders)
    }
    #expect(facts == Array(1...10) && orders == [Erasure(position: 7, fact: 10)])
    #expect(report.isIntact && report.erasedValues == 1 && report.awaitingErasure == 0)
  }

  @Test("without a vault there is nothing to erase or to verify")
  func withoutVault() throws {
    let space = try Space()
    let folder = try TemporaryFolder()
    let storage = DiskStorage(root: folder.path + "/space")
    try storage.makeRoot()
    try storage.makeFolder("EventLog", mode: .folder)
    for path in space.storage.paths where !path.hasPrefix("Vault/") {
      try storage.replace(path, with: space.storage[path: path] ?? [], mode: .file)
    }
    let reader = try Fixture.open(storage, .reading)
    let orders = [Erasure(position: 2, fact: 8)]
    #expect(throws: LogError.self) { try reader.unerased(orders) }
    let report = try reader.verify(erasures: { orders })
    #expect(report.isIntact && !report.isVaultReadable && report.awaitingErasure == 0)
  }
}
