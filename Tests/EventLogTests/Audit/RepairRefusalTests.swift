import EventLog
import EventStreamTesting
import Testing

/// Damage that a repair must not touch, and spaces that need no repair.
@Suite("Repairs that are refused")
struct RepairRefusalTests {
  /// Checks that a space is refused twice and stays unchanged.
  private func expect(
    _ refusal: SpaceRepair.Refusal, _ image: MemoryStorage, _ comment: String = "",
    segment: String? = nil, key: @escaping ([UInt8]) -> Bool = { _ in true }
  ) throws {
    let before = image.copy()
    for _ in 0..<2 {
      let verdict = try LogStore.repairVerdict(on: image, key: key)
      guard case .refused(let found, let damage) = verdict else {
        Issue.record("\(refusal) \(comment): \(verdict)")
        return
      }
      #expect(found == refusal, "\(comment): \(damage)")
      if let segment { #expect(damage.segment == segment, "\(comment)") }
      #expect(try !LogStore.repair(as: verdict, on: image, key: key))
    }
    #expect(image.paths == before.paths)
    for path in before.paths { #expect(image[path: path] == before[path: path], "\(path)") }
  }

  private func flip(_ path: String, _ offset: Int, in image: MemoryStorage) throws {
    var bytes = try #require(image[path: path])
    bytes[offset < 0 ? bytes.count + offset : offset] ^= 1
    image[path: path] = bytes
  }

  private func dropLines(_ count: Int, of path: String, in image: MemoryStorage) throws {
    let lines = Repairing.lines(try #require(image[path: path]))
    image[path: path] = Array(lines.dropLast(count).joined())
  }

  @Test("every bit of a sealed segment, and of the last one's header")
  func sealed() throws {
    let whole = try RepairTests.space(maximumSegmentBytes: 2600)
    let segments = whole.paths.filter { $0.hasPrefix("EventLog/") }
    #expect(segments.count >= 3)
    var count = 0
    for segment in segments {
      let bytes = try #require(whole[path: segment])
      let isLast = segment == segments.last
      let end = isLast ? try #require(bytes.firstIndex(of: 0x0a)) + 1 : bytes.count
      for offset in stride(from: 0, to: end, by: isLast ? 1 : 11) {
        let image = whole.copy()
        try flip(segment, offset, in: image)
        guard (try? Fixture.open(image.copy(), .reading)) != nil else { continue }
        try expect(isLast ? .header : .sealedSegment, image, "\(segment) at \(offset)")
        count += 1
      }
      // The segment is also cut short: a sealed segment that ends early.
      guard !isLast else { continue }
      let image = whole.copy()
      image[path: segment] = bytes.dropLast(5)
      try expect(.sealedSegment, image)
    }
    print("repairs refused, of a sealed segment or a header: \(count)")
    #expect(count > 300)
    for missing in segments.dropLast() {
      let image = whole.copy()
      image[path: missing] = nil
      guard case .refused(let refusal, _) = try Repairing.verdict(image) else {
        Issue.record("\(missing) missing")
        continue
      }
      #expect(refusal == .header || refusal == .sealedSegment)
    }
  }

  @Test("the first append, the manifest, another key, no vault, an invalid note")
  func others() throws {
    let whole = try RepairTests.space()
    let log = try #require(whole[path: logPath()])
    let first = try #require(log.firstIndex(of: 0x0a)) + 1
    var image = whole.copy()
    try flip(logPath(), first + 20, in: image)
    try expect(.firstAppend, image, segment: logPath())
    image = whole.copy()
    try flip(SpaceLayout.manifest, -3, in: image)
    try expect(.manifest, image, segment: SpaceLayout.manifest)
    try flip(logPath(), -200, in: whole)
    try expect(.key, whole, key: { _ in false })
    image = whole.copy()
    for path in image.paths where path.hasPrefix("Vault/") { image[path: path] = nil }
    try expect(.vaultOlderThanLog, image)
    image = whole.copy()
    image[path: "EventLog/repair.json"] = Array("{}\n".utf8)
    try expect(.record, image, segment: "EventLog/repair.json")
  }

  @Test("damage in the vault before the log's end, alone or with damage in the log")
  func vault() throws {
    for isLogDamaged in [false, true] {
      let whole = try RepairTests.space()
      if isLogDamaged { try flip(logPath(), -500, in: whole) }
      var image = whole.copy()
      try flip(vaultPath(), 150, in: image)
      try expect(.vault, image, segment: vaultPath())
      image = whole.copy()
      image[path: vaultPath()] = image[path: vaultPath()]?.dropLast(700)
      try expect(.vaultOlderThanLog, image, segment: vaultPath())
    }
  }

  @Test("a log older than the vault is never cut, whatever follows its end")
  func logOlder() throws {
    for isClosed in [true, false] {
      let whole = try RepairTests.space(isClosed: isClosed, more: 20)
      for garbage in ["", "x\n", "x\ny\n", "{\"position\":9,"] {
        let image = whole.copy()
        // The log has ten facts fewer, most of them sealed.
        try dropLines(10, of: logPath(), in: image)
        image[path: logPath()] = try #require(image[path: logPath()]) + Array(garbage.utf8)
        try expect(.logOlderThanVault, image, garbage)
      }
    }
  }

  @Test("a private part that stays was erased by order of a fact that would go")
  func erasedByLostFact() throws {
    let image = try RepairTests.space()
    var lines = Repairing.lines(try #require(image[path: vaultPath()]))
    let text = #"{"position":2,"stream":"member/one","erased":11"#
    lines[1] =
      Array(text.utf8) + [UInt8](repeating: 0x20, count: lines[1].count - text.utf8.count - 2)
      + Array("}\n".utf8)
    image[path: vaultPath()] = Array(lines.joined())
    try flip(logPath(), -200, in: image)
    // The fact that orders the erasure stays. Only the last record is damaged.
    guard case .repairable = try Repairing.verdict(image.copy()) else {
      Issue.record("\(try Repairing.verdict(image))")
      return
    }
    try flip(logPath(), -1000, in: image)
    try expect(.erasedByLostFact, image)
  }

  @Test("while a writer is at work, or with a plan that no longer fits the space")
  func changed() throws {
    let image = try RepairTests.space()
    let writer = try Fixture.open(image)
    #expect(try Repairing.verdict(image) == .intact(tornTail: nil))
    try flip(logPath(), -200, in: image)
    #expect(throws: LogError.self) { try Repairing.verdict(image) }
    writer.close()
    let verdict = try Repairing.verdict(image)
    try flip(logPath(), -1000, in: image)
    let before = image.copy()
    #expect(try !LogStore.repair(as: verdict, on: image))
    for path in image.paths where path != SpaceLayout.lock {
      #expect(image[path: path] == before[path: path], "\(path)")
    }
    #expect(try Repairing.plan(Repairing.verdict(image)).position == 9)
  }

  @Test("nothing damaged: nothing to do, a torn end is the next writer's")
  func sound() throws {
    let image = try RepairTests.space()
    #expect(try Repairing.verdict(image) == .intact(tornTail: nil))
    let killed = try Fixture.spaceAfterPowerCut()
    killed[path: logPath()] = killed[path: logPath()]?.dropLast(30)
    guard case .intact(let end?) = try Repairing.verdict(killed) else {
      Issue.record("\(try Repairing.verdict(killed))")
      return
    }
    #expect(end.position == 6)
  }

  @Test("a note of a repair superseded by a restored backup is forgotten, not recorded")
  func abandoned() throws {
    let whole = try RepairTests.space(isClosed: false)
    let image = SimulatedDisk(DiskImage(whole))
    image[path: logPath()]?[2200] ^= 1
    // Cut short after the note of the repair was written.
    let counting = SimulatedDisk(image.image)
    try Repairing.repair(counting)
    let call = try #require(
      counting.calls.firstIndex {
        $0.operation == .rename && $0.path.hasPrefix("EventLog/repair.json")
      })
    let cut = SimulatedDisk(image.image, fault: .broken(from: call + 2))
    _ = try? Repairing.repair(cut)
    let left = SimulatedDisk(cut.image)
    #expect(left[path: "EventLog/repair.json"] != nil)
    left[path: logPath()] = whole[path: logPath()]
    let store = try Fixture.open(left)
    #expect(try store.unrecordedRepair() == nil)
    #expect(left[path: "EventLog/repair.json"] == nil)
    #expect(store.durablePosition == 12)
  }

  @Test("every byte of a last segment changed, one after the other: repaired or refused, and whole")
  func everyByte() throws {
    let whole = try RepairTests.space(more: 2)
    let records = try Fixture.records(Fixture.open(whole.copy(), .reading))
    let count = try #require(whole[path: logPath()]).count
    var (repaired, refused) = (0, 0)
    for offset in stride(from: 0, to: count, by: 5) {
      let image = whole.copy()
      image[path: logPath()]?[offset] ^= 1 << UInt8(offset % 8)
      guard (try? Fixture.open(image.copy(), .reading)) != nil else { continue }
      switch try Repairing.repair(image) {
      case .repairable(let plan):
        repaired += 1
        let store = try Fixture.open(image)
        #expect(store.durablePosition == plan.position + 1, "\(offset)")
        #expect(
          try Fixture.records(store).starts(with: records.prefix(plan.position)), "\(offset)")
        #expect(try store.verify().isIntact, "\(offset)")
        store.close()
      case .refused(let refusal, _):
        refused += 1
        #expect(refusal == .header || refusal == .firstAppend, "\(offset)")
      case .intact, .unrecorded: Issue.record("\(offset)")
      }
    }
    print("changed bytes of a last segment: \(repaired) repaired, \(refused) refused")
    #expect(repaired > refused && refused > 50)
  }
}
