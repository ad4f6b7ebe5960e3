import EventLog
import EventStreamTesting
import Testing

/// Repairs of every kind of damage at the end of a log.
@Suite("Repairs of a log's end")
struct RepairTests {
  /// Makes a filled space in memory.
  ///
  /// - Parameters:
  ///   - isClosed: Whether its writer was closed, rather than killed.
  ///   - maximumSegmentBytes: The segment size. With 1 every append begins new segments.
  static func space(
    isClosed: Bool = true, maximumSegmentBytes: Int = 1 << 20, more: Int = 5
  ) throws -> MemoryStorage {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage, maximumSegmentBytes: maximumSegmentBytes)
    try Fixture.fill(store)
    for number in 8..<8 + more {
      try store.append(
        Append(
          expected: ["a": number - 8],
          drafts: [
            Fixture.draft(
              "a", number, data: "{}", secret: number % 3 == 0 ? nil : "{\"n\":\(number)}")
          ]))
    }
    guard isClosed else { return storage.copy() }
    store.close()
    return storage
  }

  static func lastSegment(_ storage: MemoryStorage) throws -> String {
    try #require(
      storage.paths.filter { $0.hasPrefix("EventLog/") && $0.hasSuffix(".jsonl") }.max())
  }

  private static func vaultLines(_ storage: MemoryStorage, aside: Bool) -> Set<[UInt8]> {
    let paths = storage.paths.filter {
      $0.hasPrefix("Vault/") && $0.hasSuffix(".jsonl") && $0.contains("aside") == aside
    }
    return Set(paths.flatMap { Repairing.lines(storage[path: $0] ?? []) })
  }

  @Test(
    "records that do not verify are moved to a file, the others stay, and all verifies",
    arguments: TailDamage.allCases, [1 << 20, 2600])
  func everyKind(damage: TailDamage, maximumSegmentBytes: Int) throws {
    for isClosed in [true, false] {
      let whole = try Self.space(isClosed: isClosed, maximumSegmentBytes: maximumSegmentBytes)
      let records = try Fixture.records(Fixture.open(whole.copy(), .reading))
      let segment = try Self.lastSegment(whole)
      let image = whole.copy()
      var bytes = try #require(image[path: segment])
      let first = damage.apply(to: &bytes)
      image[path: segment] = bytes
      #expect(throws: LogError.self) { try Fixture.open(image.copy()) }

      let before = image.copy()
      let plan = try Repairing.plan(Repairing.verdict(image))
      #expect(image.paths == before.paths)
      for path in image.paths { #expect(image[path: path] == before[path: path], "\(path)") }
      // The cut is at the beginning of an append, and covers the rest of the segment.
      let move = try #require(plan.log)
      #expect(plan.segment == segment && plan.offset <= first && plan.offset > 0)
      #expect(plan.offset + move.byteCount == bytes.count)
      #expect(records.map(\.until).contains(plan.position))

      try Repairing.repair(image)
      #expect(image[path: move.target] == Array(bytes[plan.offset...]))
      let reader = try Fixture.open(image.copy(), .reading, checking: .everything)
      let shown = try Fixture.records(reader)
      #expect(Array(shown.dropLast()) == Array(records.prefix(plan.position)))
      #expect(shown.last?.type == Repairing.type)
      #expect(reader.recovery == RecoveryReport())
      #expect(try reader.verify().isIntact)
      // Every private part is unchanged, in the vault or in the file beside it.
      let aside = Self.vaultLines(image, aside: true)
      let now = Self.vaultLines(image, aside: false).union(aside)
      #expect(now.isSuperset(of: Self.vaultLines(whole, aside: false).filter { !isHeader($0) }))
      #expect((plan.vault == nil) == aside.isEmpty && plan.vault?.lines ?? 0 == aside.count)
      if let vault = plan.vault {
        #expect(vault.target == "Vault/aside-\(plan.position + 1).jsonl")
        #expect(try image.mode(of: vault.target) == .vaultFile)
      }
      #expect(try Repairing.verdict(image) == .intact(tornTail: nil))
    }
  }

  private func isHeader(_ line: [UInt8]) -> Bool { line.starts(with: Array(#"{"vault""#.utf8)) }

  @Test("a record that only lost its newline is kept")
  func lostNewline() throws {
    let image = try Self.space()
    let segment = try Self.lastSegment(image)
    var bytes = try #require(image[path: segment])
    _ = TailDamage.lastNewline.apply(to: &bytes)
    image[path: segment] = bytes
    let plan = try Repairing.plan(Repairing.repair(image))
    #expect(plan.position == 12 && plan.log?.byteCount == 1)
    #expect(plan.lost.range == nil && plan.vault == nil)
    #expect(try Fixture.open(image).durablePosition == 13)
  }

  @Test("the positions that may have been acknowledged: by the note, whole records, the vault")
  func lost() throws {
    for isClosed in [true, false] {
      let image = try Self.space(isClosed: isClosed)
      let segment = try Self.lastSegment(image)
      let lines = Repairing.lines(try #require(image[path: segment]))
      var damaged = lines
      damaged[9][30] ^= 1
      image[path: segment] = Array(damaged.joined())
      let plan = try Repairing.plan(Repairing.verdict(image))
      #expect(plan.damage.position == 9 && plan.position == 8)
      #expect(plan.lost.range == 9...12 && plan.lost.noted == 12)
      #expect(plan.lost.recordCount == 3 && plan.lost.lastRecord == 12)
      #expect(plan.lost.sealed == 11 && plan.vault?.lines == 2)
      // The note of a writer that died earlier tells nothing. Records and vault still do.
      image[path: SpaceLayout.lock] = Array("77 3 3\n".utf8)
      let silent = try Repairing.plan(Repairing.verdict(image))
      #expect(silent.lost.noted == nil && silent.lost.range == 9...12)
    }
    // After a log that was closed in order, garbage cannot be an acknowledged fact.
    let image = try Self.space()
    let segment = try Self.lastSegment(image)
    image[path: segment] = try #require(image[path: segment]) + Array("x\ny".utf8)
    #expect(try Repairing.plan(Repairing.verdict(image)).lost.range == nil)
    image[path: SpaceLayout.lock] = nil
    #expect(try Repairing.plan(Repairing.verdict(image)).lost.range == 13...13)
  }

  @Test("a vault that rotated behind the damage comes into one file")
  func rotatedVault() throws {
    let storage = try Self.space(maximumSegmentBytes: 1 << 20)
    // The vault rotates by its own size: the same log, with a vault in many segments.
    let vault = Repairing.lines(try #require(storage[path: vaultPath()]))
    let header = String(decoding: vault[0], as: UTF8.self)
    storage[path: vaultPath()] = Array(vault[...2].joined())
    for (position, line) in zip([5, 7, 8, 10, 11], vault[3...]) {
      let own = header.replacing("\"from\":1", with: "\"from\":\(position)")
      storage[path: vaultPath(position)] = Array(own.utf8) + line
    }
    #expect(try Fixture.open(storage.copy(), .reading).verify().isIntact)
    let segment = try Self.lastSegment(storage)
    var lines = Repairing.lines(try #require(storage[path: segment]))
    lines[5][30] ^= 1
    storage[path: segment] = Array(lines.joined())
    let plan = try Repairing.plan(Repairing.repair(storage))
    #expect(plan.position == 4 && plan.lost.range == 5...12)
    #expect(plan.vault?.segment == vaultPath(5))
    #expect(plan.vault?.segments == [7, 8, 10, 11].map { vaultPath($0) })
    #expect(storage[path: "Vault/aside-5.jsonl"] == Array(vault[3...].joined()))
    #expect(!storage.paths.contains(vaultPath(7)))
    #expect(try Fixture.open(storage, .reading).verify().isIntact)
  }

  @Test("a second repair at the same place keeps the files of the first")
  func twice() throws {
    let image = try Self.space()
    let segment = try Self.lastSegment(image)
    var kept: [String] = []
    let whole = try #require(image[path: segment])
    let (vault, lock) = (image[path: vaultPath()], image[path: SpaceLayout.lock])
    for bit in 0..<3 {
      image[path: segment] = whole
      image[path: vaultPath()] = vault
      image[path: SpaceLayout.lock] = lock
      var bytes = whole
      bytes[bytes.count - 500] ^= 1 << UInt8(bit)
      image[path: segment] = bytes
      let plan = try Repairing.plan(Repairing.repair(image))
      let move = try #require(plan.log)
      kept.append(move.target)
      #expect(image[path: move.target] == Array(bytes[plan.offset...]))
    }
    #expect(Set(kept).count == 3)
    try #require(kept.count > 2)
    #expect(try kept.at(1) == kept.at(0) + "-2" && kept.at(2) == kept.at(0) + "-3")
    #expect(try kept.at(0).hasPrefix(segment + ".repaired-"))
  }

  @Test("a log that ends before its last writer's note: nothing is moved, and the log says so")
  func shortened() throws {
    let image = try Self.space()
    let segment = try Self.lastSegment(image)
    // Position 12 has no private part, so the vault does not contradict its loss.
    image[path: segment] = Array(
      Repairing.lines(try #require(image[path: segment])).dropLast().joined())
    let plan = try Repairing.plan(Repairing.verdict(image))
    #expect(plan.damage.kind == .shortened && plan.log == nil && plan.vault == nil)
    #expect(plan.lost.range == 12...12 && plan.lost.noted == 12 && plan.position == 11)
    try Repairing.repair(image)
    #expect(!image.paths.contains { $0.contains("repaired") || $0.contains("aside") })
    let store = try Fixture.open(image)
    #expect(store.recovery == RecoveryReport() && store.durablePosition == 12)
    #expect(try store.record(at: 12)?.type == Repairing.type)
    #expect(try store.verify().isIntact)
  }

  @Test("a log that ends before the note, in the middle of a record: the bytes are kept as torn")
  func shortenedAndTorn() throws {
    let image = try Self.space()
    let segment = try Self.lastSegment(image)
    let whole = try #require(image[path: segment])
    image[path: segment] = whole.dropLast(100)
    let plan = try Repairing.plan(Repairing.verdict(image))
    #expect(plan.damage.kind == .shortened && plan.position == 11 && plan.log == nil)
    let unfinished = try #require(plan.tornTail)
    #expect(unfinished.offset + unfinished.byteCount == whole.count - 100)
    try Repairing.repair(image)
    let kept = image[path: segment + ".torn-\(unfinished.offset)"]
    #expect(kept == Array(whole[unfinished.offset..<whole.count - 100]))
    let store = try Fixture.open(image, .reading)
    #expect(try store.record(at: 12)?.type == Repairing.type)
    #expect(try store.verify().isIntact)
  }

  @Test("nodes of the tree do not outlive their records")
  func nodes() throws {
    let image = try Self.space(more: 600)
    #expect(image.paths.contains("Projections/merkle.nodes"))
    let old = try #require(try Fixture.open(image.copy(), .reading).checkpoint()?.checkpoint)
    let segment = try Self.lastSegment(image)
    var lines = Repairing.lines(try #require(image[path: segment]))
    lines[500][30] ^= 1
    image[path: segment] = Array(lines.joined())
    let verdict = try Repairing.verdict(image)
    #expect(try LogStore.repair(as: verdict, on: image))
    #expect(!image.paths.contains("Projections/merkle.nodes"))
    try Repairing.record(try Fixture.open(image))
    let store = try Fixture.open(image, .reading)
    #expect(store.durablePosition == 500)
    #expect(try store.nodeCacheDamage() == nil)
    #expect(try store.compare(with: old).finding == .shorter)
    let (checkpoint, _) = try #require(try store.checkpoint())
    let (proof, _) = try #require(try store.inclusionProof(of: 500))
    #expect(proof.checkpoint == checkpoint && proof.fault == nil)
    #expect(try store.consistencyProof(from: 499)?.proof.fault == nil)
  }

  @Test("a log shorter than its nodes, without a writer's note")
  func shortenedByNodes() throws {
    let image = MemoryStorage()
    let store = try Fixture.store(on: image)
    for number in 1...300 {
      try store.append(
        Append(expected: ["a": number - 1], drafts: [Fixture.draft("a", number, data: "{}")]))
    }
    store.close()
    let path = logPath()
    image[path: SpaceLayout.lock] = nil
    image[path: path] = Array(
      Repairing.lines(try #require(image[path: path]))[...250].joined())
    let plan = try Repairing.plan(Repairing.verdict(image))
    #expect(plan.damage.kind == .shortened && plan.lost.range == 251...256)
    // The repair is cut short after its note was written. It can still be completed.
    for calls in stride(from: 1, to: 400, by: 5) {
      let disk = SimulatedDisk(DiskImage(image), fault: .broken(from: calls))
      guard (try? Repairing.repair(disk)) == nil else { break }
      let left = SimulatedDisk(disk.image)
      try Repairing.repair(left)
      let again = try Fixture.open(left)
      #expect(try !Repairing.record(again) && again.durablePosition == 251, "\(calls)")
      #expect(try again.record(at: 251)?.type == Repairing.type, "\(calls)")
      #expect(left[path: "Projections/merkle.nodes"] == nil)
    }
  }
}
